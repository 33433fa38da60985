//! People: the roster of the team file, and those whom deals and accounts name.

use super::driver::Driver;
use super::names::{Names, Spellings, look_up};
use super::output::Output;
use super::row::RowView;
use crate::csv::attribute::{Attribute, FileRole};
use crate::csv::error::CsvError;
use crate::csv::issue::IssueCode;
use crate::csv::plan::{ImportPlan, JoinKind};
use crate::csv::report::{RosterPerson, RosterSeed};
use crate::csv::words::norm;
use domain::{Person, PersonId, Role};
use std::collections::{HashMap, HashSet};

/// What deals need to know of a person.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: PersonId,
    pub region: Option<String>,
}

/// Everyone who is known so far.
#[derive(Debug, Default)]
pub struct Roster {
    names: Names<Known>,
    /// The name of the team file to which deals are joined.
    joined_file: Option<String>,
    seed: Vec<RosterPerson>,
    places: HashMap<PersonId, usize>,
    emails: HashMap<PersonId, String>,
    managers: Vec<(String, Option<String>)>,
    owners_with_deals: HashSet<PersonId>,
}

/// The id under which an imported person is known: a name is all that exports have.
pub fn person_id(name: &str) -> PersonId {
    PersonId(format!("name:{}", norm(name)))
}

/// Reads the team files and hands their people over.
pub fn read(plan: &ImportPlan, driver: &mut Driver<'_, '_>) -> Result<Roster, CsvError> {
    let mut roster = Roster::default();
    for (place, file) in plan.with_role(FileRole::People) {
        let key_column = plan.joined_column(JoinKind::Owner, place);
        if key_column.is_some() {
            roster.joined_file = Some(file.name.clone());
        }
        driver.each_row(place, file, &mut |row, output| roster.take(row, key_column, output))?;
    }
    roster.add_managers();
    let people = roster.seed.iter().map(|person| roster.as_person(person));
    driver.output().batch.people.extend(people);
    Ok(roster)
}

impl Roster {
    fn take(&mut self, row: &RowView<'_>, key_column: Option<u32>, output: &mut Output) {
        let Some(name) = row.text(Attribute::PersonName, output) else {
            row.report(output, Some(Attribute::PersonName), IssueCode::NoName, "", "the row names nobody");
            return;
        };
        let id = person_id(&name);
        if self.places.contains_key(&id) {
            row.report(
                output,
                Some(Attribute::PersonName),
                IssueCode::RepeatedKey,
                &name,
                "the person is in an earlier row",
            );
            return;
        }
        let region = row.text(Attribute::PersonRegion, output);
        let key = key_column.and_then(|column| row.cell_at(column)).unwrap_or(&name);
        self.names.add(key, Known { id: id.clone(), region: region.clone() });
        let manager = row.text(Attribute::PersonManager, output);
        let own_team = row.text(Attribute::PersonTeam, output);
        let role = row.cell(Attribute::PersonRole).map_or(Role::Rep, read_role);
        if let Some(email) = row.text(Attribute::PersonEmail, output) {
            self.emails.insert(id.clone(), email);
        }
        let team = own_team.or_else(|| manager.as_deref().map(team_of));
        self.enrol(RosterPerson {
            id,
            name,
            role,
            team,
            manager: manager.as_deref().map(person_id),
            region: region.clone(),
        });
        self.managers.extend(manager.map(|manager| (manager, region)));
    }

    fn enrol(&mut self, person: RosterPerson) {
        self.places.insert(person.id.clone(), self.seed.len());
        self.seed.push(person);
    }

    /// A manager may have a row too, so this waits until all rows were read.
    fn add_managers(&mut self) {
        for (name, region) in std::mem::take(&mut self.managers) {
            let id = person_id(&name);
            if let Some(known) = self.places.get(&id).and_then(|place| self.seed.get_mut(*place)) {
                if known.role == Role::Rep {
                    known.role = Role::SalesManager;
                }
                if known.region != region && !self.names.contains(&name) {
                    known.region = None;
                }
                continue;
            }
            let team = Some(team_of(&name));
            self.enrol(RosterPerson { id, name, role: Role::SalesManager, team, manager: None, region });
        }
    }

