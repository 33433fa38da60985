//! Changing records: who may, what fits, and what the org's own words for it are.

mod documents;
mod fields;
mod links;
mod made;
mod refused;
mod special;

use serde_json::{Map, Value};

use super::errors::Problem;
use super::ids::RecordId;
use super::office::{Office, Setup};
use super::profile::Profile;
use super::query::Scope;
use super::rows::{Row, RowKey};
use super::schema::Sobject;
use super::session::Session;
use crate::org::{Kind, Moment, ObjectId, Org};

use fields::Given;

/// A record's fields as a request gives them.
pub type Fields = Map<String, Value>;

/// One person's hand at one moment.
pub struct Pen<'a> {
    pub org: &'a mut Org,
    pub office: &'a Office,
    pub setup: &'a Setup,
    pub session: Session,
    pub now: Moment,
    pub version: &'a str,
}

impl Pen<'_> {
    /// What this person sees of the org.
    pub fn scope(&self) -> Scope<'_> {
        Scope { org: self.org, setup: self.setup, profile: self.session.profile, now: self.now, version: self.version }
    }

    /// Makes a record.
    ///
    /// # Errors
    /// When the person may not, a field is unknown or does not fit, or one is missing.
    pub fn create(&mut self, sobject: &'static Sobject, fields: &Fields) -> Result<RecordId, Problem> {
        self.may_write(sobject)?;
        let given = Given::read(&self.scope(), sobject, fields, true)?;
        given.require(&self.scope(), sobject)?;
        self.check_rules(sobject, None, &given)?;
        self.make(sobject, &given)
    }

    /// Changes a record.
    ///
    /// # Errors
    /// As [`Pen::create`], and when it is deleted, locked, or changed after `unmodified_since`.
    pub fn update(
        &mut self,
        sobject: &'static Sobject,
        id: RecordId,
        fields: &Fields,
        unmodified_since: Option<Moment>,
    ) -> Result<(), Problem> {
        let key = self.living(sobject, id)?;
        self.may_write(sobject)?;
        self.may_change(sobject, key)?;
        if self.office.bumps_into_lock(&id.to_string()) {
            let message = "unable to obtain exclusive access to this record or 1 records: ";
            return Err(Problem::bad("UNABLE_TO_LOCK_ROW", format!("{message}{id}")));
        }
        let stamp = Row::at(self.org, sobject, key).map(|row| row.stamp());
        if unmodified_since.is_some_and(|limit| stamp.is_some_and(|stamp| stamp > limit)) {
            let status = axum::http::StatusCode::PRECONDITION_FAILED;
            return Err(Problem::new(status, "PRECONDITION_FAILED", "The record was modified after the given date"));
        }
        let given = Given::read(&self.scope(), sobject, fields, false)?;
        self.check_rules(sobject, Some(key), &given)?;
        self.amend(sobject, key, &given)
    }

    /// Puts a record into the recycle bin.
    ///
    /// # Errors
    /// When the person may not, or it is deleted already.
    pub fn delete(&mut self, sobject: &'static Sobject, id: RecordId) -> Result<(), Problem> {
        let key = self.living(sobject, id)?;
        self.may_write(sobject)?;
        if sobject.name == "Opportunity" && self.session.profile == Profile::Success {
            return Err(no_access());
        }
        self.remove(key);
        Ok(())
    }

    /// Changes the record that has a value of an external id, or makes it. Says which.
    ///
    /// # Errors
    /// As [`Pen::create`] and [`Pen::update`].
    pub fn upsert(
        &mut self,
        sobject: &'static Sobject,
        field: &str,
        value: &str,
        fields: &Fields,
    ) -> Result<(RecordId, bool), Problem> {
        let there = self.scope().by_external_id(sobject, field, value)?.map(|row| row.id());
        if let Some(id) = there {
            self.update(sobject, id, fields, None)?;
            return Ok((id, false));
        }
        let mut fields = fields.clone();
        fields.retain(|name, _| !name.eq_ignore_ascii_case(field));
        fields.insert(field.to_owned(), Value::String(value.to_owned()));
        self.create(sobject, &fields).map(|id| (id, true))
    }

    /// The key of a record that is not deleted.
    fn living(&self, sobject: &'static Sobject, id: RecordId) -> Result<RowKey, Problem> {
        let row = Row::among(self.org, sobject, id).ok_or_else(Problem::absent)?;
        if row.is_deleted() { Err(Problem::deleted()) } else { Ok(row.key) }
    }

    fn may_write(&self, sobject: &Sobject) -> Result<(), Problem> {
        if !sobject.writable {
            let message = format!("entity type {} does not support this operation", sobject.name);
            return Err(Problem::bad("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", message));
        }
        if self.session.profile == Profile::ReadOnly {
            return Err(no_access());
        }
        Ok(())
    }

    /// Where the admin says so, a won opportunity is closed for those who take it over.
    fn may_change(&self, sobject: &'static Sobject, key: RowKey) -> Result<(), Problem> {
        let guarded = self.session.profile == Profile::Success && !self.setup.settings.csm_edits_won;
        let won = |row: &Row<'_>| row.property("hs_is_closed_won").as_deref() == Some("true");
        let is_won = sobject.name == "Opportunity" && Row::at(self.org, sobject, key).is_some_and(|row| won(&row));
        if guarded && is_won { Err(no_access()) } else { Ok(()) }
    }

    fn check_rules(&self, sobject: &'static Sobject, key: Option<RowKey>, given: &Given) -> Result<(), Problem> {
        let row = key.and_then(|key| Row::at(self.org, sobject, key));
        let own = self.setup.rules.iter().filter(|rule| rule.object.eq_ignore_ascii_case(sobject.name));
        for rule in own {
            let Some(field) = super::schema::field_named(self.org, sobject, &rule.field) else { continue };
            let value = given
                .text_of(&field.name)
                .unwrap_or_else(|| row.map_or_else(String::new, |row| row.cell(&field).csv(field.kind)));
            let refused = rule.refuses.as_ref().map_or(value.is_empty(), |refused| value.eq_ignore_ascii_case(refused));
            let won = given.enters_won(self.org)
                || row.is_some_and(|row| row.property("hs_is_closed_won").as_deref() == Some("true"));
            if refused && (won || !rule.when_won) {
                return Err(Problem::bad("FIELD_CUSTOM_VALIDATION_EXCEPTION", &rule.message).about([field.name]));
            }
        }
        Ok(())
    }

    fn remove(&mut self, key: RowKey) {
        match key {
            RowKey::Object(kind, id) => {
                self.org.archive(kind, id, self.now);
            }
            RowKey::Role(deal, contact) => self.org.unlink(Kind::Deal, deal, Kind::Contact, contact, self.now),
            RowKey::File(id) => {
                for file in self.org.files.iter_mut().filter(|file| file.id == id) {
                    file.archived = true;
                    file.updated_at = self.now;
                }
            }
            RowKey::Attached(document, kind, entity) => self.detach(document, kind, entity),
            _ => {}
        }
    }

    /// Marks a record as saved, which counts as a change even where nothing is different.
    fn touch(&mut self, kind: Kind, id: ObjectId) {
        let now = self.now;
        if let Some(row) = self.org.table_mut(kind).row_mut(id) {
            row.saved_at = Some(now);
            row.updated_at = row.updated_at.max(now);
        }
    }
}

fn no_access() -> Problem {
    Problem::not_allowed("INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id")
}
