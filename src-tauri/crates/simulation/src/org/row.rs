//! One deal of the CRM.

use chrono::{DateTime, Utc};
use crm::port::{Property, PropertyHistory, Version};
use domain::{Deal, DealId, PersonId};
use std::collections::BTreeMap;

pub(super) const OPEN: &str = "open";

#[derive(Debug, Clone)]
pub struct Row {
    pub id: DealId,
    pub owner: PersonId,
    pub stages: Vec<Version>,
    pub properties: BTreeMap<Property, String>,
    pub history: PropertyHistory,
    pub modified_at: DateTime<Utc>,
    pub archived: bool,
    pub merged_into: Option<DealId>,
}

impl Row {
    pub(super) fn new(id: &str, at: DateTime<Utc>) -> Self {
        let stages = vec![Version { value: OPEN.to_owned(), at, by_user: None }];
        Self {
            id: id.into(),
            owner: "p1".into(),
            stages,
            properties: BTreeMap::new(),
            history: PropertyHistory::new(),
            modified_at: at,
            archived: false,
            merged_into: None,
        }
    }

    /// A value that stays the same makes no version; a CRM takes blanks off the end.
    pub(super) fn set_all(&mut self, changes: &BTreeMap<Property, String>, at: DateTime<Utc>, by: Option<&str>) {
        for (property, text) in changes {
            let value = text.trim_end().to_owned();
            if self.properties.get(property).map_or("", String::as_str) == value {
                continue;
            }
            let version = Version { value: value.clone(), at, by_user: by.map(str::to_owned) };
            self.history.entry(property.clone()).or_default().push(version);
            if value.is_empty() {
                self.properties.remove(property);
            } else {
                self.properties.insert(property.clone(), value);
            }
        }
    }

    pub(super) fn set_stage(&mut self, stage: &str, at: DateTime<Utc>, by: Option<&str>) {
        if self.stage() != stage {
            self.stages.push(Version { value: stage.to_owned(), at, by_user: by.map(str::to_owned) });
        }
    }

    pub fn stage(&self) -> &str {
        self.stages.last().map_or(OPEN, |version| version.value.as_str())
    }

    pub fn field(&self, property: &Property) -> Option<&str> {
        self.properties.get(property).map(String::as_str)
    }

    pub fn as_deal(&self) -> Deal {
        let fields = self.properties.iter().filter_map(|(property, text)| match property {
            Property::Field(key) => Some((key.clone(), text.clone())),
            _ => None,
        });
        let (is_won, is_closed) = (self.stage() == "won", self.stage() != OPEN);
        let probability = if is_won {
            1.0
        } else if is_closed {
            0.0
        } else {
            0.5
        };
        Deal {
            owner_id: Some(self.owner.clone()),
            csm_id: Some("p2".into()),
            pipeline_id: Some(domain::PipelineId("sales".to_owned())),
            stage_id: Some(domain::StageId(self.stage().to_owned())),
            stage_name: self.stage().to_owned(),
            amount: Some(50_000.0),
            currency: Some("USD".to_owned()),
            probability,
            is_won,
            is_closed,
            close_date: Some(self.modified_at.date_naive()).filter(|_| is_closed),
            created_at: self.stages.first().map(|version| version.at),
            modified_at: Some(self.modified_at),
            flat_fields: fields.collect(),
            handoff_status: self.field(&Property::Status).map(str::to_owned),
            record_json: self.field(&Property::Record).map(str::to_owned),
            archived: self.archived,
            ..Deal::named(self.id.clone(), format!("Deal {}", self.id))
        }
    }
}
