#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

const HOUR: i64 = 3_600;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + second, 0).unwrap()
}

/// The wall clock says `wall`, and `running` seconds went by since the laptop was switched on.
fn reading(wall: i64, running: u64) -> Reading {
    Reading { wall: at(wall), running: Duration::from_secs(running) }
}

#[test]
fn a_wrong_wall_clock_is_put_right_by_the_first_reply() {
    let clock = Clock::default();
    assert_eq!(clock.now(reading(24 * HOUR, 0)), at(24 * HOUR));
    assert!(!clock.is_confirmed());
    clock.confirm(reading(24 * HOUR, 0), at(0));
    assert!(clock.is_confirmed());
    assert_eq!(clock.now(reading(24 * HOUR + 5, 5)), at(5));
}

#[test]
fn a_wall_clock_that_is_set_while_the_application_runs_moves_nothing() {
    let clock = Clock::default();
    clock.confirm(reading(0, 100), at(0));
    assert_eq!(clock.now(reading(-24 * HOUR, 160)), at(60));
    assert_eq!(clock.now(reading(24 * HOUR, 170)), at(70));
}

#[test]
fn time_goes_on_while_the_laptop_sleeps() {
    let clock = Clock::default();
    clock.confirm(reading(0, 0), at(0));
    assert_eq!(clock.now(reading(8 * HOUR, 8 * 3_600)), at(8 * HOUR));
}

#[test]
fn a_run_without_a_reply_starts_from_what_the_last_one_knew_and_never_before_its_last_reply() {
    let clock = Clock::default();
    let known = clock.confirm(reading(HOUR, 0), at(0)).unwrap();
    assert_eq!(known, Known { offset_ms: -HOUR * 1_000, last_reply_at: Some(at(0)) });
    let next = Clock::resumed(known);
    assert_eq!(next.now(reading(HOUR + 60, 0)), at(60));
    assert!(!next.is_confirmed());
    assert_eq!(next.now(reading(-24 * HOUR, 0)), at(0), "set back while the application was closed");
}

#[test]
fn replies_of_whole_seconds_do_not_make_time_tremble() {
    let clock = Clock::default();
    clock.confirm(reading(0, 0), at(0));
    assert_eq!(clock.confirm(reading(10, 10), at(9)), None);
    assert_eq!(clock.now(reading(10, 10)), at(10));
    assert!(clock.confirm(reading(70, 70), at(70)).is_some(), "a later reply is kept as the earliest possible time");
}

#[test]
fn two_whole_seconds_are_news() {
    let clock = Clock::default();
    clock.confirm(reading(0, 0), at(0));
    assert!(clock.confirm(reading(10, 10), at(8)).is_some());
    assert_eq!(clock.now(reading(10, 10)), at(8));
}

#[test]
fn a_wall_clock_that_stays_as_wrong_as_it_was_is_no_news() {
    let clock = Clock::default();
    assert!(clock.confirm(reading(HOUR, 0), at(0)).is_some());
    assert_eq!(clock.confirm(reading(HOUR + 30, 30), at(30)), None);
}

#[test]
fn of_two_replies_an_earlier_one_is_kept_and_the_same_one_is_no_news() {
    let clock = Clock::default();
    clock.confirm(reading(0, 0), at(0));
    assert_eq!(clock.confirm(reading(0, 0), at(0)), None);
    assert_eq!(clock.confirm(reading(-30, 10), at(-30)), Some(Known { offset_ms: 0, last_reply_at: Some(at(-30)) }));
}
