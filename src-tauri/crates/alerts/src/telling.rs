//! How alarms that nobody told yet are told: one by one, many as one, missed ones as missed.

use chrono::{DateTime, TimeDelta, Utc};
use store::Alarm;

/// More than so many at once are told as one.
const ONE_BY_ONE: usize = 3;
/// Older than this, the age is said.
const FRESH: TimeDelta = TimeDelta::minutes(15);

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    pub body: String,
    /// What it tells.
    pub alarms: Vec<Alarm>,
}

/// The notifications for alarms that were not told yet, oldest first. Those that were missed are told apart, as one.
pub fn tell(pending: Vec<Alarm>, now: DateTime<Utc>) -> Vec<Notice> {
    let (missed, fresh): (Vec<Alarm>, Vec<Alarm>) = pending.into_iter().partition(|alarm| alarm.missed);
    let mut notices = if fresh.len() > ONE_BY_ONE {
        vec![together(fresh, |count| format!("{count} things need you"))]
    } else {
        fresh.into_iter().map(|alarm| alone(alarm, "", now)).collect()
    };
    notices.extend(as_missed(missed, now));
    notices
}

fn as_missed(mut missed: Vec<Alarm>, now: DateTime<Utc>) -> Option<Notice> {
    if missed.len() > 1 {
        return Some(together(missed, |count| format!("Missed while you were away: {count} things")));
    }
    Some(alone(missed.pop()?, "Missed: ", now))
}

fn alone(alarm: Alarm, before: &str, now: DateTime<Utc>) -> Notice {
    let title = format!("{before}{}", alarm.title);
    Notice { title, body: with_age(&alarm.body, now - alarm.at), alarms: vec![alarm] }
}

/// The latest are named.
fn together(alarms: Vec<Alarm>, title: impl Fn(usize) -> String) -> Notice {
    let named: Vec<&str> = alarms.iter().rev().take(ONE_BY_ONE).map(|alarm| alarm.title.as_str()).collect();
    let more = alarms.len() - named.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let body = format!("{}{rest}", named.join("; "));
    Notice { title: title(alarms.len()), body, alarms }
}

fn with_age(body: &str, age: TimeDelta) -> String {
    if age < FRESH {
        body.to_owned()
    } else if age < TimeDelta::hours(1) {
        format!("{body} ({} min ago)", age.num_minutes())
    } else if age < TimeDelta::days(2) {
        format!("{body} ({} h ago)", age.num_hours())
    } else {
        format!("{body} ({} days ago)", age.num_days())
    }
}
