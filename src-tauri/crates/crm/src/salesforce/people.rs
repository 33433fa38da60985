//! The organisation, its people and its stages.

use super::failure::broken;
use super::names::Sobject;
use super::records::PIPELINE;
use super::soql::{Soql, equals};
use super::talk::text_of;
use super::{Salesforce, paths};
use crate::port::{CrmError, Identity};
use crate::reading::Raw;
use domain::{Person, Pipeline, Stage};
use net::Request;
use serde_json::Value;
use std::sync::PoisonError;

impl Salesforce {
    pub(super) async fn read_identity(&self) -> Result<Identity, CrmError> {
        let told = self.read(Request::get(paths::userinfo())).await?;
        let organisation = text_of(&told, "organization_id").ok_or_else(|| broken("the organisation has no id"))?;
        let person = text_of(&told, "user_id").map(|id| Person {
            user_id: Some(id.clone()),
            id: id.into(),
            name: text_of(&told, "name").unwrap_or_default(),
            email: text_of(&told, "email").unwrap_or_default(),
            teams: Vec::new(),
            active: true,
        });
        let time_zone = self.zone().await?.map(|zone| zone.name().to_owned());
        Ok(Identity { organisation, time_zone, currency: self.currency().await, person })
    }

    /// The organisation's time zone, asked once.
    pub(super) async fn zone(&self) -> Result<Option<chrono_tz::Tz>, CrmError> {
        let known = *self.zone.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_some() {
            return Ok(known);
        }
        let found = self.all(Soql::select(["Id", "TimeZoneSidKey"], "Organization").at_most(1)).await?;
        let zone = found.first().and_then(|row| text_of(row, "TimeZoneSidKey")?.parse().ok());
        *self.zone.lock().unwrap_or_else(PoisonError::into_inner) = zone;
        Ok(zone)
    }

    /// Only organisations with several currencies tell theirs; elsewhere the question is refused, which costs nothing.
    async fn currency(&self) -> Option<String> {
        let soql = Soql::select(["IsoCode"], "CurrencyType").and(super::soql::is("IsCorporate", true));
        text_of(self.all(soql).await.ok()?.first()?, "IsoCode")
    }

    pub(super) async fn read_people(&self) -> Result<Vec<Person>, CrmError> {
        let fields = self.fields_of(Sobject::User).await?;
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let soql = Soql::select(fields, Sobject::User.name()).and(equals("UserType", "Standard"));
        Ok(self.all(soql).await?.iter().filter_map(person).collect())
    }

    pub(super) async fn read_pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        let fields = ["Id", "MasterLabel", "ApiName", "DefaultProbability", "IsClosed", "IsWon", "SortOrder"];
        let rows = self.all(Soql::select(fields, "OpportunityStage").ordered_by("SortOrder")).await?;
        let stages = rows.iter().zip(0..).filter_map(|(row, position)| stage(row, position)).collect();
        Ok(vec![Pipeline { id: PIPELINE.into(), name: "Opportunities".to_owned(), stages }])
    }
}

fn person(row: &Value) -> Option<Person> {
    let raw = Raw::new(Sobject::User, row).ok()?;
    let email = raw.line("Email").unwrap_or_default();
    Some(Person {
        id: raw.id.as_str().into(),
        user_id: Some(raw.id.clone()),
        name: raw.line("Name").unwrap_or_else(|| email.clone()),
        email,
        teams: raw.line("Department").into_iter().collect(),
        active: raw.flag("IsActive"),
    })
}

/// A deal names its stage by the value that stands in `ApiName`. Exactly 1 means won, whatever an admin typed.
fn stage(row: &Value, position: u32) -> Option<Stage> {
    let raw = Raw::new(Sobject::Opportunity, row).ok()?;
    let (is_won, is_closed) = (raw.flag("IsWon"), raw.flag("IsClosed"));
    let typed = raw.number("DefaultProbability").unwrap_or_default() / 100.0;
    let id = raw.line("ApiName").or_else(|| raw.line("MasterLabel"))?;
    Some(Stage {
        name: raw.line("MasterLabel").unwrap_or_else(|| id.clone()),
        id: id.into(),
        probability: if is_won { 1.0 } else { typed.clamp(0.0, 0.99) },
        is_closed: is_closed || is_won,
        position,
    })
}
