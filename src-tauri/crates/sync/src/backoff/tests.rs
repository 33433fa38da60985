#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn pause(attempts: u32, asked: Option<u64>) -> f64 {
    let now = DateTime::from_timestamp(1_794_182_400, 0).unwrap();
    (next_try(&Chance::real(), now, attempts, asked.map(Duration::from_secs)) - now).as_seconds_f64()
}

#[test]
fn pauses_double_up_to_a_quarter_of_an_hour() {
    for (attempts, from, to) in
        [(0, 2.0, 2.5), (1, 4.0, 5.0), (4, 32.0, 40.0), (20, 900.0, 1125.0), (u32::MAX, 900.0, 1125.0)]
    {
        let pause = pause(attempts, None);
        assert!((from..=to).contains(&pause), "{attempts}: {pause}");
    }
}

#[test]
fn a_longer_wish_of_the_crm_is_granted_and_a_shorter_one_is_not() {
    assert!((3600.0..=4500.0).contains(&pause(0, Some(3600))));
    assert!(pause(4, Some(1)) >= 32.0);
}

#[test]
fn two_laptops_do_not_come_back_at_the_same_instant() {
    let pauses: std::collections::BTreeSet<i64> = (0..50).map(|_| (pause(10, None) * 1000.0) as i64).collect();
    assert!(pauses.len() > 10);
}

#[test]
fn a_wish_for_a_day_is_granted_for_an_hour() {
    assert!((3600.0..=4500.0).contains(&pause(0, Some(24 * 3600))));
}
