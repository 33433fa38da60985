//! One condition of a search, compiled against the schema.

use crate::org::{Computed, Kind, Moment, Org, PropertyKey, Refusal, ValueType, View};

/// HubSpot's search operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Eq,
    Neq,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
}

impl Operator {
    /// Reads the API's word.
    pub fn named(text: &str) -> Option<Self> {
        Some(match text {
            "EQ" => Self::Eq,
            "NEQ" => Self::Neq,
            "LT" => Self::Lt,
            "LTE" => Self::Lte,
            "GT" => Self::Gt,
            "GTE" => Self::Gte,
            "BETWEEN" => Self::Between,
            "IN" => Self::In,
            "NOT_IN" => Self::NotIn,
            "HAS_PROPERTY" => Self::HasProperty,
            "NOT_HAS_PROPERTY" => Self::NotHasProperty,
            "CONTAINS_TOKEN" => Self::ContainsToken,
            "NOT_CONTAINS_TOKEN" => Self::NotContainsToken,
            _ => return None,
        })
    }

    fn operands(self, filter: &Filter) -> Option<Vec<String>> {
        match self {
            Self::HasProperty | Self::NotHasProperty => Some(Vec::new()),
            Self::In | Self::NotIn => filter.values.clone().filter(|values| !values.is_empty()),
            Self::Between => Some(vec![filter.value.clone()?, filter.high_value.clone()?]),
            _ => filter.value.clone().map(|value| vec![value]),
        }
    }
}

/// A condition as the API writes it.
#[derive(Clone, Debug)]
pub struct Filter {
    pub property: String,
    pub operator: Operator,
    pub value: Option<String>,
    pub high_value: Option<String>,
    pub values: Option<Vec<String>>,
}

/// A comparable value: numbers and times by size, everything else by its lower-case text.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum Key {
    Number(f64),
    Text(String),
}

/// What a condition looks at: a property, or the linked objects of a kind.
pub enum Subject {
    Property(PropertyKey, ValueType, Option<Computed>),
    Linked(Kind),
}

impl Subject {
    /// The subject behind a name; `associations.company` looks at links.
    pub fn named(org: &Org, kind: Kind, name: &str) -> Result<Self, Refusal> {
        if let Some(other) = name.strip_prefix("associations.").and_then(Kind::named) {
            return Ok(Self::Linked(other));
        }
        let schema = &org.table(kind).schema;
        let key = schema
            .key(name)
            .ok_or_else(|| Refusal::BadSearch { message: format!("There is no property \"{name}\" to search by") })?;
        let property = schema.property(key);
        Ok(Self::Property(key, property.value_type, property.computed))
    }

    /// The comparable value of an object; `None` when it has none.
    pub fn key(&self, view: &View<'_>) -> Option<Key> {
        match self {
            Self::Property(key, value_type, None) => read(*value_type, &view.value(*key)?),
            #[expect(clippy::cast_precision_loss, reason = "ids and times stay below 2^53")]
            Self::Property(_, _, Some(computed)) => Some(Key::Number(view.computed(*computed) as f64)),
            Self::Linked(_) => None,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "times in milliseconds stay below 2^53")]
fn read(value_type: ValueType, text: &str) -> Option<Key> {
    match value_type {
        ValueType::Number => text.parse().ok().map(Key::Number),
        ValueType::Date | ValueType::Datetime => Moment::parse(text).map(|at| Key::Number(at.0 as f64)),
        _ => Some(Key::Text(text.to_lowercase())),
    }
}

/// A condition ready to be asked of many objects.
pub struct Compiled {
    subject: Subject,
    operator: Operator,
    operands: Vec<Key>,
}

impl Compiled {
    /// Binds a condition to the schema of a kind.
    pub fn new(org: &Org, kind: Kind, filter: &Filter) -> Result<Self, Refusal> {
        let subject = Subject::named(org, kind, &filter.property)?;
        let texts = filter.operator.operands(filter).ok_or_else(|| Refusal::BadSearch {
            message: format!("The filter on \"{}\" lacks the value that its operator needs", filter.property),
        })?;
        let value_type = match &subject {
            Subject::Property(_, value_type, _) => *value_type,
            Subject::Linked(_) => ValueType::String,
        };
        let operand = |text: &String| {
            read(value_type, text).ok_or_else(|| Refusal::BadSearch {
                message: format!("\"{text}\" is no {} to compare \"{}\" with", value_type.word(), filter.property),
            })
        };
        Ok(Self { subject, operator: filter.operator, operands: texts.iter().map(operand).collect::<Result<_, _>>()? })
    }

    /// Whether an object meets the condition. An object without a value meets only the negative ones.
    pub fn admits(&self, view: &View<'_>) -> bool {
        if let Subject::Linked(kind) = self.subject {
            return self.admits_links(view, kind);
        }
        let key = self.subject.key(view);
        let Some(key) = key else {
            return matches!(
                self.operator,
                Operator::Neq | Operator::NotIn | Operator::NotHasProperty | Operator::NotContainsToken
            );
        };
        match self.operator {
            Operator::Eq | Operator::In => self.operands.contains(&key),
            Operator::Neq | Operator::NotIn => !self.operands.contains(&key),
            Operator::Lt => key < self.operands[0],
            Operator::Lte => key <= self.operands[0],
            Operator::Gt => key > self.operands[0],
            Operator::Gte => key >= self.operands[0],
            Operator::Between => self.operands[0] <= key && key <= self.operands[1],
            Operator::HasProperty => true,
            Operator::NotHasProperty => false,
            Operator::ContainsToken => contains_tokens(&key, &self.operands[0]),
            Operator::NotContainsToken => !contains_tokens(&key, &self.operands[0]),
        }
    }

    fn admits_links(&self, view: &View<'_>, kind: Kind) -> bool {
        let linked = view.object.linked(kind);
        let named = |id: &crate::org::ObjectId| self.operands.contains(&Key::Text(id.to_string()));
        match self.operator {
            Operator::Eq | Operator::In => linked.iter().any(named),
            Operator::Neq | Operator::NotIn => !linked.iter().any(named),
            Operator::HasProperty => !linked.is_empty(),
            Operator::NotHasProperty => linked.is_empty(),
            _ => false,
        }
    }
}

/// Whether every wanted word is among the words of a text; `*` stands for any rest of a word.
fn contains_tokens(text: &Key, wanted: &Key) -> bool {
    let (Key::Text(text), Key::Text(wanted)) = (text, wanted) else {
        return text == wanted;
    };
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut patterns = wanted.split(|c: char| !c.is_alphanumeric() && c != '*').filter(|word| !word.is_empty());
    patterns.all(|pattern| words.iter().any(|word| fits(word, pattern)))
}

fn fits(word: &str, pattern: &str) -> bool {
    let core = pattern.trim_matches('*');
    match (pattern.starts_with('*'), pattern.ends_with('*')) {
        (false, false) => word == core,
        (true, false) => word.ends_with(core),
        (false, true) => word.starts_with(core),
        (true, true) => word.contains(core),
    }
}
