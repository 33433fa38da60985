//! Every question that Salesforce's client asks in this suite has the shape of one that the judge reads.

use super::subject::{Dialect, Subject};
use crm::port::{FileDraft, NoteDraft, Object, Property, TaskDraft};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The statements that `crm` keeps for the judge.
const KEPT: &str = include_str!(
    "../../../src-tauri/crates/crm/src/salesforce/tests/snapshots/crm__salesforce__tests__statements__all_statements_are_kept_for_the_judge.snap"
);

#[tokio::test]
async fn every_question_is_one_that_the_judge_has_seen() {
    let subject = Subject::start(Dialect::Salesforce).await;
    let mut kept: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (fields, rest) in KEPT.lines().filter_map(parts) {
        kept.entry(rest).or_default().extend(fields);
    }
    everything(&subject).await;
    let mut asked = 0;
    for heard in subject.line.take_heard() {
        if let Some((_, soql)) = heard.path.split_once("?q=") {
            let (fields, rest) = parts(soql).unwrap();
            // Fields that this company does not have are left out; there are never others.
            assert!(kept.get(&rest).is_some_and(|known| fields.is_subset(known)), "the judge has not seen: {soql}");
            asked += 1;
        }
    }
    assert!(asked > 20, "{asked}");
}

/// Uses all of the port.
async fn everything(subject: &Subject) {
    let (deal, _) = subject.open_deal().await;
    let (_, mut cursors) = subject.loaded().await;
    let owner = deal.owner_id.clone().unwrap();
    subject.later().await;
    for kind in ["note", "task", "meeting", "email"] {
        subject
            .control("activity", json!({"kind": kind, "deal_id": deal.id, "owner_id": owner, "subject": "Hi"}))
            .await;
    }
    subject.news(&mut cursors).await;
    for object in Object::ALL {
        subject.crm.pull(object, &cursors[&object]).await.unwrap();
    }
    let crm = &subject.crm;
    crm.who_am_i().await.unwrap();
    crm.people().await.unwrap();
    crm.rights(Some(&deal.id)).await.unwrap();
    crm.deal_history(std::slice::from_ref(&deal.id)).await.unwrap();
    crm.property_history(std::slice::from_ref(&deal.id), &[Property::Status, Property::Csm]).await.unwrap();
    let at = subject.office.now().await;
    crm.upsert_note("k", &deal.id, &NoteDraft { body: "b".into(), at, owner: None }).await.unwrap();
    let task = TaskDraft { subject: "s".into(), body: "b".into(), due_at: at, owner: None };
    crm.upsert_task("k", &deal.id, &task).await.unwrap();
    let file = FileDraft { name: "a.txt".into(), media_type: "text/plain".into(), content: vec![65] };
    let file = crm.attach_file("k", &deal.id, &file).await.unwrap();
    crm.read_file(&file).await.unwrap();
}

/// What is selected, and the shape of the rest.
fn parts(soql: &str) -> Option<(BTreeSet<String>, String)> {
    let (fields, rest) = soql.strip_prefix("SELECT ")?.split_once(" FROM ")?;
    Some((fields.split(", ").map(str::to_owned).collect(), shape(rest)))
}

/// A statement without its literals: texts, lists of them, instants, and numbers.
fn shape(soql: &str) -> String {
    let mut shape = String::new();
    let mut characters = soql.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' => {
                while let Some(inside) = characters.next() {
                    match inside {
                        '\\' => drop(characters.next()),
                        '\'' => break,
                        _ => {}
                    }
                }
                shape.push('?');
            }
            digit if digit.is_ascii_digit() => {
                while characters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || ":-.+".contains(*next)) {
                    characters.next();
                }
                shape.push('#');
            }
            other => shape.push(other),
        }
    }
    while shape.contains("?, ?") {
        shape = shape.replace("?, ?", "?");
    }
    shape.trim().to_owned()
}
