//! Holds what a compiler can't: the room table, the "only user" rules, small files, plain names, a clean top level.
//!
//! Each checker is a pure function from texts to violations. It is tried on a made-up input that breaks its rule,
//! and then on the repository.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "tidy/commits.rs"]
mod commits;
#[path = "tidy/cycles.rs"]
mod cycles;
#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/imports.rs"]
mod imports;
#[path = "tidy/manifest.rs"]
mod manifest;
#[path = "tidy/names.rs"]
mod names;
#[path = "tidy/rooms.rs"]
mod rooms;
#[path = "tidy/tree.rs"]
mod tree;
#[path = "tidy/words.rs"]
mod words;

/// Fails with every violation on a line of its own.
#[track_caller]
fn holds(rule: &str, violations: &[String]) {
    assert!(violations.is_empty(), "{rule}\n  {}\n", violations.join("\n  "));
}
