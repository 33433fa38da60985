//! Reading the fields of a request: known, writable, and of their type.

use serde_json::Value;

use super::Fields;
use crate::org::{Moment, Org};
use crate::salesforce::errors::Problem;
use crate::salesforce::ids::RecordId;
use crate::salesforce::query::Scope;
use crate::salesforce::schema::{Field, FieldType, Sobject};

/// One field with its value as text; an empty one clears.
pub struct GivenField {
    pub field: Field,
    pub text: String,
}

/// The fields of a request that passed.
pub struct Given(pub Vec<GivenField>);

impl Given {
    /// Checks the fields of a request against what the person sees.
    ///
    /// # Errors
    /// At the first field that is unknown, can't be written, or does not fit.
    pub fn read(scope: &Scope<'_>, sobject: &Sobject, fields: &Fields, creating: bool) -> Result<Self, Problem> {
        let named = fields.iter().filter(|(name, _)| *name != "attributes");
        let one = |(name, value): (&String, &Value)| {
            let field = scope.field(sobject, name).ok_or_else(|| unknown(sobject, name))?;
            let open = if creating { field.createable } else { field.updateable };
            if !open {
                let message = format!(
                    "Unable to create/update fields: {}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.",
                    field.name
                );
                return Err(Problem::bad("INVALID_FIELD_FOR_INSERT_UPDATE", message).about([field.name]));
            }
            let text = text(&field, value)?;
            check(&field, &text)?;
            Ok(GivenField { field, text })
        };
        named.map(one).collect::<Result<_, _>>().map(Self)
    }

    /// Checks that a new record has what it needs.
    ///
    /// # Errors
    /// When fields are missing; all of them are named.
    pub fn require(&self, scope: &Scope<'_>, sobject: &Sobject) -> Result<(), Problem> {
        let given = |field: &Field| self.0.iter().any(|own| own.field.name == field.name && !own.text.is_empty());
        let fields = scope.fields(sobject).into_iter();
        let missing: Vec<String> =
            fields.filter(|field| field.required && !given(field)).map(|field| field.name.to_string()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!("Required fields are missing: [{}]", missing.join(", "));
        Err(Problem::bad("REQUIRED_FIELD_MISSING", message).about(missing))
    }

    /// The text given for a field.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.0.iter().find(|given| given.field.name == name).map(|given| given.text.clone())
    }

    /// Whether a won stage is among what is given.
    pub fn enters_won(&self, org: &Org) -> bool {
        let stage = self.text_of("StageName");
        let mut stages = org.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        stage.is_some_and(|label| stages.any(|stage| stage.label.eq_ignore_ascii_case(&label) && stage.is_won()))
    }
}

fn unknown(sobject: &Sobject, name: &str) -> Problem {
    Problem::bad("INVALID_FIELD", format!("No such column '{name}' on sobject of type {}", sobject.name))
}

/// A value as text in the form that the org reads.
fn text(field: &Field, value: &Value) -> Result<String, Problem> {
    let wrong = || {
        let message = format!("{}: value not of required type: {value}", field.label);
        Problem::bad("INVALID_TYPE_ON_FIELD_IN_RECORD", message).about([field.name.clone()])
    };
    match (field.kind, value) {
        (_, Value::Null) => Ok(String::new()),
        (FieldType::Boolean, Value::Bool(yes)) => Ok(yes.to_string()),
        (FieldType::Currency | FieldType::Double | FieldType::Percent | FieldType::Int, Value::Number(number)) => {
            Ok(number.to_string())
        }
        (FieldType::Currency | FieldType::Double | FieldType::Int, Value::String(text)) => {
            text.parse::<f64>().map(|_| text.clone()).map_err(|_| wrong())
        }
        (FieldType::Date, Value::String(text)) => {
            let day = text.get(..10).and_then(|day| day.parse::<chrono::NaiveDate>().ok());
            day.map(|day| day.to_string()).ok_or_else(wrong)
        }
        (FieldType::Datetime, Value::String(text)) => moment(text).map(Moment::iso).ok_or_else(wrong),
        (FieldType::Boolean | FieldType::Date | FieldType::Datetime, _) => Err(wrong()),
        (FieldType::Currency | FieldType::Double | FieldType::Percent | FieldType::Int, _) => Err(wrong()),
        (_, Value::String(text)) => Ok(text.clone()),
        (_, Value::Number(_) | Value::Bool(_)) => Ok(value.to_string()),
        _ => Err(wrong()),
    }
}

/// Salesforce reads a zone with and without its colon.
fn moment(text: &str) -> Option<Moment> {
    let formats = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%dT%H:%M:%S%.f%:z"];
    let read = formats.iter().find_map(|format| chrono::DateTime::parse_from_str(text, format).ok());
    read.map(|at| Moment(at.timestamp_millis())).or_else(|| Moment::parse(text))
}

fn check(field: &Field, text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Ok(());
    }
    let (label, most) = (&field.label, field.kind.length());
    let length = text.chars().count();
    let is_long = !matches!(field.kind, FieldType::Reference(_)) && most > 0 && length > most as usize;
    if is_long {
        let shown: String = text.chars().take(255).collect();
        let message = format!("{label}: data value too large: {shown} (max length={most})");
        return Err(Problem::bad("STRING_TOO_LONG", message).about([field.name.clone()]));
    }
    if !field.choices.is_empty() && !field.choices.iter().any(|choice| choice.eq_ignore_ascii_case(text)) {
        let message = format!("{label}: bad value for restricted picklist field: {text}");
        let problem = Problem::bad("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", message);
        return Err(problem.about([field.name.clone()]));
    }
    if matches!(field.kind, FieldType::Reference(_)) && RecordId::parse(text).is_none() {
        let message = format!("{label}: id value of incorrect type: {text}");
        return Err(Problem::bad("MALFORMED_ID", message).about([field.name.clone()]));
    }
    Ok(())
}
