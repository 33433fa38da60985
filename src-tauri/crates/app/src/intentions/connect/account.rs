//! Whom the CRM let in, and what they may do there.

use crate::application::Application;
use crate::connect_desk::{Arrived, Way};
use crate::connection::{Access, Connection};
use crate::error::AppError;
use crate::intentions::connect::wire_vendor;
use crate::wire::connect::{AccountPerson, AccountView, FieldLine, RightLine};
use crm::Crm;
use crm::port::{Act, DealField, Property, Right};
use domain::Person;
use playbook::Playbook;
use signin::Keys;

/// A credential that was just given, not yet used.
pub struct Proved {
    pub way: Way,
    pub practice: bool,
    pub api: String,
    /// The user's id in the CRM, where the tokens told it.
    pub user: Option<String>,
    pub keys: Keys,
    pub access: Access,
}

/// Asks the CRM who this is and what they may do, and keeps it until the person decides.
pub async fn arrive(application: &Application, proved: Proved, again: Option<String>) -> Result<AccountView, AppError> {
    let Proved { way, practice, api, user, keys, access } = proved;
    let crm = Connection::adapter(access.vendor(), &api, access.credential())?;
    let identity = crm.who_am_i().await?;
    let people = crm.people().await?;
    let person = identity.person.clone().or_else(|| user.and_then(|user| person_of(&people, &user)));
    let (rights, fields) = (crm.rights(None).await?, crm.describe().await?);
    let arrived = Arrived { way, practice, again, api, identity, person, people, keys, access };
    let view = view(&arrived, crm.as_ref(), &rights, &fields);
    application.connect.arrive(arrived);
    Ok(view)
}

fn person_of(people: &[Person], user: &str) -> Option<Person> {
    let is = |person: &&Person| person.user_id.as_deref() == Some(user) || person.id.as_str() == user;
    people.iter().find(|person| is(person) && person.active).cloned()
}

fn view(arrived: &Arrived, crm: &dyn Crm, rights: &[Right], fields: &[DealField]) -> AccountView {
    let name = crm.capabilities().name;
    let host = host_of(&arrived.api);
    let unknown = arrived.person.is_none();
    let organisation = arrived.identity.organisation.clone();
    let unnamed = || format!("{name} {organisation}");
    let mut people: Vec<AccountPerson> =
        arrived.people.iter().filter(|person| person.active && unknown).map(account_person).collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    AccountView {
        vendor: wire_vendor(arrived.access.vendor()),
        crm: name.to_owned(),
        organisation: organisation.clone(),
        proposed_name: proposed_name(&host, arrived.person.as_ref()).unwrap_or_else(unnamed),
        host,
        person: arrived.person.as_ref().map(account_person),
        people,
        rights: rights.iter().map(right_line).collect(),
        rights_are_the_apps: !crm.capabilities().personal_rights,
        fields: fields.iter().filter_map(field_line).collect(),
        again: arrived.again.clone(),
    }
}

fn account_person(person: &Person) -> AccountPerson {
    AccountPerson { id: person.id.clone(), name: person.name.clone(), email: person.email.clone() }
}

pub fn host_of(api: &str) -> String {
    api.split("://").nth(1).unwrap_or(api).to_owned()
}

/// A My Domain names the customer, and so does the host of a mail address that is no more than a name and an ending.
fn proposed_name(host: &str, person: Option<&Person>) -> Option<String> {
    let of_address = || {
        let (name, ending) = person?.email.split_once('@')?.1.split_once('.')?;
        (!ending.contains('.')).then_some(name)
    };
    let name = host.strip_suffix(".my.salesforce.com").and_then(|own| own.split('.').next()).or_else(of_address)?;
    let mut letters = name.chars();
    Some(letters.next()?.to_uppercase().chain(letters).collect())
}

fn right_line(right: &Right) -> RightLine {
    let sentence = match right.act {
        Act::ReadDeals => "Read deals, accounts and contacts",
        Act::ReadPeople => "Read who owns them",
        Act::WriteDeals => "Write the handoff’s fields of a deal",
        Act::CreateTasks => "Create the CSM’s review task",
        Act::CreateNotes => "Leave the summary as a note",
        Act::AttachFiles => "Attach files",
    };
    RightLine {
        sentence: sentence.to_owned(),
        allowed: right.allowed,
        missing: right.missing.clone(),
        remedy: right.remedy.clone(),
    }
}

/// Fields that carry nothing of the handoff are no matter of this screen.
fn field_line(field: &DealField) -> Option<FieldLine> {
    let carries = field.carries.as_ref()?;
    Some(FieldLine {
        handoff: carried(carries),
        name: field.name.clone(),
        serves: field.serves(),
        remedy: field.remedy.clone(),
    })
}

fn carried(property: &Property) -> String {
    let text = match property {
        Property::Status => "Status",
        Property::StatusReason => "Reason of the status",
        Property::Tier => "Tier",
        Property::Csm => "CSM",
        Property::Completeness => "Completeness",
        Property::Quality => "Quality",
        Property::Playbook => "Playbook",
        Property::FirstValueDate => "First value date",
        Property::Conflict => "Conflict mark",
        Property::Record => "The record",
        Property::Field(key) => return Playbook::embedded().label(key).to_owned(),
    };
    text.to_owned()
}

#[cfg(test)]
mod tests;
