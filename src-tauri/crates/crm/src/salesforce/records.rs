//! Salesforce's records as our nouns.

mod activity;
mod around;
mod deal;
#[cfg(test)]
mod tests;

pub(super) use activity::{email, event, note, task};
pub(super) use around::{account, contact, line};
pub(super) use deal::{FlatNames, PIPELINE, deal, property_text};
