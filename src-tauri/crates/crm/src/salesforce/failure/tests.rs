#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use serde_json::json;

fn error(status_class: ErrorClass, status: u16, row: &Value) -> CrmError {
    let failure = Failure { class: status_class, message: "status".into(), reply: None, never_sent: false };
    Refusal { status, ..Refusal::of_row(Some(row)) }.into_error(&failure)
}

fn bad(row: &Value) -> CrmError {
    error(ErrorClass::FixField { field: None }, 400, row)
}

#[test]
fn each_code_has_the_class_that_says_what_can_be_done() {
    let class = |code: &str| bad(&json!({"errorCode": code, "message": "secret value"})).class;
    assert_eq!(class("INVALID_SESSION_ID"), ErrorClass::SignInAgain);
    assert_eq!(class("REQUEST_LIMIT_EXCEEDED"), ErrorClass::TryLater { after: Some(DAY_IS_FULL) });
    assert_eq!(class("UNABLE_TO_LOCK_ROW"), ErrorClass::TryLater { after: Some(AT_ONCE) });
    assert_eq!(class("DUPLICATE_VALUE"), ErrorClass::TryLater { after: Some(AT_ONCE) });
    assert_eq!(class("ENTITY_IS_DELETED"), ErrorClass::Gone);
    assert_eq!(class("INSUFFICIENT_ACCESS_OR_READONLY"), ErrorClass::NotAllowed);
    assert_eq!(class("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"), ErrorClass::NotAllowed);
    assert_eq!(class("MALFORMED_QUERY"), ErrorClass::Broken);
}

#[test]
fn a_changed_record_is_read_again() {
    let error = error(ErrorClass::Broken, 412, &json!({"errorCode": "ENTITY_IS_LOCKED_BY_TIME", "message": ""}));
    assert_eq!(error.class, ErrorClass::TryLater { after: Some(AT_ONCE) });
    assert_eq!(error.message, "someone changed the deal in Salesforce at the same moment");
}

#[test]
fn a_validation_rule_speaks_for_itself_and_names_its_field() {
    let row = json!({"errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "Close reason is\nrequired", "fields": ["Close_Reason__c"]});
    let error = bad(&row);
    assert_eq!(error.class, ErrorClass::FixField { field: Some("Close_Reason__c".into()) });
    assert_eq!(
        error.message,
        "Salesforce refused the change: a rule of your organisation about `Close_Reason__c` says “Close reason isrequired”. Your text is kept"
    );
}

#[test]
fn other_messages_are_not_passed_on_because_they_quote_values() {
    for code in ["STRING_TOO_LONG", "REQUIRED_FIELD_MISSING", "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", "NEW_CODE"] {
        let error = bad(&json!({"errorCode": code, "message": "bad value: Acme's secret", "fields": ["Name"]}));
        assert_eq!(error.class, ErrorClass::FixField { field: Some("Name".into()) }, "{code}");
        assert!(!format!("{error:?}").contains("secret"), "{code}");
    }
}

#[test]
fn a_field_that_is_not_there_is_explained_by_its_name() {
    let message = "\nSELECT Id, Handoff_Risks__c FROM Opportunity\n^\nERROR at Row:1:Column:12\nNo such column 'Handoff_Risks__c' on entity 'Opportunity'.";
    let error = bad(&json!({"errorCode": "INVALID_FIELD", "message": message}));
    assert_eq!(error.class, ErrorClass::FixField { field: Some("Handoff_Risks__c".into()) });
    assert!(error.message.contains("field-level security hides it") && error.remedy.contains("permission set"));
    let hostile = bad(&json!({"errorCode": "INVALID_FIELD", "message": "No such column '<b>x</b>' on entity"}));
    assert_eq!(hostile.class, ErrorClass::FixField { field: None });
}

#[test]
fn one_write_of_several_is_read_the_same_way() {
    let error = refused(400, &json!([{"errorCode": "UNABLE_TO_LOCK_ROW", "message": "", "fields": []}]));
    assert_eq!(error.class, ErrorClass::TryLater { after: Some(AT_ONCE) });
    assert_eq!(refused(404, &json!([])).class, ErrorClass::Broken);
}
