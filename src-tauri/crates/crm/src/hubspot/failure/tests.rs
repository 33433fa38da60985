#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use serde_json::json;

#[test]
fn a_refused_value_names_the_property_and_never_the_value() {
    let error = refused(&json!({
        "category": "VALIDATION_ERROR",
        "message": "Property values were not valid: [{\"isValid\":false,\"message\":\"Acme secret was not one of the allowed options\"}]",
        "errors": [{"message": "Acme secret …", "code": "INVALID_OPTION", "context": {"propertyName": ["handoff_tier"]}}],
    }));
    assert_eq!(error.class, ErrorClass::FixField { field: Some("handoff_tier".into()) });
    assert_eq!(
        error.message,
        "HubSpot refused the change: it does not accept the value of `handoff_tier`. Your text is kept"
    );
    assert!(!format!("{error:?}").contains("Acme"));
}

#[test]
fn a_property_named_only_inside_the_message_is_found() {
    let body = json!({"message": "Property values were not valid: [{\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"handoff_risks\"}]"});
    assert_eq!(refused(&body).class, ErrorClass::FixField { field: Some("handoff_risks".into()) });
}

#[test]
fn a_missing_property_sends_to_the_set_up_and_a_required_one_to_the_field() {
    let error = |code: &str| refused(&json!({"errors": [{"code": code, "in": "handoff_risks"}]}));
    assert_eq!(error("PROPERTY_DOESNT_EXIST").remedy, "ask your HubSpot admin to run the set-up");
    assert_eq!(
        error("REQUIRED_PROPERTY_MISSING").message,
        "HubSpot refused the change: `handoff_risks` is required there. Your text is kept"
    );
}

#[test]
fn a_hostile_property_name_is_not_shown() {
    let error = refused(&json!({"errors": [{"code": "X", "in": "<script>alert(1)</script>"}]}));
    assert_eq!(error.class, ErrorClass::Broken);
    assert!(!error.message.contains("script"));
}

#[test]
fn a_key_that_two_laptops_create_at_once_is_tried_again() {
    let error = of_batch(&json!({"errors": [{"category": "VALIDATION_ERROR", "errors": [], "code": "x"}]}));
    assert_eq!(error.class, ErrorClass::Broken);
    let error = refused(&json!({"errors": [{"code": "CONFLICTING_UNIQUE_VALUE", "in": "changeover_key"}]}));
    assert!(matches!(error.class, ErrorClass::TryLater { .. }));
}

#[test]
fn missing_scopes_are_named() {
    let body = json!({"category": "MISSING_SCOPES", "errors": [{"context": {"requiredGranularScopes": ["crm.objects.deals.write"]}}]});
    assert_eq!(not_allowed(&body).message, "HubSpot does not allow this: the key lacks `crm.objects.deals.write`");
}

#[test]
fn a_used_up_day_waits_an_hour() {
    let error = busy(429, None, &json!({"errorType": "RATE_LIMIT", "policyName": "DAILY"}));
    assert_eq!(error.class, ErrorClass::TryLater { after: Some(DAY_IS_FULL) });
}
