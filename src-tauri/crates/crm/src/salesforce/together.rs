//! Several writes in one request: all of them, or none. A later one names the id of an earlier one as `@{name.id}`.

use super::failure::{broken, refused};
use super::names::Sobject;
use super::{Salesforce, paths};
use crate::port::CrmError;
use net::Request;
use serde_json::{Value, json};

/// What a write says that was undone because another one failed.
const UNDONE: &str = "PROCESSING_HALTED";

/// A record to create.
pub(super) struct Creation {
    /// How later writes of the same request call it.
    pub(super) name: &'static str,
    pub(super) sobject: Sobject,
    pub(super) body: Value,
}

impl Salesforce {
    /// The replies, in the order of the records.
    pub(super) async fn create_together(&self, records: Vec<Creation>) -> Result<Vec<Value>, CrmError> {
        let request = Request::post(paths::composite(), body(records));
        replies(self.write(request).await?)
    }
}

fn body(records: Vec<Creation>) -> Value {
    let one = |record: Creation| {
        let url = paths::records(record.sobject);
        json!({"method": "POST", "url": url, "referenceId": record.name, "body": record.body})
    };
    json!({"allOrNone": true, "compositeRequest": records.into_iter().map(one).collect::<Vec<_>>()})
}

/// The bodies, or the refusal that the others were undone for.
fn replies(mut reply: Value) -> Result<Vec<Value>, CrmError> {
    let Some(Value::Array(all)) = reply.get_mut("compositeResponse").map(Value::take) else {
        return Err(broken("it does not say what was written"));
    };
    let mut bodies = Vec::new();
    let mut undone = false;
    for mut one in all {
        let status = one.get("httpStatusCode").and_then(Value::as_u64).and_then(|status| u16::try_from(status).ok());
        let body = one.get_mut("body").map(Value::take).unwrap_or_default();
        match status {
            Some(200..=299) => bodies.push(body),
            _ if body.pointer("/0/errorCode").and_then(Value::as_str) == Some(UNDONE) => undone = true,
            _ => return Err(refused(status.unwrap_or_default(), &body)),
        }
    }
    if undone { Err(broken("it undid what was written and does not say why")) } else { Ok(bodies) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use net::ErrorClass;

    fn answer(rows: &Value) -> Result<Vec<Value>, CrmError> {
        replies(json!({"compositeResponse": rows}))
    }

    fn undone(name: &str) -> Value {
        json!({"referenceId": name, "httpStatusCode": 400, "body": [{"errorCode": UNDONE, "message": "…"}]})
    }

    #[test]
    fn the_refusal_is_told_and_not_what_was_undone_for_it() {
        let field = json!({"errorCode": "STRING_TOO_LONG", "message": "Title: …", "fields": ["Title"]});
        let row = json!({"referenceId": "link", "httpStatusCode": 400, "body": [field]});
        let error = answer(&json!([undone("note"), row])).unwrap_err();
        assert_eq!(error.class, ErrorClass::FixField { field: Some("Title".into()) });
    }

    #[test]
    fn bodies_come_in_the_order_of_the_records() {
        let row = |id: &str| json!({"httpStatusCode": 201, "body": {"id": id}});
        assert_eq!(answer(&json!([row("069A"), row("06AB")])).unwrap(), [json!({"id": "069A"}), json!({"id": "06AB"})]);
    }

    #[test]
    fn an_answer_that_says_nothing_is_no_success() {
        assert_eq!(answer(&json!([undone("note"), undone("link")])).unwrap_err().class, ErrorClass::Broken);
        assert_eq!(answer(&json!([{"referenceId": "note"}])).unwrap_err().class, ErrorClass::Broken);
        assert_eq!(replies(json!({})).unwrap_err().class, ErrorClass::Broken);
    }
}
