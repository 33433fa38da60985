//! People by name.

use crate::process::Process;
use crate::wire::wizard::PersonName;
use domain::{Actor, PersonId};

/// A person by name; by id where the roster does not know them.
pub fn person(process: &Process, id: &PersonId) -> PersonName {
    PersonName { id: id.clone(), name: process.roster.name_of(id).to_owned() }
}

/// Who did something, in words.
pub fn actor(process: &Process, actor: &Actor) -> String {
    match actor {
        Actor::Person(id) => process.roster.name_of(id).to_owned(),
        Actor::InCrm(Some(id)) => format!("{}, in the CRM", process.roster.name_of(id)),
        Actor::InCrm(None) => "someone in the CRM".to_owned(),
        Actor::Playbook => "the playbook".to_owned(),
    }
}
