//! Many laptops share one quota, and every change arrives as soon as the pace promises.
#![allow(clippy::print_stdout)]

use simulation::{WeekAsk, run_week};

#[test]
fn what_changes_in_the_crm_arrives_everywhere_within_the_promise_and_the_quota() {
    let week = run_week(WeekAsk { seed: 1, laptops: 20, days: 2, quota: 100_000 });
    println!("{week}");
    assert!(week.broken.is_empty(), "{week}");
    assert!(week.changes > 1_000 && week.delays.len() > 15_000, "{week}");
    assert!(week.most_used < week.quota && week.refused == 0, "{week}");
}

#[test]
fn where_little_is_left_laptops_look_less_often_and_nobody_is_refused() {
    let week = run_week(WeekAsk { seed: 1, laptops: 20, days: 2, quota: 30_000 });
    println!("{week}");
    assert!(week.broken.is_empty(), "{week}");
    assert!(week.most_used <= week.quota && week.refused == 0, "{week}");
}
