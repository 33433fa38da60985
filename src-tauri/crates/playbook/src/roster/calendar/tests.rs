#![allow(clippy::unwrap_used)]
use super::{Calendar, Closed};
use crate::roster::{Holiday, Leave, Roster, WorkingHours};
use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::{America, Asia, Europe, Pacific, Tz};
use proptest::prelude::*;

fn calendar(zone: Tz) -> Calendar<'static> {
    Calendar::new(zone, &[1, 2, 3, 4, 5], WorkingHours::default(), &[], &[])
}

fn local(zone: Tz, text: &str) -> DateTime<Utc> {
    zone.from_local_datetime(&chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()).unwrap().to_utc()
}

fn hours(start: u32, end: u32) -> WorkingHours {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    WorkingHours { start: at(start), end: at(end) }
}

#[test]
fn a_close_on_friday_evening_is_due_on_tuesday_morning_wherever_one_sits() {
    let closed_at = local(America::New_York, "2026-09-18 18:00");
    let in_new_york = calendar(America::New_York).add_business_days(closed_at, 1).unwrap();
    assert_eq!(in_new_york, local(America::New_York, "2026-09-22 09:00"));
    let in_berlin = calendar(Europe::Berlin).add_business_days(closed_at, 1).unwrap();
    assert_eq!(in_berlin, local(Europe::Berlin, "2026-09-22 09:00"));
}

#[test]
fn inside_working_hours_a_business_day_is_the_same_local_time_on_the_next_working_day() {
    let berlin = calendar(Europe::Berlin);
    let due = |text| berlin.add_business_days(local(Europe::Berlin, text), 1).unwrap();
    assert_eq!(due("2026-09-15 10:30"), local(Europe::Berlin, "2026-09-16 10:30"));
    assert_eq!(due("2026-09-18 16:59"), local(Europe::Berlin, "2026-09-21 16:59"));
    assert_eq!(due("2026-09-15 17:00"), local(Europe::Berlin, "2026-09-17 09:00"), "closing time is outside");
    assert_eq!(
        due("2026-09-15 06:00"),
        local(Europe::Berlin, "2026-09-16 09:00"),
        "counts from the opening of the same day"
    );
}

#[test]
fn a_clock_change_does_not_move_the_local_time() {
    let due = calendar(America::New_York).add_business_days(local(America::New_York, "2026-10-30 11:00"), 1).unwrap();
    assert_eq!(due, local(America::New_York, "2026-11-02 11:00"));
    assert_eq!(
        due - local(America::New_York, "2026-10-30 11:00"),
        TimeDelta::hours(73),
        "one hour more than three days"
    );
    let berlin = calendar(Europe::Berlin);
    assert_eq!(
        berlin.open_time(local(Europe::Berlin, "2026-03-27 09:00"), local(Europe::Berlin, "2026-03-30 17:00")),
        TimeDelta::hours(16)
    );
}

#[test]
fn a_local_time_that_a_clock_change_skips_becomes_the_first_instant_after_it() {
    let hours = hours(2, 10);
    let early = Calendar::new(Europe::Berlin, &[1, 2, 3, 4, 5, 6, 7], hours, &[], &[]);
    let due = early.add_business_days(local(Europe::Berlin, "2026-03-28 02:30"), 1).unwrap();
    assert_eq!(due, local(Europe::Berlin, "2026-03-29 03:00"));
}

#[test]
fn holidays_count_in_their_time_zones_only_and_leave_only_without_a_stand_in() {
    let day = |text: &str| text.parse().unwrap();
    let holidays =
        [Holiday { date: day("2026-11-26"), name: "Thanksgiving".into(), time_zones: Some(vec![America::New_York]) }];
    let leave = [
        Leave { from: day("2026-11-27"), to: day("2026-11-27"), stand_in: None },
        Leave { from: day("2026-11-30"), to: day("2026-11-30"), stand_in: Some("2".into()) },
    ];
    let of = |zone| Calendar::new(zone, &[1, 2, 3, 4, 5], WorkingHours::default(), &holidays, &leave);
    let new_york = of(America::New_York);
    assert_eq!(new_york.closed(day("2026-11-26")), Some(Closed::Holiday("Thanksgiving")));
    assert_eq!(new_york.closed(day("2026-11-27")), Some(Closed::Leave));
    assert_eq!(of(Europe::Berlin).closed(day("2026-11-26")), None);
    let due = new_york.add_business_days(local(America::New_York, "2026-11-25 12:00"), 1).unwrap();
    assert_eq!(due, local(America::New_York, "2026-11-30 12:00"));
    let skipped = new_york.skipped(local(America::New_York, "2026-11-25 12:00"), due);
    assert_eq!(
        skipped.iter().map(|(_, why)| why.clone()).collect::<Vec<_>>(),
        [Closed::Holiday("Thanksgiving"), Closed::Leave, Closed::DayOff, Closed::DayOff]
    );
}

