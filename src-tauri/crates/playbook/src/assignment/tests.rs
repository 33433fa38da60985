#![allow(clippy::unwrap_used)]
use crate::model::AssignmentMethod;
use crate::testing::{World, new_york, world};
use crate::{Assignment, CsmLoad};
use domain::{Account, PersonId, Role, Segment};

fn open_account() -> World {
    let mut world = world();
    world.deal().csm_id = None;
    world.context.account = Some(Account {
        id: "a".into(),
        name: "Northwind".into(),
        industry: None,
        country: Some("DE".into()),
        language: Some("de".into()),
        segment: Some(Segment::Enterprise),
        csm_id: None,
        modified_at: None,
    });
    world
}

fn load(world: &mut World, csm: &str, open_accounts: u32, recurring_value: f64) {
    world.workload.by_csm.insert(csm.into(), CsmLoad { open_accounts, recurring_value, ..CsmLoad::default() });
}

fn assigned(world: &World) -> Assignment {
    world.assess().assignment
}

#[test]
fn the_csm_who_is_there_is_kept() {
    let mut world = open_account();
    world.context.account.as_mut().unwrap().csm_id = Some("csm2".into());
    assert_eq!(
        (assigned(&world).csm, assigned(&world).why.as_str()),
        (Some("csm2".into()), "Is the CSM of Northwind already")
    );
    world.deal().csm_id = Some("csm".into());
    assert_eq!(assigned(&world).csm, Some("csm".into()));
    world.deal().csm_id = None;
    world.context.account.as_mut().unwrap().csm_id = Some("who left".into());
    assert_eq!(assigned(&world).scores.len(), 2, "a CSM whom the roster does not know is not kept");
}

#[test]
fn where_roles_are_guessed_only_the_crm_and_the_playbook_name_somebody() {
    let mut world = open_account();
    world.roster.roles_guessed = true;
    let nobody = assigned(&world);
    assert_eq!(nobody.csm, None);
    assert!(nobody.why.contains("set one on the account or the deal"), "{}", nobody.why);
    world.context.account.as_mut().unwrap().csm_id = Some("rep".into());
    assert_eq!(assigned(&world).csm, Some("rep".into()), "whom the CRM names counts, whatever role was guessed");
    world.context.account.as_mut().unwrap().csm_id = Some("who left".into());
    world.playbook.assignment.fallback = Some("csm2".into());
    assert_eq!(assigned(&world).csm, Some("csm2".into()));
}

#[test]
fn everyone_who_is_filtered_out_is_told_why() {
    let mut world = open_account();
    let csm = |world: &mut World, change: fn(&mut crate::RosterPerson)| {
        world.roster.people[1] = crate::testing::person("csm", Role::Csm, chrono_tz::Europe::Berlin, None);
        change(&mut world.roster.people[1]);
        assigned(world).filtered
    };
    let filtered = |reason: &str| vec![(PersonId::from("csm"), reason.to_owned())];
    assert_eq!(csm(&mut world, |p| p.segments = vec![Segment::Smb]), filtered("does not serve enterprise"));
    assert_eq!(csm(&mut world, |p| p.regions = vec!["na".into()]), filtered("does not serve the region DE"));
    assert_eq!(csm(&mut world, |p| p.languages = vec!["en".into()]), filtered("does not speak de"));
    assert_eq!(csm(&mut world, |p| p.capacity = Some(0)), filtered("is at capacity: 0 of 0 accounts"));
    assert_eq!(csm(&mut world, |_| ()), []);
    world.leave("csm", "2026-09-01", "2026-09-30", Some("csm2"));
    assert_eq!(assigned(&world).filtered, filtered("is on leave until 2026-09-30"));
}

#[test]
fn headroom_weighs_volume_value_renewals_and_risk() {
    let mut world = open_account();
    load(&mut world, "csm", 20, 150_000.0);
    load(&mut world, "csm2", 10, 0.0);
    let assignment = assigned(&world);
    assert_eq!((assignment.csm, assignment.fallback), (Some("csm2".into()), false));
    assert_eq!(
        assignment.scores[0].2,
        "volume 35 × 75 %, recurring value 25 × 100 %, renewals 25 × 100 %, risk 15 × 100 % = 91.3"
    );
    assert_eq!(
        assignment.scores[1].2,
        "volume 35 × 50 %, recurring value 25 × 25 %, renewals 25 × 100 %, risk 15 × 100 % = 63.7"
    );
    assert!(assignment.why.starts_with("Most headroom of 2 candidates: volume"));
}

#[test]
fn the_other_methods_order_by_what_their_name_says() {
    let mut world = open_account();
    load(&mut world, "csm", 3, 900_000.0);
    load(&mut world, "csm2", 4, 0.0);
    world.playbook.assignment.method = AssignmentMethod::FewestAccounts;
    assert_eq!(assigned(&world).csm, Some("csm".into()));
    world.playbook.assignment.method = AssignmentMethod::RoundRobin;
    world.workload.by_csm.get_mut(&PersonId::from("csm")).unwrap().last_assigned_at =
        Some(new_york("2026-09-17 10:00"));
    world.workload.by_csm.get_mut(&PersonId::from("csm2")).unwrap().last_assigned_at =
        Some(new_york("2026-09-10 10:00"));
    assert_eq!(assigned(&world).csm, Some("csm2".into()));
}

#[test]
fn equal_scores_name_the_same_person_on_every_laptop() {
    let mut world = open_account();
    let first = assigned(&world).csm;
    world.roster.people.reverse();
    assert_eq!(assigned(&world).csm, first);
}

#[test]
fn it_never_ends_with_nobody() {
    let mut world = open_account();
    world.roster.people.iter_mut().for_each(|person| person.capacity = Some(0));
    let assignment = assigned(&world);
    assert_eq!((assignment.csm, assignment.fallback), (Some("cs-manager".into()), true));
    assert_eq!(assignment.why, "Nobody passed the filters; Name of cs-manager decides");
    assert_eq!(assignment.filtered.len(), 2);
    world.playbook.assignment.fallback = Some("vp-cs".into());
    assert_eq!(assigned(&world).csm, Some("vp-cs".into()));
    world.playbook.assignment.fallback = None;
    world.roster.people.retain(|person| person.role == Role::Rep);
    assert_eq!(assigned(&world).csm, Some("rep".into()));
}