    fn as_person(&self, person: &RosterPerson) -> Person {
        Person {
            id: person.id.clone(),
            user_id: None,
            name: person.name.clone(),
            email: self.emails.get(&person.id).cloned().unwrap_or_default(),
            teams: person.team.iter().cloned().collect(),
            active: true,
        }
    }

    /// The owner of a deal; says what is odd about them.
    pub fn owner(&mut self, row: &RowView<'_>, spellings: &Spellings, output: &mut Output) -> Option<Known> {
        let attribute = Attribute::DealOwner;
        let Some(name) = row.text(attribute, output) else {
            if row.has(attribute) {
                row.report(output, Some(attribute), IssueCode::NoOwner, "", "the deal has no owner");
            }
            return None;
        };
        let known = self.joined_owner(&name, row, spellings, output);
        let owner = known.unwrap_or_else(|| Known { id: self.add_named(&name, Role::Rep, output), region: None });
        if !self.owners_with_deals.contains(&owner.id) {
            self.owners_with_deals.insert(owner.id.clone());
        }
        Some(owner)
    }

    fn joined_owner(&self, name: &str, row: &RowView<'_>, spellings: &Spellings, output: &mut Output) -> Option<Known> {
        let file = self.joined_file.as_ref()?;
        let missing =
            || (IssueCode::UnknownOwner, format!("`{name}` is not in {file}: arrives as a person without a team"));
        let lookup = look_up(&self.names, spellings, Attribute::DealOwner, name, missing);
        if let Some((code, reason)) = lookup.issue {
            row.report(output, Some(Attribute::DealOwner), code, name, reason);
        }
        lookup.record.cloned()
    }

    /// The person called `name`, who is handed over when nobody of that name was yet.
    pub fn add_named(&mut self, name: &str, role: Role, output: &mut Output) -> PersonId {
        let id = person_id(name);
        if !self.places.contains_key(&id) {
            if name.contains('@') {
                self.emails.insert(id.clone(), name.to_owned());
            }
            let person =
                RosterPerson { id: id.clone(), name: name.to_owned(), role, team: None, manager: None, region: None };
            output.batch.people.push(self.as_person(&person));
            self.enrol(person);
        }
        id
    }

    /// Everyone, and a sentence about those of the team file who own no deal.
    pub fn finish(self) -> (RosterSeed, Option<String>) {
        let idle = |person: &&RosterPerson| person.role == Role::Rep && !self.owners_with_deals.contains(&person.id);
        let idle: Vec<&str> = self.seed.iter().filter(idle).map(|person| person.name.as_str()).collect();
        let note = self.joined_file.as_ref().filter(|_| !idle.is_empty()).map(|file| {
            let named = idle.iter().take(10).copied().collect::<Vec<_>>().join(", ");
            format!(
                "{} of {file} without a deal: {named}",
                crate::csv::words::counted(idle.len() as u32, "rep", "reps")
            )
        });
        (RosterSeed { people: self.seed }, note)
    }
}

fn team_of(manager: &str) -> String {
    format!("{manager}'s team")
}

fn read_role(word: &str) -> Role {
    let word = norm(word);
    let has = |part: &str| word.contains(part);
    let leads = has("manager") || has("head") || has("lead");
    match () {
        () if word == "csm" || has("customer success manager") || has("success manager") => Role::Csm,
        () if has("vp") && (has("success") || has(" cs")) => Role::VpCs,
        () if has("vp") && has("sales") => Role::VpSales,
        () if leads && has("success") => Role::CsManager,
        () if has("account manager") => Role::Rep,
        () if leads => Role::SalesManager,
        () if has("success") => Role::Csm,
        () => Role::Rep,
    }
}
