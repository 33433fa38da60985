//! The places where a test can stop the process.

use crate::commit::{Commit, Moment};

/// Every place of the store, such as `before:journal.record`.
pub fn names() -> Vec<String> {
    let of = |commit: &&'static str| Moment::ALL.map(|moment| name(moment.word(), commit));
    Commit::NAMES.iter().flat_map(|commit| of(&commit)).collect()
}

pub(crate) fn name(moment: &str, commit: &str) -> String {
    format!("{moment}:{commit}")
}
