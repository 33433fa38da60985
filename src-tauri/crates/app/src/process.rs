//! The process that a workspace follows: playbook and roster, changed as a whole or not at all.

use playbook::{Playbook, Roster};
use std::sync::Arc;

/// Playbook and roster in force. Clones are cheap.
#[derive(Clone)]
pub struct Process {
    pub playbook: Arc<Playbook>,
    /// `built in`, or the name of the file.
    pub source: String,
    pub roster: Arc<Roster>,
}

/// The source of the playbook that comes with the application.
pub const BUILT_IN: &str = "built in";

impl Process {
    /// The playbook that comes with the application, with a roster.
    pub fn built_in(roster: Roster) -> Self {
        Self { playbook: Arc::new(Playbook::embedded()), source: BUILT_IN.to_owned(), roster: Arc::new(roster) }
    }
}
