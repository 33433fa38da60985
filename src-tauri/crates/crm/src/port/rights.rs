//! What the signed-in person may do, tried before it is needed.

/// Something that Changeover does in a CRM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    ReadDeals,
    ReadPeople,
    /// Write the handoff's fields of a deal.
    WriteDeals,
    CreateTasks,
    CreateNotes,
    AttachFiles,
}

impl Act {
    /// All, in the order in which a person reads them.
    pub const ALL: [Self; 6] =
        [Self::ReadDeals, Self::ReadPeople, Self::WriteDeals, Self::CreateTasks, Self::CreateNotes, Self::AttachFiles];
}

/// Whether one act is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    pub act: Act,
    pub allowed: bool,
    /// What is missing, such as a scope or a permission; empty where nothing is.
    pub missing: String,
    /// Who grants it, and how; empty where nothing is missing.
    pub remedy: String,
}

impl Right {
    /// The act is allowed.
    pub fn granted(act: Act) -> Self {
        Self { act, allowed: true, missing: String::new(), remedy: String::new() }
    }

    /// The act is refused.
    pub fn refused(act: Act, missing: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { act, allowed: false, missing: missing.into(), remedy: remedy.into() }
    }
}
