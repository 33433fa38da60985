use super::*;
use domain::{Deal, DealContext};
use playbook::{Arrival, EarlierTexts, Playbook, Roster, Situation, Workload, assess};

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap_or_default()
}

#[test]
fn a_close_that_is_a_moment_ahead_is_judged_again_when_it_comes() {
    let mut context = DealContext::of(Deal::named("d1", "Northwind"));
    (context.deal.is_won, context.deal.is_closed, context.deal.closed_at) = (true, true, Some(at(1)));
    let record = HandoffRecord::empty("org", "d1".into());
    let assessed = |now| {
        assess(&Situation {
            playbook: &Playbook::embedded(),
            roster: &Roster::empty(),
            context: &context,
            record: &record,
            earlier_texts: &EarlierTexts::default(),
            workload: &Workload::default(),
            arrival: Arrival::default(),
            now,
        })
    };
    assert_eq!(judge_at(&assessed(at(0)), &record, at(0)), Some(at(1)));
    assert!(judge_at(&assessed(at(2)), &record, at(2)) > Some(at(2)));
}
