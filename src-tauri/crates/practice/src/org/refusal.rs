//! Why the org refuses a change.

use thiserror::Error;

use super::{Kind, ObjectId};

/// One property value that can't be taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Fault {
    pub property: String,
    pub code: &'static str,
    pub message: String,
}

/// A change that the org refuses as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No such object, or it is archived.
    #[error("{} {id} was not found", kind.singular())]
    NotFound { kind: Kind, id: String },
    /// At least one value does not fit its property.
    #[error("property values were not valid")]
    Invalid { faults: Vec<Fault> },
    /// Values that a new object of this kind must have.
    #[error("required properties were not set: {}", .properties.join(", "))]
    Missing { kind: Kind, properties: Vec<&'static str> },
    /// Another object already has this value of a unique property.
    #[error("{value} is already the {property} of {holder}")]
    Duplicate { kind: Kind, property: String, value: String, holder: ObjectId },
    /// The property named as an id is not unique.
    #[error("{property} is not a unique property of {}", kind.plural())]
    NotUnique { kind: Kind, property: String },
    /// An association type that does not join these kinds.
    #[error("association type {type_id} does not join {} to {}", from.singular(), to.singular())]
    WrongAssociation { from: Kind, to: Kind, type_id: u16 },
    /// A definition (property, group) that exists already.
    #[error("{name} already exists")]
    DefinitionExists { name: String },
    /// A definition (property, group) that does not exist.
    #[error("{name} does not exist")]
    NoDefinition { name: String },
    /// A definition that can't be taken as written.
    #[error("{message}")]
    BadDefinition { message: String },
    /// Two objects that can't become one.
    #[error("{message}")]
    BadMerge { message: String },
    /// A search that can't be run, with HubSpot's words for it.
    #[error("{message}")]
    BadSearch { message: String },
}

impl Fault {
    /// A fault of one property.
    pub fn new(property: &str, code: &'static str, message: String) -> Self {
        Self { property: property.to_owned(), code, message }
    }
}
