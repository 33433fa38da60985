//! Who or what set a value.

use serde::{Deserialize, Serialize};

use super::SourceKey;

/// The source of a value, in the API's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    pub source_type: String,
    pub source_id: String,
    pub user_id: Option<u64>,
}

impl Source {
    /// A person in the CRM's own screens.
    pub fn person(user_id: u64) -> Self {
        Self { source_type: "CRM_UI".to_owned(), source_id: format!("userId:{user_id}"), user_id: Some(user_id) }
    }

    /// An app that writes through the API.
    pub fn app(app_id: u64) -> Self {
        Self { source_type: "INTEGRATION".to_owned(), source_id: app_id.to_string(), user_id: None }
    }

    /// A workflow of the CRM.
    pub fn workflow(id: u64) -> Self {
        Self {
            source_type: "AUTOMATION_PLATFORM".to_owned(),
            source_id: format!("enrollmentId:{id};actionExecutionIndex:0"),
            user_id: None,
        }
    }

    /// The CRM itself, for calculated values.
    pub fn calculated() -> Self {
        Self { source_type: "CALCULATED".to_owned(), source_id: "CalculatedPropertyComputer".to_owned(), user_id: None }
    }
}

/// The table of sources: each is stored once and named by its place.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// The key of a source, added when it is new.
    pub fn key(&mut self, source: Source) -> SourceKey {
        let place = match self.0.iter().position(|known| *known == source) {
            Some(place) => place,
            None => {
                self.0.push(source);
                self.0.len() - 1
            }
        };
        SourceKey(u16::try_from(place).unwrap_or(u16::MAX))
    }

    /// The source behind a key of this table.
    pub fn get(&self, key: SourceKey) -> &Source {
        &self.0[usize::from(key.0)]
    }
}
