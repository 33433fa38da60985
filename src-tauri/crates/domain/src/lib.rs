//! Nouns, typed ids, states, events, and the merge of a handoff record.
//!
//! Invariant: nothing here reads a clock, a file or the network; every function is a pure function of its arguments.

pub mod account;
pub mod activity;
pub mod archive;
pub mod contact;
pub mod deal;
pub mod deal_context;
pub mod event;
pub mod field_entry;
pub mod field_value;
pub mod fields;
pub mod ids;
pub mod lifecycle;
pub mod merge;
pub mod person;
pub mod product_line;
pub mod projection;
pub mod provenance;
pub mod record;
pub mod register;

pub use account::{Account, Segment};
pub use activity::{Activity, ActivityKind, Direction};
pub use archive::{Archive, ArchiveFile};
pub use contact::{BuyingRole, Contact, ContactOnDeal};
pub use deal::{Billing, Contract, Deal, DealType, Pipeline, Stage};
pub use deal_context::DealContext;
pub use event::{Actor, Event, EventKind, FieldReturn, Gap, Rating, ReasonCode, TouchChannel};
pub use field_entry::FieldEntry;
pub use field_value::{
    Criterion, FieldValue, Promise, PromiseOutcome, Sentiment, Stakeholder, StakeholderRole, Validation,
};
pub use fields::{Conflict, Fields, Knew};
pub use ids::{
    AccountId, ActivityId, ContactId, DealId, EventId, FieldKey, HandoffId, PersonId, PipelineId, ProductLineId,
    ReplicaId, StageId,
};
pub use lifecycle::{HandoffState, state_of};
pub use person::{Person, Role};
pub use product_line::ProductLine;
pub use provenance::Provenance;
pub use record::HandoffRecord;
pub use register::{Dot, Seen};
