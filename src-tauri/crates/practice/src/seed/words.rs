//! The words from which the seed makes its texts, by topic.

pub mod conversations;
pub mod customers;
pub mod goals;
pub mod names;
pub mod relationship;
pub mod risks;
pub mod scope;
pub mod vague;
