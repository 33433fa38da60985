//! Notes, and what they hang on.

use super::*;
use crate::port::NoteDraft;

fn draft() -> NoteDraft {
    NoteDraft { body: "Goals & risks".into(), at: DateTime::from_timestamp(1_794_182_400, 0).unwrap(), owner: None }
}

#[tokio::test]
async fn a_note_is_created_with_its_link_to_the_deal_or_not_at_all() {
    let desk = Desk::answering(Vec::new()).await;
    assert_eq!(desk.salesforce.upsert_note("key", &"006A".into(), &draft()).await.unwrap(), "069A");
    let sent = desk.sent("POST", "/composite");
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0]["allOrNone"], true);
    let link = &sent[0]["compositeRequest"][1]["body"];
    assert_eq!((&link["ContentDocumentId"], &link["LinkedEntityId"]), (&json!("@{note.id}"), &json!("006A")));
    assert_eq!(desk.sent("POST", "/sobjects/").len(), 0, "nothing is written outside of it");
}

#[tokio::test]
async fn a_deal_that_takes_no_note_says_why() {
    let refusal = json!([{"errorCode": "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", "message": "006A"}]);
    let halted = json!([{"errorCode": "PROCESSING_HALTED", "message": "rolled back"}]);
    let rows = [(halted, "note"), (refusal, "link")]
        .map(|(body, name)| json!({"referenceId": name, "httpStatusCode": 400, "body": body}));
    let desk = Desk::answering(vec![("/composite", 200, json!({"compositeResponse": rows}))]).await;
    let error = desk.salesforce.upsert_note("key", &"006A".into(), &draft()).await.unwrap_err();
    assert_eq!(error.class, net::ErrorClass::NotAllowed);
}

#[tokio::test]
async fn of_two_notes_that_laptops_made_at_one_moment_the_older_stays() {
    let found = |ids: &[&str]| {
        let rows: Vec<Value> = ids.iter().map(|id| json!({"Id": id})).collect();
        ("FROM ContentNote WHERE Title", 200, json!({"totalSize": ids.len(), "done": true, "records": rows}))
    };
    for (there, kept, deleted) in [(["068Z", "069A"], "068Z", 1), (["069A", "069B"], "069A", 0)] {
        let desk = Desk::answering(vec![found(&[]), found(&there)]).await;
        assert_eq!(desk.salesforce.upsert_note("key", &"006A".into(), &draft()).await.unwrap(), kept);
        assert_eq!(desk.sent("DELETE", "/ContentNote/069A").len(), deleted);
    }
}
