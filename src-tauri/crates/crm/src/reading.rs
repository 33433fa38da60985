//! Records of a CRM read leniently: what can't be used is left empty and told about, and markup becomes text.

mod plain_text;
mod raw;
pub(crate) mod words;

pub(crate) use plain_text::rich_text;
pub(crate) use raw::{Frame, LONG, Raw, moment_of};
