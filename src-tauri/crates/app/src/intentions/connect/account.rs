//! Whom the CRM let in, and what they may do there.

use crate::application::Application;
use crate::connect_desk::{Arrived, Way};
use crate::connection::Link;
use crate::error::AppError;
use crate::intentions::connect::fields::field_lines;
use crate::intentions::connect::wire_vendor;
use crate::wire::connect::{AccountPerson, AccountView, MapFields, PipelineLine, RightLine};
use crm::Crm;
use crm::port::{Act, CrmField, Names, Right};
use domain::{Person, Pipeline};
use signin::Keys;

/// A credential that was just given, not yet used.
pub struct Proved {
    pub way: Way,
    pub practice: bool,
    pub link: Link,
    /// The user's id in the CRM, where the tokens told it.
    pub user: Option<String>,
    pub keys: Keys,
}

const ASK_ADMIN: &str = "Ask your admin for a new profile; nothing was kept";

/// Asks the CRM who this is and what they may do, and keeps it until the person decides.
pub async fn arrive(application: &Application, proved: Proved, again: Option<String>) -> Result<AccountView, AppError> {
    let Proved { way, practice, link, user, keys } = proved;
    let crm = link.adapter()?;
    let identity = crm.who_am_i().await?;
    let people = crm.people().await?;
    let person = identity.person.clone().or_else(|| user.and_then(|user| person_of(&people, &user)));
    let arrived = Arrived { way, practice, again, link, identity, person, people, keys };
    let found = look(crm.as_ref()).await?;
    let trouble = crm::fields::trouble(&arrived.link.names, &found.fields);
    if let Some(trouble) = trouble.filter(|_| arrived.again.is_none()) {
        arrived.discard().await;
        return Err(AppError::refuse(
            "profile_fields",
            format!("the profile does not fit this CRM: {trouble}"),
            ASK_ADMIN,
        ));
    }
    let view = view(&arrived, crm.as_ref(), &found);
    application.connect.arrive(arrived);
    Ok(view)
}

/// Lets other fields of the CRM carry ours, and looks again at what they allow. Nothing is kept before the account is.
///
/// # Errors
/// Where a field can't carry what it is chosen for.
pub async fn map_fields(application: &Application, _: &str, ask: MapFields) -> Result<AccountView, AppError> {
    let mut arrived = application.connect.arrived()?;
    arrived.link.names = Names(ask.fields);
    let crm = arrived.link.adapter()?;
    let found = look(crm.as_ref()).await?;
    if let Some(trouble) = crm::fields::trouble(&arrived.link.names, &found.fields) {
        return Err(AppError::refuse("field_does_not_fit", trouble, "Choose another field; nothing was changed"));
    }
    let view = view(&arrived, crm.as_ref(), &found);
    application.connect.rename(arrived.link.names);
    Ok(view)
}

fn person_of(people: &[Person], user: &str) -> Option<Person> {
    let is = |person: &&Person| person.user_id.as_deref() == Some(user) || person.id.as_str() == user;
    people.iter().find(|person| is(person) && person.active).cloned()
}

/// What the CRM says of itself to this person.
struct Found {
    rights: Vec<Right>,
    fields: Vec<CrmField>,
    pipelines: Vec<Pipeline>,
}

async fn look(crm: &dyn Crm) -> Result<Found, AppError> {
    Ok(Found { rights: crm.rights(None).await?, fields: crm.describe().await?, pipelines: crm.pipelines().await? })
}

fn view(arrived: &Arrived, crm: &dyn Crm, found: &Found) -> AccountView {
    let name = crm.capabilities().name;
    let host = host_of(&arrived.link.api);
    let unknown = arrived.person.is_none();
    let organisation = arrived.identity.organisation.clone();
    let unnamed = || format!("{name} {organisation}");
    let mut people: Vec<AccountPerson> =
        arrived.people.iter().filter(|person| person.active && unknown).map(account_person).collect();
    people.sort_by(|one, other| one.name.cmp(&other.name));
    AccountView {
        vendor: wire_vendor(arrived.link.access.vendor()),
        crm: name.to_owned(),
        organisation: organisation.clone(),
        proposed_name: proposed_name(&host, arrived.person.as_ref()).unwrap_or_else(unnamed),
        host,
        person: arrived.person.as_ref().map(account_person),
        people,
        rights: found.rights.iter().map(right_line).collect(),
        rights_are_the_apps: !crm.capabilities().personal_rights,
        fields: field_lines(&found.fields, &arrived.link.names),
        pipelines: found.pipelines.iter().map(pipeline_line).collect(),
        owners: u32::try_from(arrived.people.iter().filter(|person| person.active).count()).unwrap_or(u32::MAX),
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

fn pipeline_line(pipeline: &Pipeline) -> PipelineLine {
    let won = pipeline
        .stages
        .iter()
        .filter(|stage| stage.is_closed && stage.probability >= 1.0)
        .map(|stage| stage.name.clone());
    PipelineLine { name: pipeline.name.clone(), won: won.collect() }
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

#[cfg(test)]
mod tests;
