#![allow(clippy::unwrap_used)]
use crate::Applies;
use crate::testing::{World, new_york, world};
use chrono::TimeDelta;
use domain::{DealType, EventKind, FieldEntry, FieldValue, HandoffState, Provenance};

fn open(probability: f64, close_date: &str) -> World {
    let mut world = world();
    world.now = new_york("2026-09-18 12:00");
    let deal = world.deal();
    (deal.is_won, deal.is_closed, deal.closed_at) = (false, false, None);
    deal.probability = probability;
    deal.close_date = Some(close_date.parse().unwrap());
    world
}

fn why(world: &World) -> String {
    match world.assess().applies {
        Applies::SortThese { why } => format!("sort: {why}"),
        Applies::NotAHandoff { why } | Applies::Ended { why } => why,
        other => format!("{other:?}"),
    }
}

#[test]
fn an_open_deal_is_upcoming_when_it_is_likely_or_near() {
    let upcoming = |probability, date| open(probability, date).assess().applies == Applies::Upcoming;
    assert!(upcoming(0.6, "2027-09-18"));
    assert!(upcoming(0.3, "2026-10-18"));
    assert!(!upcoming(0.3, "2026-10-19"));
    assert!(!upcoming(0.29, "2026-09-20"));
    let far = open(0.1, "2027-09-18");
    assert_eq!(why(&far), "The deal is open and not near close yet");
    assert_eq!(far.assess().assignment.csm, Some("csm".into()));
}

#[test]
fn a_draft_keeps_a_handoff_on_the_list() {
    let mut world = open(0.1, "2027-09-18");
    world.write_text("risks", "Their CFO left");
    assert_eq!(world.assess().applies, Applies::Upcoming);
}

#[test]
fn a_close_before_go_live_is_no_handoff() {
    let mut world = world();
    world.roster.go_live = Some(new_york("2026-09-18 18:01"));
    assert_eq!(why(&world), "It was won before go-live on 2026-09-18");
    assert_eq!(world.assess().rungs, []);
    world.roster.go_live = Some(new_york("2026-09-18 18:00"));
    assert_eq!(world.assess().applies, Applies::Closed);
}

#[test]
fn a_renewal_is_exempt_by_itself_until_somebody_works_on_it() {
    let mut world = world();
    world.deal().deal_type = DealType::Renewal;
    let assessment = world.assess();
    assert_eq!((assessment.state, assessment.waits_for.len()), (HandoffState::Exempt, 0));
    assert_eq!(why(&world), "A renewal without change of scope needs no handoff");
    world.submitted(new_york("2026-09-21 10:00"));
    assert_eq!(world.assess().state, HandoffState::Submitted);
}

#[test]
fn closes_that_look_imported_wait_to_be_sorted() {
    let mut created_won = world();
    created_won.deal().created_at = created_won.context.deal.closed_at;
    assert_eq!(why(&created_won), "sort: It was created already won");
    let mut late = world();
    late.arrival.seen_at = Some(new_york("2026-09-18 18:00") + TimeDelta::days(8));
    assert_eq!(why(&late), "sort: Its close was 8 days back when it arrived");
    let mut many = world();
    many.arrival.closes_in_that_hour = 21;
    assert_eq!(why(&many), "sort: 21 deals were closed within that hour by the same person");
    assert_eq!((many.assess().clocks.len(), many.assess().rungs.len()), (0, 0));
    let mut timeless = world();
    timeless.deal().closed_at = None;
    assert_eq!(why(&timeless), "sort: The CRM does not tell when it was won");
    many.happened(new_york("2026-09-18 18:00"), "sales-manager", EventKind::Closed);
    assert_eq!(many.assess().applies, Applies::Closed, "a person sorted it");
}

#[test]
fn a_lost_deal_that_was_never_a_handoff_is_none() {
    let mut world = open(0.0, "2026-09-01");
    world.deal().is_closed = true;
    assert_eq!(world.assess().applies, Applies::NotAHandoff { why: "The deal was lost".into() });
}

#[test]
fn what_a_person_wrote_keeps_a_deal_in_sight_however_it_ends() {
    let mut lost = open(0.6, "2026-10-01");
    lost.write_text("risks", "Their CFO left");
    lost.deal().is_closed = true;
    assert_eq!(lost.assess().applies, Applies::Ended { why: "The deal was lost".into() });

    let mut deleted = open(0.6, "2026-10-01");
    deleted.write_text("risks", "Their CFO left");
    deleted.deal().archived = true;
    assert!(matches!(deleted.assess().applies, Applies::Ended { .. }));

    let mut early = world();
    early.roster.go_live = Some(new_york("2026-09-18 18:01"));
    early.write_text("risks", "Their CFO left");
    assert_eq!(early.assess().applies, Applies::Ended { why: "It was won before go-live on 2026-09-18".into() });

    let mut renewal = world();
    renewal.deal().deal_type = DealType::Renewal;
    renewal.write_text("risks", "Their CFO left");
    let assessment = renewal.assess();
    assert_eq!((assessment.state, assessment.rungs.len()), (HandoffState::Exempt, 0));
    assert!(matches!(assessment.applies, Applies::Ended { .. }));
}

#[test]
fn what_was_only_read_from_the_crm_keeps_nothing_in_sight() {
    let mut lost = open(0.6, "2026-10-01");
    let provenance = Provenance::Crm { source: "Deal".into(), as_of: None };
    let entry = FieldEntry { value: FieldValue::Text("Their CFO left".into()), provenance, at: lost.now };
    lost.record.fields.insert("risks".into(), entry);
    lost.deal().is_closed = true;
    assert_eq!(lost.assess().applies, Applies::NotAHandoff { why: "The deal was lost".into() });
}

#[test]
fn an_exemption_ends_a_handoff_with_its_reason() {
    let mut world = world();
    world.happened(
        new_york("2026-09-18 19:00"),
        "sales-manager",
        EventKind::Exempted { reason: "Internal test account".into() },
    );
    let assessment = world.assess();
    assert_eq!((assessment.state, assessment.clocks.len()), (HandoffState::Exempt, 0));
    assert_eq!(why(&world), "Internal test account");
}
