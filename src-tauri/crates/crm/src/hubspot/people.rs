//! The account, its people and its pipelines.

use super::failure::broken;
use super::talk::{id_of, next_of, results};
use super::{HubSpot, paths};
use crate::port::{CrmError, Identity};
use domain::{Person, Pipeline, Stage};
use net::Request;
use serde_json::Value;

impl HubSpot {
    pub(super) async fn read_identity(&self) -> Result<Identity, CrmError> {
        let account = self.read(Request::get(paths::account())).await?;
        let organisation = account.get("portalId").and_then(id_of).ok_or_else(|| broken("the account has no id"))?;
        let text = |name: &str| account.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Identity { organisation, time_zone: text("timeZone"), currency: text("companyCurrency"), person: None })
    }

    pub(super) async fn read_people(&self) -> Result<Vec<Person>, CrmError> {
        let mut people: Vec<Person> = Vec::new();
        for archived in ["false", "true"] {
            let mut after = None;
            loop {
                let mut request = Request::get(paths::owners()).with("limit", "100").with("archived", archived);
                if let Some(after) = after {
                    request = request.with("after", after);
                }
                let body = self.read(request).await?;
                after = next_of(&body);
                people.extend(results(body).iter().filter_map(|owner| person(owner, archived == "false")));
                if after.is_none() {
                    break;
                }
            }
        }
        Ok(people)
    }

    pub(super) async fn read_pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        let body = self.read(Request::get(paths::pipelines())).await?;
        let mut pipelines = results(body);
        pipelines.sort_by_key(order);
        Ok(pipelines.iter().filter_map(pipeline).collect())
    }
}

fn text(value: &Value, name: &str) -> String {
    let text = value.get(name).and_then(Value::as_str).unwrap_or_default();
    text.chars().filter(|character| !character.is_control()).take(200).collect()
}

fn person(owner: &Value, active: bool) -> Option<Person> {
    let email = text(owner, "email");
    let name = [text(owner, "firstName"), text(owner, "lastName")].join(" ").trim().to_owned();
    let teams = owner.get("teams").and_then(Value::as_array).into_iter().flatten();
    let user = owner.get("userId").and_then(id_of).or_else(|| owner.get("userIdIncludingInactive").and_then(id_of));
    Some(Person {
        id: owner.get("id").and_then(id_of)?.into(),
        user_id: user,
        name: if name.is_empty() { email.clone() } else { name },
        email,
        teams: teams.map(|team| text(team, "name")).filter(|name| !name.is_empty()).collect(),
        active,
    })
}

fn pipeline(value: &Value) -> Option<Pipeline> {
    let mut stages: Vec<&Value> = value.get("stages").and_then(Value::as_array).into_iter().flatten().collect();
    stages.sort_by_key(|stage| order(stage));
    let stages = stages.into_iter().zip(0..).filter_map(|(value, position)| stage(value, position)).collect();
    Some(Pipeline { id: value.get("id").and_then(id_of)?.into(), name: text(value, "label"), stages })
}

/// Probability and closedness come as texts: `"1.0"`, `"true"`.
fn stage(value: &Value, position: u32) -> Option<Stage> {
    let word = |place: &str| {
        let found = value.pointer(place)?;
        found.as_str().map(str::to_owned).or_else(|| Some(found.to_string()))
    };
    let probability =
        word("/metadata/probability").and_then(|text| text.trim().parse::<f64>().ok()).unwrap_or_default();
    let is_closed = word("/metadata/isClosed").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    Some(Stage {
        id: value.get("id").and_then(id_of)?.into(),
        name: text(value, "label"),
        probability: probability.clamp(0.0, 1.0),
        is_closed: is_closed || probability >= 1.0,
        position,
    })
}

fn order(value: &Value) -> i64 {
    value.get("displayOrder").and_then(Value::as_i64).unwrap_or(i64::MAX)
}
