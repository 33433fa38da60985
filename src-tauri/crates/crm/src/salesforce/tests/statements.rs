//! Every SOQL statement that there is, for a judge who reads the language: `tests/judges/soql.mjs`.

use super::*;
use crate::port::{FileDraft, NoteDraft, Object, TaskDraft};
use std::collections::BTreeSet;

/// A row that names all that leads to further questions.
fn row() -> Value {
    json!({
        "Id": "006A", "AccountId": "001A", "OpportunityId": "006A", "WhatId": "001A", "RelatedToId": "001A",
        "ContentDocumentId": "069A", "LinkedEntityId": "006A", "TimeZoneSidKey": "Europe/Berlin",
    })
}

fn found(from: &'static str) -> (&'static str, u16, Value) {
    (from, 200, json!({"totalSize": 1, "done": true, "records": [row()]}))
}

#[tokio::test]
async fn all_statements_are_kept_for_the_judge() {
    let sources = [
        "FROM Organization",
        "FROM OpportunityStage",
        "FROM Task WHERE Sys",
        "FROM Event WHERE Sys",
        "FROM EmailMessage WHERE Sys",
        "FROM ContentNote WHERE Last",
        "FROM ContentNote WHERE Title",
        "FROM OpportunityContactRole WHERE ((",
        "FROM OpportunityLineItem WHERE Sys",
        "FROM Opportunity WHERE Account.Sys",
        "FROM Opportunity WHERE Id IN",
        "FROM ContentDocumentLink WHERE LinkedEntityId IN",
    ];
    let desk = Desk::answering(sources.into_iter().map(found).collect()).await;
    everything(&desk.salesforce).await;
    let asked = desk.asked("?q=").into_iter().filter_map(|path| Some(path.split_once("?q=")?.1.to_owned()));
    let bulk = desk.sent("POST", "/jobs/query").into_iter().map(|job| job["query"].as_str().unwrap().to_owned());
    let all: BTreeSet<String> = asked.chain(bulk).collect();
    insta::assert_snapshot!(all.into_iter().collect::<Vec<_>>().join("\n"));
}

async fn everything(salesforce: &Salesforce) {
    let deals: Vec<DealId> = vec!["006A".into(), "006B".into()];
    salesforce.who_am_i().await.unwrap();
    salesforce.people().await.unwrap();
    salesforce.pipelines().await.unwrap();
    salesforce.rights(Some(&deals[0])).await.unwrap();
    salesforce.pull(Object::Deals, &Cursor::default()).await.unwrap();
    for object in Object::ALL {
        for after in ["", "006A'\\"] {
            let sweep = json!({"walk": "sweep", "since": "2026-11-09T07:00:00Z", "after": after, "began": "2026-11-09T08:00:00Z"});
            salesforce.pull(object, &Cursor(sweep.to_string())).await.unwrap();
        }
    }
    let load = json!({"walk": "load", "after": "006A", "began": "2026-11-09T08:00:00Z"});
    salesforce.pull(Object::Deals, &Cursor(load.to_string())).await.unwrap();
    salesforce.around(&deals, &Part::ALL).await.unwrap();
    salesforce.around(&deals, &Part::ALL).await.unwrap();
    salesforce.deal_history(&deals).await.unwrap();
    salesforce.property_history(&deals, &[Property::Status, Property::Quality]).await.unwrap();
    let at = DateTime::from_timestamp(1_794_182_400, 0).unwrap();
    let note = NoteDraft { body: "b".into(), at, owner: None };
    for _there_already in [true, false] {
        salesforce.upsert_note("it's \"a\" \\ key\n", &deals[0], &note).await.unwrap();
    }
    let task = TaskDraft { subject: "s".into(), body: "b".into(), due_at: at, owner: None };
    salesforce.upsert_task("key", &deals[0], &task).await.unwrap();
    let file = FileDraft { name: "o'clock.html".into(), media_type: "text/html".into(), content: vec![65] };
    let _ = salesforce.attach_file("key", &deals[0], &file).await;
    let _ = salesforce.read_file("069'A").await;
}
