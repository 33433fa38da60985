//! What Changeover asks of any CRM.
//!
//! Invariant: an adapter never writes on its own; the outbox of `sync` decides what is written and when.
//! Invariant: a record that is malformed or hostile is mapped as far as it goes and told about as a [`Flaw`]; it never
//! stops a pull.

mod ability;
mod failure;
mod moves;
mod page;
mod rights;
mod shape;
mod slot;
mod writes;

pub use ability::{Ability, Capabilities};
pub use failure::CrmError;
pub use moves::{DealHistory, PropertyHistory, Version};
pub use net::{Allowance, ErrorClass, QuotaState, ServerTime};
pub use page::{Around, Cursor, Flaw, Object, Page, Part, ReadDeal};
pub use rights::{Act, Right};
pub(crate) use shape::Aliases;
pub use shape::{CrmField, FieldKind};
pub use slot::{Fact, Holder, Names, Slot};
pub(crate) use writes::DEFAULT_FIELDS;
pub use writes::{FileDraft, NoteDraft, Property, TaskDraft};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{DealId, FieldKey, Person, Pipeline};
use std::collections::BTreeMap;

/// Who is signed in, and to which organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The organisation's id in the CRM, part of every handoff's id.
    pub organisation: String,
    /// The IANA name of the organisation's time zone, where the CRM tells it.
    pub time_zone: Option<String>,
    /// ISO 4217, where the CRM tells it.
    pub currency: Option<String>,
    /// The person, where the credential is personal.
    pub person: Option<Person>,
}

/// A CRM, as `sync` sees it. All reads are safe to repeat; so are all writes, by their keys.
#[async_trait]
pub trait Crm: Send + Sync {
    fn capabilities(&self) -> Capabilities;

    /// The CRM's clock, from the last authenticated reply.
    fn server_time(&self) -> Option<ServerTime>;

    /// True for a field of the handoff that has a property of its own in the CRM; any other is in the record alone.
    fn carries(&self, _field: &FieldKey) -> bool {
        true
    }

    /// What is left of the quota that everybody in the organisation shares, as the last replies told it.
    fn quota(&self) -> QuotaState {
        QuotaState::default()
    }

    /// The fields of deals and accounts that the signed-in person sees, and those of ours that are missing or hidden.
    async fn describe(&self) -> Result<Vec<CrmField>, CrmError> {
        Err(not_able(self.capabilities().name, "tell its fields"))
    }

    /// What the signed-in person may do; where a deal is named, whether it may be written by them.
    async fn rights(&self, _deal: Option<&DealId>) -> Result<Vec<Right>, CrmError> {
        Err(not_able(self.capabilities().name, "tell rights"))
    }

    /// Whom the credential belongs to.
    async fn who_am_i(&self) -> Result<Identity, CrmError>;

    /// Everyone who can own records, deactivated people included.
    async fn people(&self) -> Result<Vec<Person>, CrmError>;

    /// The pipelines of deals, with stages in order. Read them before the first pull of deals.
    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError>;

    /// The next page of an object. A cursor that starts from nothing loads everything; one that was done before brings
    /// what changed since. Some records may come twice.
    async fn pull(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError>;

    /// What hangs on the given deals, whole: it replaces what was known. Parts that were not asked for are empty.
    async fn around(&self, deals: &[DealId], parts: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError>;

    /// How stage and handoff status of the given deals came to be.
    async fn deal_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError>;

    /// One deal as it is this moment, read by its id and never from an index. After a merge it has another id.
    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError>;

    /// The values that the named properties had on each deal, who wrote them and when, oldest first; what has no history
    /// is absent.
    async fn property_history(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError>;

    /// Sets handoff properties of a deal in one request, and no others; an empty text clears.
    async fn write_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError>;

    /// The same, unless someone changed the deal after `read_at`: then nothing is written, and the refusal is `TryLater`, for
    /// the caller to read again. A CRM without guarded writes writes.
    async fn write_deal_unchanged_since(
        &self,
        id: &DealId,
        changes: &BTreeMap<Property, String>,
        _read_at: Option<DateTime<Utc>>,
    ) -> Result<(), CrmError> {
        self.write_deal(id, changes).await
    }

    /// Creates the note of this key on a deal, or brings the one that is there up to date; its id in the CRM.
    async fn upsert_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError>;

    /// Creates the task of this key on a deal, or brings the one that is there up to date; its id in the CRM. A task that
    /// someone completed stays completed.
    async fn upsert_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError>;

    /// Attaches a file to a deal, once for its key; its id in the CRM. The key belongs to the content: other content, another
    /// key.
    async fn attach_file(&self, _key: &str, _deal: &DealId, _file: &FileDraft) -> Result<String, CrmError> {
        Err(not_able(self.capabilities().name, "take files"))
    }

    /// The bytes of a file that [`Crm::attach_file`] gave this id, as they were attached; `Gone` where it is not there any
    /// more. Not for pages of HTML: one in a file's place means that the network answered instead of the CRM.
    async fn read_file(&self, _id: &str) -> Result<Vec<u8>, CrmError> {
        Err(not_able(self.capabilities().name, "give files back"))
    }

    /// The longest text that a property takes here, in characters: its field may be shorter than the CRM's longest.
    async fn longest(&self, _property: &Property) -> Result<usize, CrmError> {
        Ok(self.capabilities().text_limit)
    }
}

/// What an adapter answers that did not declare the ability.
fn not_able(crm: &str, what: &str) -> CrmError {
    CrmError::new(ErrorClass::Broken, format!("{crm} can't {what}"), "")
}
