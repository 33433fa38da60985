//! Changing property definitions and groups, as an admin or an app's set-up does.

use super::{Choice, Group, Kind, Moment, Org, Property, Refusal, ValueType};

/// A definition to be made.
#[derive(Clone, Debug)]
pub struct NewProperty {
    pub name: String,
    pub label: String,
    pub description: String,
    pub group: String,
    pub value_type: ValueType,
    pub field_type: String,
    pub choices: Vec<Choice>,
    pub unique: bool,
    pub form_field: bool,
    pub hidden: bool,
    pub display_order: i32,
}

/// A change of a definition; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct PropertyChange {
    pub label: Option<String>,
    pub description: Option<String>,
    pub group: Option<String>,
    pub field_type: Option<String>,
    pub choices: Option<Vec<Choice>>,
    pub unique: Option<bool>,
}

/// Which field types suit which value types.
const SUITABLE: [(ValueType, &[&str]); 7] = [
    (ValueType::Bool, &["booleancheckbox", "calculation_equation"]),
    (ValueType::Date, &["date"]),
    (ValueType::Datetime, &["date"]),
    (ValueType::Enumeration, &["booleancheckbox", "checkbox", "radio", "select", "calculation_equation"]),
    (ValueType::Number, &["number", "calculation_equation"]),
    (ValueType::PhoneNumber, &["phonenumber", "text"]),
    (ValueType::String, &["file", "text", "textarea", "html", "phonenumber", "calculation_equation"]),
];

