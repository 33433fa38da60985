#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::journal::*;
use crate::samples::{bench, minute};
use crate::{StoreError, Topic};
use std::collections::BTreeMap;

#[tokio::test]
async fn a_setting_comes_back_and_the_same_value_again_is_no_change() {
    let bench = bench().await;
    assert_eq!(bench.store.setting::<String>("viewer").await.unwrap(), None);
    let roster: BTreeMap<String, u32> = [("p1".to_owned(), 3)].into();
    bench.store.set_setting("roster", &roster).await.unwrap();
    let mut changes = bench.store.changes();
    bench.store.set_setting("roster", &roster).await.unwrap();
    assert!(changes.try_recv().is_err());
    bench.store.set_setting("viewer", &"p7".to_owned()).await.unwrap();
    assert_eq!(changes.try_recv().unwrap(), [Topic::Settings].into());
    let bench = bench.reopen().await;
    assert_eq!(bench.store.setting("roster").await.unwrap(), Some(roster));
    bench.store.remove_setting("viewer").await.unwrap();
    assert_eq!(bench.store.setting::<String>("viewer").await.unwrap(), None);
}

#[tokio::test]
async fn a_setting_of_another_shape_is_unreadable_and_its_content_is_not_in_the_error() {
    let bench = bench().await;
    bench.store.set_setting("viewer", &"secret name").await.unwrap();
    let error = bench.store.setting::<BTreeMap<String, u32>>("viewer").await.unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { what: "setting", .. }));
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn event_ids_are_never_given_twice_also_in_parallel_and_after_reopening() {
    let bench = bench().await;
    let mut ids = Vec::new();
    for _ in 0..10 {
        let (first, second) = tokio::join!(bench.store.next_event_id(), bench.store.next_event_id());
        ids.extend([first.unwrap(), second.unwrap()]);
    }
    let bench = bench.reopen().await;
    ids.push(bench.store.next_event_id().await.unwrap());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 21);
}

#[tokio::test]
async fn issues_of_an_import_keep_their_order_and_are_counted_by_reason() {
    let bench = bench().await;
    let issue = |line: u64, reason: &str, value: String| ImportIssue {
        code: "bad_date".to_owned(),
        file: "deals.csv".to_owned(),
        line,
        column: Some("close_date".to_owned()),
        reason: reason.to_owned(),
        value,
    };
    let mut issues: Vec<ImportIssue> = (2..1202).map(|line| issue(line, "no date", "soon 'ish\"".into())).collect();
    issues.push(issue(9, "unknown product", "é".repeat(2_000)));
    bench.store.add_import_issues(&issues).await.unwrap();
    assert_eq!(bench.store.import_issue_count().await.unwrap(), 1201);
    let reasons = bench.store.import_issue_reasons().await.unwrap();
    assert_eq!(reasons, [("no date".to_owned(), 1200), ("unknown product".to_owned(), 1)]);
    let (mut read, mut after) = (Vec::new(), None);
    loop {
        let page = bench.store.import_issues(after, 500).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        read.extend(page.into_iter().map(|row| row.issue));
    }
    assert_eq!(read[..1200], issues[..1200]);
    assert_eq!(read[1200].value.chars().count(), 500);
    bench.store.clear_import_issues().await.unwrap();
    assert_eq!(bench.store.import_issue_count().await.unwrap(), 0);
}

#[tokio::test]
async fn the_sync_log_keeps_its_last_thousand_lines() {
    let bench = bench().await;
    for number in 0..1003 {
        let level = if number == 1002 { LogLevel::Warning } else { LogLevel::Info };
        let line = LogLine { at: minute(number), level, sentence: format!("Line {number}") };
        bench.store.log_sync(&line).await.unwrap();
    }
    let lines = bench.store.sync_log(5000).await.unwrap();
    assert_eq!(lines.len(), 1000);
    assert_eq!((lines[0].sentence.as_str(), lines[0].level), ("Line 1002", LogLevel::Warning));
    assert_eq!(lines[999].sentence, "Line 3");
}
