//! What fields the CRM has, as far as the signed-in person may see them.

use super::Property;

/// What kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    LongText,
    Number,
    Flag,
    Date,
    DateTime,
    /// One of a list.
    Choice,
    /// A record or a person.
    Reference,
    Other,
}

/// A field of a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealField {
    /// The CRM's own name: `Handoff_Risks__c`.
    pub name: String,
    /// What people see there.
    pub label: String,
    pub kind: FieldKind,
    /// False for a field that Changeover needs and can't find; such a field has the kind `Other`.
    pub visible: bool,
    /// The signed-in person may write it.
    pub writable: bool,
    /// The longest text, in characters, where the CRM tells it.
    pub length: Option<u32>,
    /// What of the handoff it carries.
    pub carries: Option<Property>,
    /// What is missing and who grants it, for a field of the handoff that can't be seen or written.
    pub remedy: Option<String>,
}

impl DealField {
    /// A field of the handoff that is there and may be read and written.
    pub fn serves(&self) -> bool {
        self.carries.is_some() && self.visible && self.writable
    }
}
