//! Values that the org keeps in other words than Salesforce shows.

/// Pairs of the org's word and Salesforce's.
pub type WordTable = [(&'static str, &'static str)];

pub const DEAL_TYPES: &WordTable = &[("newbusiness", "New Business"), ("existingbusiness", "Existing Business")];

pub const TASK_STATUS: &WordTable = &[
    ("NOT_STARTED", "Not Started"),
    ("IN_PROGRESS", "In Progress"),
    ("COMPLETED", "Completed"),
    ("WAITING", "Waiting on someone else"),
    ("DEFERRED", "Deferred"),
];

pub const TASK_PRIORITY: &WordTable = &[("HIGH", "High"), ("MEDIUM", "Normal"), ("LOW", "Low"), ("NONE", "Normal")];

pub const CALL_TYPES: &WordTable = &[("INBOUND", "Inbound"), ("OUTBOUND", "Outbound")];

/// Salesforce numbers an email's states; 3 is sent, 5 a draft.
pub const EMAIL_STATUS: &WordTable =
    &[("SENT", "3"), ("SCHEDULED", "5"), ("SENDING", "3"), ("BOUNCED", "0"), ("FAILED", "0")];

pub const BUYING_ROLES: &WordTable = &[
    ("CHAMPION", "Champion"),
    ("DECISION_MAKER", "Decision Maker"),
    ("EXECUTIVE_SPONSOR", "Executive Sponsor"),
    ("BUDGET_HOLDER", "Economic Buyer"),
    ("END_USER", "Business User"),
    ("INFLUENCER", "Influencer"),
    ("BLOCKER", "Blocker"),
    ("LEGAL_AND_COMPLIANCE", "Legal"),
    ("OTHER", "Other"),
];

/// Salesforce's word for one of the org's; an unknown one stays as it is.
pub fn in_salesforce<'a>(table: &'static WordTable, word: &'a str) -> &'a str {
    table.iter().find(|(ours, _)| *ours == word).map_or(word, |(_, theirs)| theirs)
}

/// The org's word for one of Salesforce's, whatever its case.
pub fn in_org(table: &'static WordTable, word: &str) -> Option<&'static str> {
    table.iter().find(|(_, theirs)| theirs.eq_ignore_ascii_case(word)).map(|(ours, _)| *ours)
}
