#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crm::port::Allowance;
use proptest::prelude::*;
use std::time::Duration;

/// A Wednesday, ten in the morning in Berlin.
fn morning() -> Situation {
    let now = "2026-11-18T09:00:00Z".parse().unwrap();
    let zone = chrono_tz::Europe::Berlin;
    Situation { now, zone, in_use: false, watches: false, next_close_at: None, quota: QuotaState::default() }
}

fn seconds(situation: &Situation) -> i64 {
    next_pull(situation, &Chance::real()).num_seconds()
}

fn with_left(share: u64) -> QuotaState {
    QuotaState { day: Some(Allowance { used: 1_000 - share, of: 1_000 }), ..QuotaState::default() }
}

#[test]
fn it_is_fast_where_a_deal_is_near_its_close_and_the_window_is_in_use() {
    let close = Some(morning().now + TimeDelta::hours(5));
    let near = Situation { in_use: true, next_close_at: close, ..morning() };
    assert!((20..=24).contains(&seconds(&near)));
    assert!((60..=72).contains(&seconds(&Situation { in_use: true, ..morning() })));
    assert!((60..=72).contains(&seconds(&Situation { next_close_at: close, ..morning() })));
    assert!((300..=360).contains(&seconds(&morning())));
}

#[test]
fn it_is_slow_at_night_and_at_the_weekend_unless_somebody_works() {
    let night = Situation { now: "2026-11-18T23:00:00Z".parse().unwrap(), ..morning() };
    let sunday = Situation { now: "2026-11-22T10:00:00Z".parse().unwrap(), ..morning() };
    for quiet in [night, sunday] {
        assert!((1_800..=2_160).contains(&seconds(&quiet)));
        assert!((60..=72).contains(&seconds(&Situation { in_use: true, ..quiet })));
    }
}

#[test]
fn night_is_the_organisations_night() {
    let zone = chrono_tz::America::Los_Angeles;
    assert!((1_800..=2_160).contains(&seconds(&Situation { zone, ..morning() })), "one in the morning there");
}

#[test]
fn it_becomes_slower_as_the_quota_runs_out() {
    let pause = |share| seconds(&Situation { in_use: true, quota: with_left(share), ..morning() });
    assert!((60..=72).contains(&pause(500)));
    assert!((180..=216).contains(&pause(200)));
    assert!((600..=720).contains(&pause(50)));
    assert!((1_200..=1_440).contains(&pause(10)));
    let night = Situation { now: "2026-11-18T23:00:00Z".parse().unwrap(), quota: with_left(10), ..morning() };
    assert!((3_600..=4_320).contains(&seconds(&night)), "and never longer than an hour");
}

#[test]
fn who_only_watches_yields_before_anybody_else_has_to() {
    let pause = |watches, share| seconds(&Situation { in_use: true, watches, quota: with_left(share), ..morning() });
    assert!((60..=72).contains(&pause(true, 500)), "as long as there is plenty, nobody yields");
    assert!((60..=72).contains(&pause(false, 450)) && (120..=144).contains(&pause(true, 450)));
    assert!((180..=216).contains(&pause(false, 250)) && (360..=432).contains(&pause(true, 250)));
}

#[test]
fn a_rest_is_waited_for() {
    let quota = QuotaState { rests_for: Some(Duration::from_secs(3_000)), ..QuotaState::default() };
    assert!((3_000..=3_600).contains(&seconds(&Situation { in_use: true, quota, ..morning() })));
}

proptest! {
    #[test]
    fn a_pause_is_never_shorter_with_less_quota_and_never_endless(
        hour in 0_i64..168, in_use: bool, near in prop::option::of(-48_i64..48), less in 0_u64..=1_000, more in 0_u64..=1_000,
    ) {
        let (less, more) = (less.min(more), less.max(more));
        let now = morning().now + TimeDelta::hours(hour);
        let next_close_at = near.map(|hours| now + TimeDelta::hours(hours));
        let pause = |share| Situation { now, in_use, next_close_at, quota: with_left(share), ..morning() };
        prop_assert!(pause(less).pause() * pause(less).thrift() >= pause(more).pause() * pause(more).thrift());
        let waits = seconds(&pause(less));
        prop_assert!((20..=18 * 3_600).contains(&waits), "{}", waits);
    }
}
