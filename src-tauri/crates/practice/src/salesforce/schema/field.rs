//! A field: its type, and where its value comes from.

use std::borrow::Cow;

use super::words::WordTable;
use crate::salesforce::rows::Row;
use crate::salesforce::value::Cell;

/// What a field's values are. Lengths are in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Id,
    Text(u32),
    /// A text of more than 255 characters can't be filtered or sorted by.
    TextArea(u32),
    Picklist,
    Email,
    Phone,
    Url,
    Currency,
    Double,
    Percent,
    Int,
    Date,
    Datetime,
    Boolean,
    Base64,
    /// An id of one of these objects.
    Reference(&'static [&'static str]),
}

impl FieldType {
    /// The type as `describe` names it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text(_) => "string",
            Self::TextArea(_) => "textarea",
            Self::Picklist => "picklist",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Url => "url",
            Self::Currency => "currency",
            Self::Double => "double",
            Self::Percent => "percent",
            Self::Int => "int",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Boolean => "boolean",
            Self::Base64 => "base64",
            Self::Reference(_) => "reference",
        }
    }

    /// The longest text, 0 where that means nothing.
    pub fn length(self) -> u32 {
        match self {
            Self::Id | Self::Reference(_) => 18,
            Self::Text(length) | Self::TextArea(length) => length,
            Self::Picklist | Self::Url => 255,
            Self::Email => 80,
            Self::Phone => 40,
            _ => 0,
        }
    }

    /// Whether queries may filter by it.
    pub fn is_filterable(self) -> bool {
        !matches!(self, Self::Base64) && !matches!(self, Self::TextArea(length) if length > 255)
    }
}

/// Where a value comes from, and where it goes.
#[derive(Clone, Debug)]
pub enum Source {
    /// A property of the org, read by the field's type.
    Property(Cow<'static, str>),
    /// A property that holds an owner's id.
    Person(Cow<'static, str>),
    /// A property whose words differ.
    Words(&'static str, &'static WordTable),
    /// Read off the row. Where such a field can be written, `write` knows how.
    Read(fn(&Row<'_>) -> Cell<'static>),
}

/// One field of an object.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: Cow<'static, str>,
    pub label: Cow<'static, str>,
    pub kind: FieldType,
    pub source: Source,
    pub createable: bool,
    pub updateable: bool,
    /// Whether a new record must have it.
    pub required: bool,
    /// Whether it is unique, and records can be found by it.
    pub external_id: bool,
    pub custom: bool,
    pub choices: Vec<String>,
}

impl Field {
    /// A field that nobody can write.
    pub fn new(name: &'static str, kind: FieldType, source: Source) -> Self {
        Self {
            label: Cow::Owned(spoken(name)),
            name: Cow::Borrowed(name),
            kind,
            source,
            createable: false,
            updateable: false,
            required: false,
            external_id: false,
            custom: false,
            choices: Vec::new(),
        }
    }

    /// A field that holds a property.
    pub fn of(name: &'static str, kind: FieldType, property: &'static str) -> Self {
        Self::new(name, kind, Source::Property(Cow::Borrowed(property)))
    }

    /// A field that is read off the row.
    pub fn read(name: &'static str, kind: FieldType, read: fn(&Row<'_>) -> Cell<'static>) -> Self {
        Self::new(name, kind, Source::Read(read))
    }

    /// A field that refers to a person by a property.
    pub fn person(name: &'static str, property: &'static str) -> Self {
        Self::new(name, FieldType::Reference(&["User"]), Source::Person(Cow::Borrowed(property)))
    }

    /// A field with a property's value in other words.
    pub fn words(name: &'static str, property: &'static str, table: &'static WordTable) -> Self {
        let choices = table.iter().map(|(_, word)| (*word).to_owned()).collect();
        Self { choices, ..Self::new(name, FieldType::Picklist, Source::Words(property, table)) }
    }

    /// Can be written, at the start and later.
    pub fn writable(self) -> Self {
        Self { createable: true, updateable: true, ..self }
    }

    /// Can be given to a new record only.
    pub fn at_creation(self) -> Self {
        Self { createable: true, ..self }
    }

    /// A new record must have it.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The name of the relationship that a reference opens: `OwnerId` opens `Owner`, `CSM__c` opens `CSM__r`.
    pub fn relationship(&self) -> Option<String> {
        if !matches!(self.kind, FieldType::Reference(_)) {
            return None;
        }
        let standard = self.name.strip_suffix("Id").map(str::to_owned);
        standard.or_else(|| self.name.strip_suffix("__c").map(|stem| format!("{stem}__r")))
    }

    /// The objects that a reference may lead to.
    pub fn targets(&self) -> &'static [&'static str] {
        match self.kind {
            FieldType::Reference(targets) => targets,
            _ => &[],
        }
    }
}

/// `CloseDate` as a person reads it.
fn spoken(name: &str) -> String {
    let mut label = String::new();
    for letter in name.strip_suffix("__c").unwrap_or(name).chars() {
        if letter.is_ascii_uppercase() && label.ends_with(|last: char| last.is_ascii_lowercase()) {
            label.push(' ');
        }
        label.push(if letter == '_' { ' ' } else { letter });
    }
    label
}
