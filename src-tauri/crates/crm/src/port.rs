//! What Changeover asks of any CRM.
//!
//! Invariant: an adapter never writes on its own; the outbox of `sync` decides what is written and when.
//! Invariant: a record that is malformed or hostile is mapped as far as it goes and told about as a [`Flaw`]; it never
//! stops a pull.

mod failure;
mod moves;
mod page;
mod writes;

pub use failure::CrmError;
pub use moves::{DealHistory, PropertyHistory, Version};
pub use net::{ErrorClass, ServerTime};
pub use page::{Around, Cursor, Flaw, Object, Page, Part, ReadDeal};
pub use writes::{NoteDraft, Property, TaskDraft};

use async_trait::async_trait;
use domain::{DealId, Person, Pipeline};
use std::collections::BTreeMap;

/// What a CRM can do, where CRMs differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// How people call it: `HubSpot`.
    pub name: &'static str,
    /// The credential carries the signed-in person's own rights.
    pub personal_rights: bool,
    /// A write can be refused by the CRM when someone else wrote first.
    pub guarded_writes: bool,
    /// The longest text that a property takes, in characters.
    pub text_limit: usize,
}

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

    /// Sets handoff properties of a deal in one request; an empty text clears.
    async fn write_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError>;

    /// Creates the note of this key on a deal, or brings the one that is there up to date; its id in the CRM.
    async fn upsert_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError>;

    /// Creates the task of this key on a deal, or brings the one that is there up to date; its id in the CRM. A task that
    /// someone completed stays completed.
    async fn upsert_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError>;
}
