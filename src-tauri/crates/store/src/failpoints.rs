//! The places where a test can stop the process.

use crate::commit::{Commit, Moment};

/// Every place of the store, such as `before:journal.record`.
pub fn names() -> Vec<String> {
    let of = |commit: &Commit| Moment::ALL.map(|moment| commit.place(moment));
    Commit::ALL.iter().flat_map(of).collect()
}
