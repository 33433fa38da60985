#![allow(clippy::unwrap_used, clippy::expect_used)]
use crate::{Figure, Measured, Measures, Metric, is_miss, months_until, read, sentence};
use chrono::{DateTime, TimeDelta, Utc};
use domain::HandoffState;
use playbook::Tier;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn closed() -> DateTime<Utc> {
    at("2026-11-02T10:00:00Z")
}

fn handoff(tier: Tier, measures: Measures) -> Measured {
    Measured { handoff: "h".into(), tier, state: HandoffState::Accepted, closed_at: closed(), measures }
}

fn completed(after_hours: Option<i64>) -> Measured {
    let due = Some(closed() + TimeDelta::hours(24));
    let completed_at = after_hours.map(|hours| closed() + TimeDelta::hours(hours));
    handoff(Tier::S, Measures { completion_due_at: due, completed_at, ..Measures::default() })
}

#[test]
fn completion_counts_only_closes_whose_deadline_has_passed() {
    let handoffs = [completed(Some(2)), completed(Some(30)), completed(None)];
    let all: Vec<&Measured> = handoffs.iter().collect();
    assert_eq!(read(Metric::Completion, &all, closed()), Figure { value: None, n: 0 });
    let later = read(Metric::Completion, &all, closed() + TimeDelta::days(3));
    assert_eq!(later.n, 3);
    assert!((later.value.unwrap() - 33.333).abs() < 0.01);
}

#[test]
fn a_rate_without_handoffs_is_no_data_and_never_zero() {
    assert_eq!(read(Metric::Escalation, &[], closed()), Figure { value: None, n: 0 });
    assert_eq!(sentence(Metric::Escalation, Figure { value: None, n: 0 }, &[]), "No data in this period");
}

#[test]
fn void_and_exempt_handoffs_count_nowhere() {
    let mut void = completed(Some(2));
    void.state = HandoffState::Void;
    for metric in Metric::ALL {
        assert_eq!(read(metric, &[&void], at("2027-01-01T00:00:00Z")).n, 0, "{metric:?}");
    }
}

#[test]
fn tier_a_stays_out_of_review_and_acceptance_but_counts_in_completion() {
    let mut automated = completed(Some(2));
    automated.tier = Tier::A;
    automated.measures.submitted_at = Some(closed());
    automated.measures.reviewed_at = Some(closed());
    let now = at("2027-01-01T00:00:00Z");
    assert_eq!(read(Metric::FirstPass, &[&automated], now).n, 0);
    assert_eq!(read(Metric::ReviewRate, &[&automated], now).n, 0);
    assert_eq!(read(Metric::Completion, &[&automated], now).n, 1);
}

#[test]
fn first_pass_is_accepted_without_a_return_among_the_reviewed() {
    let reviewed = |returns, accepted| {
        handoff(Tier::S, Measures { reviewed_at: Some(closed()), returns, accepted, ..Measures::default() })
    };
    let handoffs = [reviewed(0, true), reviewed(1, true), reviewed(1, false), reviewed(0, true)];
    let figure = read(Metric::FirstPass, &handoffs.iter().collect::<Vec<_>>(), closed());
    assert_eq!(figure, Figure { value: Some(50.0), n: 4 });
    assert!(is_miss(Metric::FirstPass, &handoffs[1]) && !is_miss(Metric::FirstPass, &handoffs[0]));
}

#[test]
fn time_to_first_touch_is_the_median_in_calendar_hours() {
    let touched = |hours| {
        handoff(Tier::A, Measures { first_touch_at: Some(closed() + TimeDelta::hours(hours)), ..Measures::default() })
    };
    let handoffs = [touched(4), touched(10), touched(100)];
    let figure = read(Metric::FirstTouch, &handoffs.iter().collect::<Vec<_>>(), closed());
    assert_eq!(figure, Figure { value: Some(10.0), n: 3 });
    assert!(is_miss(Metric::FirstTouch, &handoffs[2]) && !is_miss(Metric::FirstTouch, &handoffs[1]));
}

#[test]
fn the_sentence_compares_with_the_target_and_the_month_before() {
    let months = vec![
        ("Sep".to_owned(), Figure { value: Some(62.0), n: 8 }),
        ("Oct".to_owned(), Figure { value: Some(88.0), n: 9 }),
    ];
    let words = sentence(Metric::Completion, Figure { value: Some(75.0), n: 17 }, &months);
    assert_eq!(words, "75 %, misses the target of 90 %; rose from 62 % in Sep to 88 % in Oct");
}

#[test]
fn months_end_with_the_month_of_the_last_day() {
    let months = months_until(at("2026-01-15T00:00:00Z"), 3);
    assert_eq!(
        months.iter().map(|month| month.first.to_string()).collect::<Vec<_>>(),
        ["2025-11-01", "2025-12-01", "2026-01-01"]
    );
    assert_eq!(months[2].ends_at(), at("2026-02-01T00:00:00Z"));
}
