//! The org: what a CRM knows, without any protocol.
//!
//! Pure: no I/O, no async, no clock of its own. The dialects (`hubspot/`, later `salesforce/`) translate
//! requests into calls of [`Org`] and its answers back.

mod archive;
mod associations;
mod clock;
mod closing;
mod definitions;
mod files;
mod kind;
mod merge;
mod moment;
mod object;
mod people;
mod pipelines;
mod refusal;
mod schema;
mod search;
mod source;
mod standard;
mod table;
mod validate;
mod view;
mod write;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

pub use associations::{AssociationType, Parted};
pub use clock::Clock;
pub use closing::calculated;
pub use definitions::{NewProperty, PropertyChange};
pub use files::StoredFile;
pub use kind::{Kind, ObjectId};
pub use moment::Moment;
pub use object::{Link, Object, PropertyKey, SourceKey, Version};
pub use people::{Holiday, Owner, Person, Role, Roster, Team, WorkingHours};
pub use pipelines::{Pipeline, Stage};
pub use refusal::{Fault, Refusal};
pub use schema::{Choice, Computed, Group, Property, Schema, ValueType};
pub use search::{Direction, Filter, Operator, Query, Sort};
pub use source::{Source, Sources};
pub use standard::{HANDOFF_FIELDS, standard_schema};
pub use table::Table;
pub use view::View;
pub use write::{Change, Draft};

/// Facts of the account that dialects show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub portal_id: u64,
    pub company: String,
    pub time_zone: chrono_tz::Tz,
    pub currency: String,
}

/// One company's CRM.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Org {
    pub account: Account,
    pub seed: u64,
    pub clock: Clock,
    /// How long the search index lags behind, in seconds of practice time.
    pub search_lag_seconds: i64,
    pub tables: Vec<Table>,
    pub sources: Sources,
    pub pipelines: Vec<Pipeline>,
    pub teams: Vec<Team>,
    pub owners: Vec<Owner>,
    pub roster: Roster,
    pub files: Vec<StoredFile>,
    pub next_id: u64,
    /// Which object an object was merged into.
    pub merged: HashMap<u64, ObjectId>,
    /// Links that were taken away.
    #[serde(default)]
    pub parted: Vec<Parted>,
}

impl Org {
    /// An org with the standard schema and nothing in it.
    pub fn empty(account: Account, seed: u64, clock: Clock, born_at: Moment) -> Self {
        let tables = Kind::ALL.map(|kind| Table::with(standard_schema(kind, born_at)));
        Self {
            account,
            seed,
            clock,
            search_lag_seconds: 2,
            tables: tables.into(),
            sources: Sources::default(),
            pipelines: Vec::new(),
            teams: Vec::new(),
            owners: Vec::new(),
            roster: Roster::default(),
            files: Vec::new(),
            next_id: 21_000_000_000,
            merged: HashMap::new(),
            parted: Vec::new(),
        }
    }

    /// The table of a kind.
    pub fn table(&self, kind: Kind) -> &Table {
        &self.tables[kind as usize]
    }

    /// The table of a kind, to change it.
    pub fn table_mut(&mut self, kind: Kind) -> &mut Table {
        &mut self.tables[kind as usize]
    }

    /// The next free id.
    pub fn take_id(&mut self) -> ObjectId {
        self.next_id += 1;
        ObjectId(self.next_id)
    }

    /// The object that an id leads to now: itself, or what it was merged into.
    pub fn resolve(&self, id: ObjectId) -> ObjectId {
        let mut id = id;
        while let Some(next) = self.merged.get(&id.0) {
            id = *next;
        }
        id
    }

    /// An object as it is now, under its own id or one that was merged into it.
    pub fn view(&self, kind: Kind, id: ObjectId) -> Option<View<'_>> {
        let object = self.table(kind).row(self.resolve(id))?;
        Some(View::now(self, kind, object))
    }

    /// The id of the object that has a value of a unique property.
    ///
    /// # Errors
    /// When the property is not unique or nobody has the value.
    pub fn find_unique(&self, kind: Kind, property: &str, value: &str) -> Result<ObjectId, Refusal> {
        let table = self.table(kind);
        let unique = table.schema.key(property).filter(|key| table.schema.property(*key).unique);
        let key = unique.ok_or_else(|| Refusal::NotUnique { kind, property: property.to_owned() })?;
        table.holder(key, value).ok_or_else(|| Refusal::NotFound { kind, id: value.to_owned() })
    }

    /// The owner with an id.
    pub fn owner(&self, id: u64) -> Option<&Owner> {
        self.owners.iter().find(|owner| owner.id == id)
    }

    /// The stage with an id, in whichever pipeline.
    pub fn stage(&self, id: &str) -> Option<(&Pipeline, &Stage)> {
        self.pipelines
            .iter()
            .flat_map(|pipeline| pipeline.stages.iter().map(move |stage| (pipeline, stage)))
            .find(|(_, stage)| stage.id == id)
    }

    /// Rebuilds what a state file leaves out, and adds the properties that came since it was written.
    pub fn reindex(&mut self) {
        let born_at = self.pipelines.first().map_or(Moment(0), |pipeline| pipeline.created_at);
        for (kind, table) in Kind::ALL.into_iter().zip(&mut self.tables) {
            table.reindex();
            for property in standard_schema(kind, born_at).properties {
                if table.schema.place(&property.name).is_none() {
                    table.schema.add(property);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
