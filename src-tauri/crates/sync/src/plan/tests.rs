#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use domain::{Activity, ActivityKind, Direction, Stage};

fn at(day: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + day * 86_400, 0).unwrap()
}

fn deal(id: &str, modified: i64) -> Deal {
    Deal { modified_at: Some(at(modified)), ..Deal::named(id, "Acme") }
}

fn known(deals: Vec<Deal>) -> BTreeMap<DealId, DealContext> {
    deals.into_iter().map(|deal| (deal.id.clone(), DealContext::of(deal))).collect()
}

fn won_stages() -> WonStages {
    let stage = |id: &str, probability| Stage {
        id: id.into(),
        name: "Closed won?".into(),
        probability,
        is_closed: false,
        position: 0,
    };
    WonStages::of(&[Pipeline { id: "p".into(), name: "p".into(), stages: vec![stage("won", 1.0), stage("open", 0.9)] }])
}

fn version(value: &str, day: i64) -> Version {
    Version { value: value.into(), at: at(day), by_user: None }
}

#[test]
fn a_deal_that_came_before_asks_no_further_question() {
    let moved = Deal { account_id: Some("7".into()), ..deal("4", 1) };
    let deals = vec![deal("1", 1), deal("2", 2), deal("3", 1), moved, deal("5", 1), deal("6", 1)];
    let archived = Deal { archived: true, ..deal("3", 1) };
    let known = known(vec![deal("1", 1), deal("2", 1), archived, deal("4", 1), deal("5", 2)]);
    let ids: Vec<_> = news(deals, &known).into_iter().map(|deal| deal.id.0).collect();
    assert_eq!(ids, ["2", "3", "4", "6"], "5 comes from an index that lags behind");
}

#[test]
fn the_time_of_close_comes_from_history_and_never_from_the_typed_date() {
    let mut deals = [
        Deal { is_won: true, close_date: at(50).date_naive().into(), ..deal("1", 1) },
        Deal { is_won: true, ..deal("2", 1) },
        deal("3", 1),
    ];
    let history =
        DealHistory { deal_id: "1".into(), stages: vec![version("open", 0), version("won", 3)], statuses: Vec::new() };
    let known =
        known(vec![Deal { closed_at: Some(at(2)), ..deal("2", 1) }, Deal { closed_at: Some(at(2)), ..deal("3", 0) }]);
    set_close_times(&mut deals, &[history], &known, &won_stages());
    assert_eq!(deals.map(|deal| deal.closed_at), [Some(at(3)), Some(at(2)), None]);
}

#[test]
fn lost_old_and_archived_deals_do_not_matter() {
    let now = at(1_000);
    let won = |day| Deal { is_won: true, is_closed: true, closed_at: Some(at(day)), ..deal("1", 1) };
    assert!(matters(&deal("1", 1), now));
    assert!(matters(&won(900), now));
    assert!(!matters(&won(700), now));
    assert!(!matters(&Deal { is_closed: true, ..deal("1", 1) }, now));
    assert!(!matters(&Deal { archived: true, ..deal("1", 1) }, now));
    assert!(matters(&Deal { closed_at: None, close_date: None, ..won(0) }, now));
}

#[test]
fn an_activity_that_did_not_come_again_is_removed() {
    let activity = |id: &str| Activity {
        id: id.into(),
        deal_id: "1".into(),
        kind: ActivityKind::Note,
        owner_id: None,
        at: at(0),
        subject: String::new(),
        body: String::new(),
        direction: Direction::Internal,
        completed: true,
        made_by_us: None,
    };
    let mut before = known(vec![deal("1", 1)]);
    before.get_mut(&DealId::from("1")).unwrap().activities = vec![activity("note:1"), activity("note:2")];
    let around = |activities| Around { deal_id: "1".into(), account: None, contacts: None, lines: None, activities };
    let mut page = MirrorPage::default();
    surroundings(&mut page, vec![around(Some(vec![activity("note:2"), activity("note:3")]))], &before);
    assert_eq!(page.removed_activities, ["note:1".into()]);
    let mut page = MirrorPage::default();
    surroundings(&mut page, vec![around(None)], &before);
    assert_eq!(
        (page.removed_activities.len(), page.contacts_of.len(), page.lines_of.len()),
        (0, 0, 0),
        "what was not asked for stays"
    );
}

#[test]
fn an_emptied_status_is_no_state() {
    let states = changes(&[version("due", 1), version("", 2), version("submitted", 3)]);
    assert_eq!(states.iter().map(|change| change.value.as_str()).collect::<Vec<_>>(), ["due", "submitted"]);
}