impl Org {
    /// A definition in use.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn definition(&self, kind: Kind, name: &str) -> Result<&Property, Refusal> {
        let schema = &self.table(kind).schema;
        schema.key(name).map(|key| schema.property(key)).ok_or_else(|| no_definition(name))
    }

    /// Adds a definition, or brings back an archived one of the same name.
    ///
    /// # Errors
    /// When the name is taken or malformed, the group is unknown, or the types don't suit each other.
    pub fn define(&mut self, kind: Kind, new: NewProperty, now: Moment) -> Result<Property, Refusal> {
        self.check_definition(kind, &new)?;
        let property = Property {
            name: new.name,
            label: new.label,
            description: new.description,
            group: new.group,
            value_type: new.value_type,
            field_type: new.field_type,
            choices: new.choices,
            unique: new.unique,
            calculated: false,
            read_only: false,
            defined_by_vendor: false,
            hidden: new.hidden,
            form_field: new.form_field,
            display_order: new.display_order,
            computed: None,
            created_at: now,
            updated_at: now,
            archived_at: None,
        };
        let schema = &mut self.table_mut(kind).schema;
        match schema.place(&property.name) {
            Some(key) => *schema.property_mut(key) = property.clone(),
            None => {
                schema.add(property.clone());
            }
        }
        Ok(property)
    }

    fn check_definition(&self, kind: Kind, new: &NewProperty) -> Result<(), Refusal> {
        let schema = &self.table(kind).schema;
        if schema.key(&new.name).is_some() {
            return Err(Refusal::DefinitionExists { name: new.name.clone() });
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !new.name.starts_with(|c: char| c.is_ascii_lowercase()) || !new.name.chars().all(allowed) {
            return Err(bad(format!("\"{}\" is no property name: only lower-case letters, digits and _", new.name)));
        }
        self.group(kind, &new.group)?;
        check_types(new)?;
        let unique_possible = matches!(new.value_type, ValueType::String | ValueType::Number);
        if new.unique && !unique_possible {
            return Err(bad(format!("A {} property can't have unique values", new.value_type.word())));
        }
        Ok(())
    }

    /// Changes a definition.
    ///
    /// # Errors
    /// When there is none, it is the vendor's own, or the change touches uniqueness, which is for ever.
    pub fn redefine(
        &mut self,
        kind: Kind,
        name: &str,
        change: PropertyChange,
        now: Moment,
    ) -> Result<Property, Refusal> {
        let current = self.definition(kind, name)?;
        if current.defined_by_vendor {
            return Err(bad(format!("{name} is defined by the CRM and can't be changed")));
        }
        if change.unique.is_some_and(|unique| unique != current.unique) {
            return Err(bad(format!("hasUniqueValue of {name} can't be changed after it was made")));
        }
        if let Some(group) = &change.group {
            self.group(kind, group)?;
        }
        let schema = &mut self.table_mut(kind).schema;
        let key = schema.key(name).ok_or_else(|| no_definition(name))?;
        let property = schema.property_mut(key);
        property.label = change.label.unwrap_or_else(|| property.label.clone());
        property.description = change.description.unwrap_or_else(|| property.description.clone());
        property.group = change.group.unwrap_or_else(|| property.group.clone());
        property.field_type = change.field_type.unwrap_or_else(|| property.field_type.clone());
        property.choices = change.choices.unwrap_or_else(|| property.choices.clone());
        property.updated_at = now;
        Ok(property.clone())
    }

    /// Archives a definition.
    ///
    /// # Errors
    /// When there is none, or it is the vendor's own.
    pub fn undefine(&mut self, kind: Kind, name: &str, now: Moment) -> Result<(), Refusal> {
        let schema = &mut self.table_mut(kind).schema;
        let key = schema.key(name).ok_or_else(|| no_definition(name))?;
        let property = schema.property_mut(key);
        if property.defined_by_vendor {
            return Err(bad(format!("{name} is defined by the CRM and can't be archived")));
        }
        property.archived_at = Some(now);
        Ok(())
    }

    /// A group in use.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn group(&self, kind: Kind, name: &str) -> Result<&Group, Refusal> {
        let mut groups = self.table(kind).schema.groups.iter();
        let found = groups.find(|group| group.name == name && !group.archived);
        found.ok_or_else(|| no_definition(name))
    }

    /// Adds a group.
    ///
    /// # Errors
    /// When the name is taken.
    pub fn add_group(&mut self, kind: Kind, name: &str, label: &str, display_order: i32) -> Result<Group, Refusal> {
        if self.group(kind, name).is_ok() {
            return Err(Refusal::DefinitionExists { name: name.to_owned() });
        }
        let group = Group { name: name.to_owned(), label: label.to_owned(), display_order, archived: false };
        self.table_mut(kind).schema.groups.push(group.clone());
        Ok(group)
    }

    /// Gives a group another label.
    ///
    /// # Errors
    /// When there is no such group.
    pub fn rename_group(&mut self, kind: Kind, name: &str, label: &str) -> Result<Group, Refusal> {
        let group = self.group_mut(kind, name)?;
        label.clone_into(&mut group.label);
        Ok(group.clone())
    }

    /// Archives a group.
    ///
    /// # Errors
    /// When there is no such group, or properties still use it.
    pub fn archive_group(&mut self, kind: Kind, name: &str) -> Result<(), Refusal> {
        let used = self.table(kind).schema.in_use().any(|(_, property)| property.group == name);
        if used {
            return Err(bad(format!("{name} still has properties")));
        }
        self.group_mut(kind, name)?.archived = true;
        Ok(())
    }

    fn group_mut(&mut self, kind: Kind, name: &str) -> Result<&mut Group, Refusal> {
        let mut groups = self.table_mut(kind).schema.groups.iter_mut();
        let found = groups.find(|group| group.name == name && !group.archived);
        found.ok_or_else(|| no_definition(name))
    }
}

fn check_types(new: &NewProperty) -> Result<(), Refusal> {
    let suits = SUITABLE
        .iter()
        .any(|(value_type, fields)| *value_type == new.value_type && fields.contains(&new.field_type.as_str()));
    if suits {
        return Ok(());
    }
    Err(bad(format!("fieldType {} does not suit type {}", new.field_type, new.value_type.word())))
}

fn no_definition(name: &str) -> Refusal {
    Refusal::NoDefinition { name: name.to_owned() }
}

fn bad(message: String) -> Refusal {
    Refusal::BadDefinition { message }
}