#[test]
fn business_hours_count_open_hours_only() {
    let berlin = calendar(Europe::Berlin);
    let after = |text, hours| berlin.add_open_time(local(Europe::Berlin, text), TimeDelta::hours(hours)).unwrap();
    assert_eq!(after("2026-09-18 15:00", 4), local(Europe::Berlin, "2026-09-21 11:00"));
    assert_eq!(after("2026-09-18 13:00", 4), local(Europe::Berlin, "2026-09-18 17:00"));
    assert_eq!(after("2026-09-19 13:00", 1), local(Europe::Berlin, "2026-09-21 10:00"));
}

#[test]
fn a_night_shift_belongs_to_the_day_on_which_it_starts() {
    let nights = Calendar::new(Asia::Kolkata, &[5], hours(22, 6), &[], &[]);
    let saturday_early = local(Asia::Kolkata, "2026-09-19 03:00");
    assert_eq!(nights.next_open(saturday_early), Some(saturday_early));
    assert_eq!(nights.add_business_days(saturday_early, 1), Some(local(Asia::Kolkata, "2026-09-26 03:00")));
}

#[test]
fn a_calendar_that_never_opens_gives_no_deadline() {
    let leave = [Leave { from: "2020-01-01".parse().unwrap(), to: "2100-01-01".parse().unwrap(), stand_in: None }];
    let gone = Calendar::new(Tz::UTC, &[1, 2, 3, 4, 5], WorkingHours::default(), &[], &leave);
    assert_eq!(gone.add_business_days(local(Tz::UTC, "2026-09-18 10:00"), 1), None);
    assert_eq!(gone.add_open_time(local(Tz::UTC, "2026-09-18 10:00"), TimeDelta::hours(1)), None);
}

#[test]
fn a_person_whom_the_roster_does_not_know_works_nine_to_five_in_utc() {
    let roster = Roster::empty();
    let unknown = roster.calendar_of(Some(&"nobody".into()));
    assert_eq!(unknown.next_open(local(Tz::UTC, "2026-09-19 10:00")), Some(local(Tz::UTC, "2026-09-21 09:00")));
    assert_eq!(unknown.hours_words(), "9:00–17:00");
}

fn zones() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        America::New_York,
        Europe::Berlin,
        Asia::Kolkata,
        Pacific::Apia,
        Pacific::Chatham,
        Tz::UTC,
        America::Santiago,
    ])
}

fn times() -> impl Strategy<Value = DateTime<Utc>> {
    (1_700_000_000_i64..1_900_000_000).prop_map(|seconds| Utc.timestamp_opt(seconds, 0).unwrap())
}

proptest! {
    #[test]
    fn a_deadline_lies_after_its_start_within_working_hours(zone in zones(), at in times(), days in 1_u32..15) {
        let calendar = calendar(zone);
        let due = calendar.add_business_days(at, days).unwrap();
        prop_assert!(due > at);
        prop_assert_eq!(calendar.closed(calendar.day_of(due)), None);
        let hour = due.with_timezone(&zone).hour();
        prop_assert!((9..17).contains(&hour));
    }

    #[test]
    fn a_later_start_never_has_an_earlier_deadline(zone in zones(), at in times(), later in 0_i64..1_000_000, days in 0_u32..15) {
        let calendar = calendar(zone);
        prop_assert!(calendar.add_business_days(at, days) <= calendar.add_business_days(at + TimeDelta::seconds(later), days));
    }

    #[test]
    fn days_add_up(zone in zones(), at in times(), one in 0_u32..8, two in 0_u32..8) {
        let calendar = calendar(zone);
        let in_steps = calendar.add_business_days(calendar.add_business_days(at, one).unwrap(), two);
        prop_assert_eq!(in_steps, calendar.add_business_days(at, one + two));
    }

    #[test]
    fn open_time_that_was_added_is_open_time_that_passed(zone in zones(), at in times(), minutes in 0_i64..20_000) {
        let calendar = calendar(zone);
        let due = calendar.add_open_time(at, TimeDelta::minutes(minutes)).unwrap();
        prop_assert_eq!(calendar.open_time(at, due), TimeDelta::minutes(minutes));
    }
}
