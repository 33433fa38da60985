//! A roster from the people that the files name.

use crm::csv::RosterSeed;
use domain::{PersonId, Role};
use playbook::{Roster, RosterPerson, WorkingHours};

/// Receives what no file names a CSM for.
const POOL: &str = "pool:customer-success";

/// Everybody works Monday to Friday, 9 to 17, in UTC: exports don't say more. A pool stands in for the CSMs.
pub fn of(seed: &RosterSeed) -> Roster {
    let mut people: Vec<RosterPerson> = seed
        .people
        .iter()
        .map(|person| RosterPerson {
            manager: person.manager.clone(),
            regions: person.region.iter().cloned().collect(),
            ..colleague(person.id.clone(), &person.name, person.role, person.team.clone().unwrap_or_default())
        })
        .collect();
    if !people.iter().any(|person| person.role == Role::Csm) {
        people.push(colleague(PersonId::from(POOL), "Customer Success pool", Role::Csm, "Customer Success".to_owned()));
    }
    Roster { people, ..Roster::empty() }
}

fn colleague(id: PersonId, name: &str, role: Role, team: String) -> RosterPerson {
    RosterPerson {
        id,
        name: name.to_owned(),
        email: String::new(),
        role,
        team,
        time_zone: chrono_tz::UTC,
        working_days: vec![1, 2, 3, 4, 5],
        working_hours: WorkingHours::default(),
        leave: Vec::new(),
        capacity: None,
        segments: Vec::new(),
        regions: Vec::new(),
        languages: Vec::new(),
        products: Vec::new(),
        manager: None,
    }
}
