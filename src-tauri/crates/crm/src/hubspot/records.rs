//! HubSpot's records as our nouns.

mod activity;
mod around;
mod deal;
#[cfg(test)]
mod tests;

pub(super) use activity::activity;
pub(super) use around::{account, contact, line};
pub(super) use deal::{FlatNames, Stages, deal, merged_ids};
