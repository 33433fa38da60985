//! What the org is made of besides records: people, profiles, the organization, currencies.

use super::field::{Field, FieldType};
use super::sobject::Sobject;
use crate::org::{Computed, Org};
use crate::salesforce::ids::RecordId;
use crate::salesforce::profile::Profile;
use crate::salesforce::rows::{Row, RowKey, SYSTEM_USER, numbered, one, owners};
use crate::salesforce::value::Cell;

/// The fields that tell who made and changed a record, and when.
pub fn audit() -> Vec<Field> {
    let user = FieldType::Reference(&["User"]);
    vec![
        Field::read("IsDeleted", FieldType::Boolean, |row| Cell::Bool(row.is_deleted())),
        Field::read("CreatedDate", FieldType::Datetime, |row| Cell::Moment(row.created_at())),
        Field::read("CreatedById", user, maker),
        Field::read("LastModifiedDate", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
        Field::read("LastModifiedById", user, changer),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ]
}

/// The id of a user by their number in the org, the system's own where there is none.
pub fn user_id(org: &Org, user: Option<u64>) -> Cell<'static> {
    let owner = user.and_then(|user| org.owners.iter().find(|owner| owner.user_id == user));
    Cell::Id(RecordId::new("005", owner.map_or(SYSTEM_USER, |owner| owner.id)))
}

fn maker(row: &Row<'_>) -> Cell<'static> {
    let first = row.view.and_then(|view| {
        let versions = view.object.cells.iter().flat_map(|cell| cell.versions());
        versions.min_by_key(|version| version.at).map(|version| version.source)
    });
    user_id(row.org, first.and_then(|source| row.org.sources.get(source).user_id))
}

fn changer(row: &Row<'_>) -> Cell<'static> {
    let last = row.view.and_then(|view| {
        let cells = view.object.cells.iter().filter(|cell| {
            let property = row.org.table(view.kind).schema.property(cell.property);
            !property.calculated && property.computed != Some(Computed::ModifiedAt)
        });
        cells.max_by_key(|cell| cell.current.at).map(|cell| cell.current.source)
    });
    user_id(row.org, last.and_then(|source| row.org.sources.get(source).user_id))
}

/// User, Profile, Organization, CurrencyType.
pub fn sobjects() -> Vec<Sobject> {
    vec![user(), profile(), organization(), currency()]
}

fn user() -> Sobject {
    let text = FieldType::Text(80);
    Sobject::new("User", "Users", "005", owners).audited().with([
        Field::read("Username", text, |row| by_owner(row, |owner| owner.email.clone())),
        Field::read("Email", FieldType::Email, |row| by_owner(row, |owner| owner.email.clone())),
        Field::read("FirstName", text, |row| by_owner(row, |owner| owner.first_name.clone())),
        Field::read("LastName", text, |row| by_owner(row, |owner| owner.last_name.clone())),
        Field::read("Name", FieldType::Text(121), user_name),
        Field::read("IsActive", FieldType::Boolean, |row| Cell::Bool(row.owner().is_none_or(|owner| !owner.archived))),
        Field::read("UserType", FieldType::Picklist, |row| {
            Cell::word(if row.owner().is_some() { "Standard" } else { "AutomatedProcess" })
        }),
        Field::read("Department", text, |row| {
            let team = row.owner().and_then(|owner| owner.team);
            let team = team.and_then(|id| row.org.teams.iter().find(|team| team.id == id));
            Cell::text(team.map(|team| team.name.clone().into()))
        }),
        Field::read("ProfileId", FieldType::Reference(&["Profile"]), |row| {
            let profile = Profile::of(row.org, row.owner().map_or(0, |owner| owner.id));
            Cell::Id(RecordId::new("00e", profile as u64 + 1))
        }),
        Field::read("ManagerId", FieldType::Reference(&["User"]), |row| {
            let manager = person(row).and_then(|person| person.manager_owner_id.as_ref()?.parse().ok());
            manager.map_or(Cell::Null, |id| Cell::Id(RecordId::new("005", id)))
        }),
        Field::read("TimeZoneSidKey", FieldType::Picklist, |row| {
            Cell::word(person(row).map_or(row.org.account.time_zone, |person| person.time_zone).name())
        }),
        Field::read("LocaleSidKey", FieldType::Picklist, |_| Cell::word("en_US")),
    ])
}

fn by_owner(row: &Row<'_>, read: fn(&crate::org::Owner) -> String) -> Cell<'static> {
    row.owner().map_or(Cell::Null, |owner| Cell::Text(read(owner).into()))
}

/// A user's name as lists show it.
pub fn user_name(row: &Row<'_>) -> Cell<'static> {
    let name = row.owner().map(|owner| format!("{} {}", owner.first_name, owner.last_name));
    Cell::Text(name.unwrap_or_else(|| "Automated Process".to_owned()).into())
}

fn person<'a>(row: &Row<'a>) -> Option<&'a crate::org::Person> {
    let id = row.owner()?.id.to_string();
    row.org.roster.people.iter().find(|person| person.owner_id == id)
}

/// The place of a row that is known by it.
pub fn place(row: &Row<'_>) -> usize {
    match row.key {
        RowKey::Place(place) => usize::from(place),
        _ => 0,
    }
}

fn profile() -> Sobject {
    Sobject::new("Profile", "Profiles", "00e", |_| numbered(Profile::ALL.len())).with([
        Field::read("Name", FieldType::Text(255), |row| Cell::word(Profile::ALL[place(row).min(3)].name())),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}

fn organization() -> Sobject {
    Sobject::new("Organization", "Organizations", "00D", one).with([
        Field::read("Name", FieldType::Text(80), |row| Cell::Text(row.org.account.company.clone().into())),
        Field::read("IsSandbox", FieldType::Boolean, |_| Cell::Bool(false)),
        Field::read("InstanceName", FieldType::Picklist, |_| Cell::word("LOOP1")),
        Field::read("OrganizationType", FieldType::Picklist, |_| Cell::word("Enterprise Edition")),
        Field::read("TimeZoneSidKey", FieldType::Picklist, |row| Cell::word(row.org.account.time_zone.name())),
        Field::read("LanguageLocaleKey", FieldType::Picklist, |_| Cell::word("en_US")),
        Field::read("DefaultLocaleSidKey", FieldType::Picklist, |_| Cell::word("en_US")),
        Field::read("CreatedDate", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}

fn currency() -> Sobject {
    let keys = |org: &Org| numbered(org.roster.exchange_rates.len());
    Sobject::new("CurrencyType", "CurrencyTypes", "01L", keys).with([
        Field::read("IsoCode", FieldType::Picklist, |row| {
            Cell::text(row.org.roster.exchange_rates.keys().nth(place(row)).map(|code| code.clone().into()))
        }),
        // Salesforce says how many units one of the corporate currency buys.
        Field::read("ConversionRate", FieldType::Double, |row| {
            let rate = row.org.roster.exchange_rates.values().nth(place(row));
            rate.map_or(Cell::Null, |rate| Cell::Number(1.0 / rate))
        }),
        Field::read("IsCorporate", FieldType::Boolean, |row| {
            let code = row.org.roster.exchange_rates.keys().nth(place(row));
            Cell::Bool(code == Some(&row.org.account.currency))
        }),
        Field::read("IsActive", FieldType::Boolean, |_| Cell::Bool(true)),
        Field::read("SystemModstamp", FieldType::Datetime, |row| Cell::Moment(row.stamp())),
    ])
}
