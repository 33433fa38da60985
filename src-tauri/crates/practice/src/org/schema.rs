//! Property definitions and groups of one kind of object.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Moment, PropertyKey};

/// What a property's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    Bool,
    Date,
    Datetime,
    Enumeration,
    Number,
    PhoneNumber,
    String,
}

impl ValueType {
    /// Reads the API's word.
    pub fn named(text: &str) -> Option<Self> {
        Some(match text {
            "bool" => Self::Bool,
            "date" => Self::Date,
            "datetime" => Self::Datetime,
            "enumeration" => Self::Enumeration,
            "number" => Self::Number,
            "phone_number" => Self::PhoneNumber,
            "string" => Self::String,
            _ => return None,
        })
    }

    /// The API's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Enumeration => "enumeration",
            Self::Number => "number",
            Self::PhoneNumber => "phone_number",
            Self::String => "string",
        }
    }
}

/// One allowed value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    pub label: String,
    pub value: String,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub display_order: i32,
    #[serde(default)]
    pub hidden: bool,
}

/// A value that is not stored but read off the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Computed {
    ObjectId,
    CreatedAt,
    ModifiedAt,
}

/// A property definition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    pub name: String,
    pub label: String,
    pub description: String,
    pub group: String,
    pub value_type: ValueType,
    pub field_type: String,
    pub choices: Vec<Choice>,
    pub unique: bool,
    pub calculated: bool,
    pub read_only: bool,
    pub defined_by_vendor: bool,
    pub hidden: bool,
    pub form_field: bool,
    pub display_order: i32,
    pub computed: Option<Computed>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub archived_at: Option<Moment>,
}

/// A named group of properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub name: String,
    pub label: String,
    pub display_order: i32,
    pub archived: bool,
}

/// All properties and groups of one kind.
///
/// Invariant: a property never leaves its place, so that keys stay true; archiving only marks it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Schema {
    pub properties: Vec<Property>,
    pub groups: Vec<Group>,
    #[serde(skip)]
    places: HashMap<String, PropertyKey>,
}

impl Schema {
    /// Adds a definition; the name must be new.
    pub fn add(&mut self, property: Property) -> PropertyKey {
        let place = u16::try_from(self.properties.len()).unwrap_or(u16::MAX);
        let key = PropertyKey(place);
        self.places.insert(property.name.clone(), key);
        self.properties.push(property);
        key
    }

    /// Rebuilds what a state file leaves out.
    pub fn reindex(&mut self) {
        let names = self.properties.iter().map(|property| property.name.clone());
        self.places = names.zip((0..).map(PropertyKey)).collect();
    }

    /// The place of a property, archived ones included.
    pub fn place(&self, name: &str) -> Option<PropertyKey> {
        self.places.get(name).copied()
    }

    /// The key of a property in use.
    pub fn key(&self, name: &str) -> Option<PropertyKey> {
        self.place(name).filter(|key| self.property(*key).archived_at.is_none())
    }

    /// The definition behind a key of this schema.
    pub fn property(&self, key: PropertyKey) -> &Property {
        &self.properties[usize::from(key.0)]
    }

    /// The definition behind a key, to change it.
    pub fn property_mut(&mut self, key: PropertyKey) -> &mut Property {
        &mut self.properties[usize::from(key.0)]
    }

    /// Keys and definitions of the properties in use.
    pub fn in_use(&self) -> impl Iterator<Item = (PropertyKey, &Property)> {
        (0..).map(PropertyKey).zip(&self.properties).filter(|(_, property)| property.archived_at.is_none())
    }
}
