#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{HashMap, HashSet};

use super::*;
use crate::org::{Kind, ObjectId, Role, View};

fn now() -> DateTime<Utc> {
    "2026-11-20T15:00:00Z".parse().unwrap()
}

fn seeded(seed: u64, deals: usize) -> Org {
    company(seed, deals, now(), now())
}

fn deals(org: &Org) -> Vec<View<'_>> {
    org.rows_after(Kind::Deal, ObjectId(0), false).collect()
}

fn with_status<'a>(org: &'a Org, status: &str) -> Vec<View<'a>> {
    let has = |view: &View<'_>| view.named("handoff_status").as_deref() == Some(status);
    deals(org).into_iter().filter(has).collect()
}

fn text(view: &View<'_>, name: &str) -> String {
    view.named(name).unwrap_or_default().into_owned()
}

#[test]
fn the_same_seed_makes_the_same_company_and_another_seed_another() {
    let written = |seed| serde_json::to_string(&seeded(seed, 60)).unwrap();
    let first = written(5);
    assert!(first == written(5));
    assert!(first != written(6));
}

#[test]
fn every_seeded_value_fits_its_property() {
    let org = seeded(1, 400);
    for kind in Kind::ALL {
        for object in org.table(kind).rows() {
            for cell in &object.cells {
                let property = org.table(kind).schema.property(cell.property);
                for version in cell.versions().filter(|_| !property.calculated) {
                    let fitted = org.fitted(kind, property, &version.value);
                    assert_eq!(fitted.as_deref(), Ok(&*version.value), "{} of {kind:?}", property.name);
                }
            }
        }
    }
}

#[test]
fn nothing_happened_in_the_future_or_out_of_order() {
    let org = seeded(2, 400);
    let latest = Moment::from(now());
    for object in Kind::ALL.into_iter().flat_map(|kind| org.table(kind).rows()) {
        assert!(object.created_at <= latest && object.updated_at <= latest, "{object:?}");
        for cell in &object.cells {
            let times: Vec<_> = cell.versions().map(|version| version.at).collect();
            assert!(times.is_sorted_by(|newer, older| newer >= older), "{cell:?}");
            assert!(times.iter().all(|at| *at <= latest), "{cell:?}");
        }
    }
}

#[test]
fn unique_values_are_unique() {
    let org = seeded(1, 2_000);
    let mut seen = HashSet::new();
    for contact in org.rows_after(Kind::Contact, ObjectId(0), false) {
        assert!(seen.insert(text(&contact, "email")), "{}", text(&contact, "email"));
    }
    let names: HashSet<_> = org.rows_after(Kind::Company, ObjectId(0), false).map(|view| text(&view, "name")).collect();
    assert_eq!(names.len(), org.table(Kind::Company).rows().len());
}

#[test]
fn the_company_has_the_people_that_a_handoff_needs() {
    let org = seeded(1, 10);
    let count = |role| org.roster.people.iter().filter(|person| person.role == role).count();
    let roles =
        [Role::Rep, Role::Csm, Role::SalesManager, Role::CsManager, Role::VpSales, Role::VpCs, Role::ProcessOwner];
    assert_eq!(roles.map(count), [40, 15, 4, 2, 1, 1, 1]);
    let zones: HashSet<_> = org.roster.people.iter().map(|person| person.time_zone).collect();
    assert!(zones.len() >= 3);
    for person in &org.roster.people {
        let owner = org.owner(person.owner_id.parse().unwrap()).unwrap();
        assert_eq!(owner.user_id, person.user_id);
        let manager = person.manager_owner_id.as_ref().map(|id| org.owner(id.parse().unwrap()).is_some());
        assert_ne!(manager, Some(false));
    }
}

#[test]
fn every_queue_has_content_for_most_people() {
    let org = seeded(1, 400);
    let distinct = |status: &str, name: &str| -> usize {
        let people: HashSet<_> = with_status(&org, status).iter().map(|view| text(view, name)).collect();
        people.len()
    };
    assert_eq!(deals(&org).len(), 400);
    assert_eq!(distinct("upcoming", "hubspot_owner_id"), 40);
    assert!(distinct("due", "hubspot_owner_id") >= 12);
    assert!(distinct("returned", "hubspot_owner_id") >= 6);
    assert!(distinct("submitted", "handoff_csm_id") >= 10);
    for status in ["accepted", "engaged", "live", "exempt", "void"] {
        assert!(!with_status(&org, status).is_empty(), "{status}");
    }
}

