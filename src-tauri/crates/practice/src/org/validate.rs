//! Whether a value fits its property, and the form in which it is kept.

use chrono::NaiveDate;

use super::{Fault, Kind, Moment, Org, Property, ValueType};

/// The longest text that any dialect takes, in characters. HubSpot's own limit is half of it.
pub const TEXT_LIMIT: usize = 131_072;

impl Org {
    /// Checks a value and gives the form in which it is kept. An empty text clears, and always fits.
    pub fn fitted(&self, kind: Kind, property: &Property, value: &str) -> Result<String, Fault> {
        if property.read_only || property.calculated {
            return Err(read_only(property));
        }
        if value.is_empty() {
            return Ok(String::new());
        }
        self.known(kind, property, value)?;
        by_type(property, value)
    }

    /// Values that name something else in the org: an owner, a pipeline, a stage.
    fn known(&self, kind: Kind, property: &Property, value: &str) -> Result<(), Fault> {
        let name = property.name.as_str();
        if name == "hubspot_owner_id" {
            let found = value.parse().ok().and_then(|id| self.owner(id));
            return found.map(|_| ()).ok_or_else(|| {
                Fault::new(name, "INVALID_OWNER_ID", format!("Owner {value} does not exist or is not valid"))
            });
        }
        if kind != Kind::Deal {
            return Ok(());
        }
        let known = match name {
            "pipeline" => self.pipelines.iter().any(|pipeline| pipeline.id == value),
            "dealstage" => self.stage(value).is_some(),
            _ => true,
        };
        if known {
            return Ok(());
        }
        let message = format!("{value} was not one of the allowed options of {name}");
        Err(Fault::new(name, "INVALID_OPTION", message))
    }
}

fn read_only(property: &Property) -> Fault {
    let message = format!("\"{}\" is a read only property; its value cannot be set", property.name);
    Fault::new(&property.name, "READ_ONLY_VALUE", message)
}

fn by_type(property: &Property, value: &str) -> Result<String, Fault> {
    if property.value_type != ValueType::String && value.trim() != value {
        let message = format!("\"{value}\" includes leading or trailing whitespace.");
        return Err(Fault::new(&property.name, "LEADING_TRAILING_WHITESPACE", message));
    }
    match property.value_type {
        ValueType::Bool => boolean(property, value),
        ValueType::Date => date(property, value),
        ValueType::Datetime => datetime(property, value),
        ValueType::Enumeration => enumeration(property, value),
        ValueType::Number => number(property, value),
        ValueType::PhoneNumber | ValueType::String => text(property, value),
    }
}

fn boolean(property: &Property, value: &str) -> Result<String, Fault> {
    match value.to_ascii_lowercase().as_str() {
        "true" => Ok("true".to_owned()),
        "false" => Ok("false".to_owned()),
        _ => Err(Fault::new(
            &property.name,
            "INVALID_OPTION",
            format!("{value} was not one of the allowed options: [true, false]"),
        )),
    }
}

fn date(property: &Property, value: &str) -> Result<String, Fault> {
    if let Ok(day) = value.parse::<NaiveDate>() {
        return Ok(day.to_string());
    }
    let midnight = Moment::parse(value).filter(|at| Moment::start_of(at.day()) == *at);
    midnight.map(|at| at.day().to_string()).ok_or_else(|| {
        let message = format!("{value} was not a valid date: it must be midnight UTC or YYYY-MM-DD");
        Fault::new(&property.name, "INVALID_DATE", message)
    })
}

fn datetime(property: &Property, value: &str) -> Result<String, Fault> {
    Moment::parse(value)
        .map(Moment::iso)
        .ok_or_else(|| Fault::new(&property.name, "INVALID_LONG", format!("{value} was not a valid long.")))
}

fn number(property: &Property, value: &str) -> Result<String, Fault> {
    let fits = value.parse::<f64>().is_ok_and(f64::is_finite)
        && value.chars().all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
    if fits {
        return Ok(value.to_owned());
    }
    Err(Fault::new(&property.name, "INVALID_NUMBER", format!("{value} was not a valid number")))
}

fn enumeration(property: &Property, value: &str) -> Result<String, Fault> {
    if property.choices.is_empty() {
        return Ok(value.to_owned());
    }
    let several = property.field_type == "checkbox";
    let known = |part: &str| property.choices.iter().any(|choice| choice.value == part);
    let fits = if several { value.split(';').all(known) } else { known(value) };
    if fits {
        return Ok(value.to_owned());
    }
    let allowed: Vec<&str> = property.choices.iter().map(|choice| choice.value.as_str()).collect();
    let message = format!("{value} was not one of the allowed options: [{}]", allowed.join(", "));
    Err(Fault::new(&property.name, "INVALID_OPTION", message))
}

fn text(property: &Property, value: &str) -> Result<String, Fault> {
    let length = value.chars().count();
    if length <= TEXT_LIMIT {
        return Ok(value.to_owned());
    }
    let message =
        format!("The value of \"{}\" has {length} characters, over the maximum of {TEXT_LIMIT}", property.name);
    Err(Fault::new(&property.name, "PROPERTY_VALUE_TOO_LONG", message))
}
