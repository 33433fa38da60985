//! Which objects and fields Salesforce shows of the org, and where their values come from.
//!
//! Standard fields stand in tables, one file for a family of objects. Custom fields follow from the org's own
//! properties: `handoff_status` is `Handoff_Status__c`.

mod custom;
mod customers;
mod field;
mod history;
mod journal;
mod notes;
mod sales;
mod sobject;
mod system;
mod words;

pub use field::{Field, FieldType, Source};
pub use history::TRACKED;
pub use sales::stage_labels;
pub use sobject::{Child, Sobject, field_named, fields, sobject, sobjects, sobjects_of};
pub use words::{BUYING_ROLES, TASK_STATUS, in_org, in_salesforce};
