//! The org's refusals in Salesforce's words.

use crate::org::{Fault, Org, Refusal};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::schema::{Sobject, Source, fields};

/// Translates a refusal about a record of an object.
pub fn refused(org: &Org, sobject: &Sobject, refusal: &Refusal) -> Problem {
    let name = |property: &str| field_of(org, sobject, property);
    match refusal {
        Refusal::NotFound { .. } => Problem::deleted(),
        Refusal::Duplicate { property, holder, .. } => {
            let (field, id) = (name(property), RecordId::new(sobject.prefix, holder.0));
            let message = format!("duplicate value found: {field} duplicates value on record with id: {}", id.short());
            Problem::bad("DUPLICATE_VALUE", message)
        }
        Refusal::Invalid { faults } => match faults.first() {
            Some(fault) => invalid(fault, name(&fault.property)),
            None => Problem::bad("UNKNOWN_EXCEPTION", refusal.to_string()),
        },
        Refusal::Missing { properties, .. } => {
            let missing: Vec<String> = properties.iter().map(|property| name(property)).collect();
            let message = format!("Required fields are missing: [{}]", missing.join(", "));
            Problem::bad("REQUIRED_FIELD_MISSING", message).about(missing)
        }
        _ => Problem::bad("UNKNOWN_EXCEPTION", refusal.to_string()),
    }
}

fn invalid(fault: &Fault, field: String) -> Problem {
    let code = match fault.code {
        "INVALID_OPTION" => "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        "INVALID_OWNER_ID" => "INVALID_CROSS_REFERENCE_KEY",
        "PROPERTY_VALUE_TOO_LONG" => "STRING_TOO_LONG",
        "READ_ONLY_VALUE" => "INVALID_FIELD_FOR_INSERT_UPDATE",
        _ => "INVALID_TYPE_ON_FIELD_IN_RECORD",
    };
    Problem::bad(code, format!("{field}: {}", fault.message)).about([field])
}

/// The field that shows a property; the property's own name where none does.
fn field_of(org: &Org, sobject: &Sobject, property: &str) -> String {
    let shows = |source: &Source| match source {
        Source::Property(name) | Source::Person(name) => name == property,
        Source::Words(name, _) => *name == property,
        Source::Read(_) => false,
    };
    let found = fields(org, sobject).into_iter().find(|field| shows(&field.source));
    found.map_or_else(|| property.to_owned(), |field| field.name.to_string())
}
