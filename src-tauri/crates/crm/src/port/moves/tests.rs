#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn at(hour: u32) -> DateTime<Utc> {
    format!("2026-11-09T{hour:02}:00:00Z").parse().unwrap()
}

fn history(stages: &[&str]) -> DealHistory {
    let version =
        |(hour, stage): (usize, &&str)| Version { value: (*stage).to_owned(), at: at(hour as u32), by_user: None };
    DealHistory { deal_id: "1".into(), stages: stages.iter().enumerate().map(version).collect(), statuses: Vec::new() }
}

fn closed_at(stages: &[&str]) -> Option<DateTime<Utc>> {
    history(stages).closed_at(|stage| stage.starts_with("won"))
}

#[test]
fn the_time_of_close_is_the_entry_into_the_won_stage() {
    assert_eq!(closed_at(&["open", "commit", "won"]), Some(at(2)));
}

#[test]
fn a_move_between_won_stages_does_not_close_again() {
    assert_eq!(closed_at(&["open", "won", "won_live", "won"]), Some(at(1)));
}

#[test]
fn a_deal_that_was_reopened_and_won_again_closed_the_second_time() {
    assert_eq!(closed_at(&["won", "open", "won"]), Some(at(2)));
    assert_eq!(closed_at(&["won", "lost"]), None);
}

#[test]
fn a_deal_created_as_won_closed_when_it_was_made() {
    assert_eq!(closed_at(&["won"]), Some(at(0)));
    assert_eq!(closed_at(&[]), None);
}
