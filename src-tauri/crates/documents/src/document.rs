//! What stands in the document, before it has a format.

use domain::FieldValue;

/// The handoff as it is read: a heading, and sections with fields.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoffDocument {
    pub heading: Heading,
    pub sections: Vec<DocumentSection>,
    /// `2 of 13 required fields are missing: Risks, Promises`; `None` where it is complete.
    pub missing: Option<String>,
}

/// The lines above the sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub account: String,
    pub deal: String,
    /// Label and value, such as `Rep` and a name; in this order.
    pub facts: Vec<(String, String)>,
}

/// A section of the playbook.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentSection {
    pub title: String,
    pub fields: Vec<DocumentField>,
}

/// A field that has a value, or is required and has none.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentField {
    pub label: String,
    pub value: Option<FieldValue>,
    /// What the explicit "none" reads as.
    pub none_label: String,
    /// `typed by Ana Ruiz, 3 Nov 2026`
    pub provenance: Option<String>,
}