#[test]
fn about_half_of_the_deals_are_open_in_every_stage() {
    let org = seeded(4, 1_000);
    let mut by_stage: HashMap<String, usize> = HashMap::new();
    for deal in deals(&org) {
        *by_stage.entry(text(&deal, "dealstage")).or_default() += 1;
    }
    for stage in org.pipelines.iter().flat_map(|pipeline| &pipeline.stages) {
        assert!(by_stage.contains_key(&stage.id), "{}", stage.id);
    }
    let open = deals(&org).iter().filter(|deal| text(deal, "hs_is_closed") == "false").count();
    assert!((530..=580).contains(&open), "{open}");
}

/// How many of the eighteen fields have an answer.
fn answered(view: &View<'_>) -> usize {
    let fields = crate::org::HANDOFF_FIELDS.iter();
    fields.filter(|field| view.named(&format!("handoff_{field}")).is_some()).count()
}

#[test]
fn handoffs_get_fuller_over_the_ninety_days() {
    let org = seeded(1, 2_000);
    let done: Vec<_> = ["engaged", "live", "accepted"].iter().flat_map(|status| with_status(&org, status)).collect();
    let mean = |young: bool| {
        let chosen: Vec<usize> = done
            .iter()
            .filter(|view| {
                (Moment::from(now()).0 - Moment::parse(&text(view, "closedate")).unwrap().0 < 45 * 86_400_000) == young
            })
            .map(answered)
            .collect();
        chosen.iter().sum::<usize>() as f64 / chosen.len() as f64
    };
    assert!(mean(true) > mean(false) + 1.5, "{} {}", mean(true), mean(false));
}

#[test]
fn the_history_of_a_handoff_names_who_moved_it() {
    let org = seeded(1, 400);
    let key = org.table(Kind::Deal).schema.key("handoff_status").unwrap();
    let mut returned_and_accepted = 0;
    for deal in with_status(&org, "engaged") {
        let cell = deal.object.cell(key).unwrap();
        let words: Vec<_> = cell.versions().map(|version| version.value.to_string()).collect();
        assert_eq!(words.last().map(String::as_str), Some("due"));
        assert!(words.contains(&"submitted".to_owned()) && words.contains(&"accepted".to_owned()));
        returned_and_accepted += usize::from(words.contains(&"returned".to_owned()));
        let rep = org.owner(text(&deal, "hubspot_owner_id").parse().unwrap()).unwrap().user_id;
        let csm = org.owner(text(&deal, "handoff_csm_id").parse().unwrap()).unwrap().user_id;
        for version in cell.versions() {
            let by = org.sources.get(version.source).user_id;
            match &*version.value {
                "submitted" => assert_eq!(by, Some(rep)),
                "accepted" | "returned" | "engaged" => assert_eq!(by, Some(csm)),
                _ => assert_eq!(by, None),
            }
        }
    }
    assert!(returned_and_accepted > 0);
}

#[test]
fn activities_belong_to_deals_and_differ_from_each_other() {
    let org = seeded(1, 400);
    let mut bodies = Vec::new();
    for (kind, name) in [(Kind::Note, "hs_note_body"), (Kind::Call, "hs_call_body"), (Kind::Meeting, "hs_meeting_body")]
    {
        for view in org.rows_after(kind, ObjectId(0), false) {
            assert_eq!(view.object.linked(Kind::Deal).len(), 1);
            let body = text(&view, name);
            assert!(!body.contains('{') && !body.contains('}'), "{body}");
            bodies.push(body);
        }
    }
    let different: HashSet<_> = bodies.iter().collect();
    assert!(different.len() * 100 > bodies.len() * 97, "{} of {}", different.len(), bodies.len());
}

#[test]
fn a_tiny_company_can_be_made() {
    for size in [0, 1, 2, 7] {
        assert_eq!(deals(&seeded(9, size)).len(), size);
    }
}
