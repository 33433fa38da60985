#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use chrono::{DateTime, Utc};
use domain::Promise;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + minute * 60, 0).unwrap()
}

fn record(fields: &[(&str, &str, i64)]) -> HandoffRecord {
    let mut record = HandoffRecord::empty("org", "1".into());
    for (key, text, minute) in fields {
        let provenance = Provenance::Typed { by: "5".into(), at: at(*minute) };
        record
            .fields
            .insert((*key).into(), FieldEntry { value: FieldValue::Text((*text).into()), provenance, at: at(*minute) });
    }
    record
}

fn deal(remote: Option<&HandoffRecord>, flat: &[(&str, &str)]) -> Deal {
    let mut deal = Deal::named("1", "Acme");
    deal.modified_at = Some(at(100));
    deal.record_json = remote.map(|record| serde_json::to_string(record).unwrap());
    deal.flat_fields = flat.iter().map(|(key, text)| ((*key).into(), (*text).to_owned())).collect();
    deal
}

fn adopt(local: Option<&HandoffRecord>, deal: &Deal, changes: &[(&str, i64, &str)]) -> Option<HandoffRecord> {
    let version = |(key, minute, user): &(&str, i64, &str)| {
        let value = deal.flat_fields[&FieldKey::from(*key)].clone();
        let typed = Version { value, at: at(*minute), by_user: Some((*user).to_owned()) };
        let before = Remote::of(deal).record().and_then(|there| there.fields.get(&(*key).into()).cloned());
        let before = before.map(|entry| Version { value: project(&entry.value), at: at(-1), by_user: None });
        (FieldKey::from(*key), before.into_iter().chain([typed]).collect())
    };
    let people = [("900".to_owned(), PersonId::from("77"))].into();
    adopted(local, deal, &Remote::of(deal), &changes.iter().map(version).collect(), &people)
}

fn text(record: &HandoffRecord, key: &str) -> String {
    project(&record.fields[&FieldKey::from(key)].value)
}

#[test]
fn another_laptops_record_is_taken_over_field_by_field() {
    let ours = record(&[("risks", "ours, later", 5), ("timeline", "ours", 1)]);
    let theirs = record(&[("risks", "theirs, earlier", 3), ("timeline", "theirs", 2), ("promises", "new", 1)]);
    let deal = deal(Some(&theirs), &[("risks", "theirs, earlier"), ("timeline", "theirs"), ("promises", "new")]);
    let merged = adopt(Some(&ours), &deal, &[]).unwrap();
    assert_eq!(
        (text(&merged, "risks"), text(&merged, "timeline"), text(&merged, "promises")),
        ("ours, later".into(), "theirs".into(), "new".into())
    );
}

#[test]
fn a_flat_field_that_equals_the_record_beside_it_is_no_edit() {
    let theirs = record(&[("risks", "line one\nline two  ", 3)]);
    let deal = deal(Some(&theirs), &[("risks", "line one\r\nline two")]);
    assert_eq!(edited_fields(&deal, &Remote::of(&deal), None), []);
    assert_eq!(adopt(None, &deal, &[]), Some(theirs));
}

#[test]
fn an_edit_in_the_crm_stands_with_the_person_that_the_history_names() {
    let theirs = record(&[("risks", "old", 3)]);
    let deal = deal(Some(&theirs), &[("risks", "edited there")]);
    let merged = adopt(None, &deal, &[("risks", 9, "900")]).unwrap();
    let entry = &merged.fields[&FieldKey::from("risks")];
    assert_eq!(entry.value, FieldValue::Text("edited there".into()));
    assert_eq!(entry.provenance, Provenance::EditedInCrm { by: Some("77".into()), at: Some(at(9)) });
}

#[test]
fn a_later_edit_here_stands_over_an_earlier_one_there() {
    let theirs = record(&[("risks", "old", 3)]);
    let ours = record(&[("risks", "ours, last", 20)]);
    let deal = deal(Some(&theirs), &[("risks", "edited there")]);
    assert_eq!(text(&adopt(Some(&ours), &deal, &[("risks", 9, "900")]).unwrap(), "risks"), "ours, last");
}

/// What a laptop wrote on top of a record, under a name of its own.
fn written(on: &HandoffRecord, text: &str, minute: i64) -> HandoffRecord {
    let provenance = Provenance::Typed { by: "5".into(), at: at(minute) };
    let entry = FieldEntry { value: FieldValue::Text(text.into()), provenance, at: at(minute) };
    let mut record = on.clone();
    record.fields.write("risks".into(), &entry, &Knew::Everything, &Dot::new("r1", 1));
    record
}

#[test]
fn an_edit_here_and_one_there_at_once_are_both_kept_for_a_person() {
    let theirs = record(&[("risks", "old", 3)]);
    let ours = written(&theirs, "typed here", 8);
    let deal = deal(Some(&theirs), &[("risks", "edited there")]);
    let merged = adopt(Some(&ours), &deal, &[("risks", 9, "900")]).unwrap();
    let conflicts = merged.fields.conflicts();
    let texts: Vec<_> = conflicts[&"risks".into()][0].alternatives.iter().map(|entry| project(&entry.value)).collect();
    assert_eq!(texts, ["typed here", "edited there"]);
    assert_eq!(adopt(Some(&merged), &deal, &[("risks", 9, "900")]), Some(merged));
}

#[test]
fn a_flat_text_that_was_known_when_we_wrote_does_not_come_back() {
    let mut ours = HandoffRecord::empty("org", "1".into());
    ours.fields.note_seen(&"risks".into(), &Dot::new(CRM, u64::try_from(at(100).timestamp_millis()).unwrap()));
    let ours = written(&ours, "typed over what the CRM said", 101);
    let merged = adopt(Some(&ours), &deal(None, &[("risks", "said before")]), &[("risks", 50, "900")]).unwrap();
    assert_eq!(text(&merged, "risks"), "typed over what the CRM said");
    assert!(merged.fields.conflicts().is_empty());
}

#[test]
fn a_row_that_was_edited_in_the_crm_is_the_same_row() {
    let promise = |what: &str| Promise {
        id: "p1".into(),
        what: what.into(),
        owner: "Ana".into(),
        due: None,
        source: String::new(),
        outcome: domain::PromiseOutcome::Open,
    };
    let mut theirs = HandoffRecord::empty("org", "1".into());
    let provenance = Provenance::Typed { by: "5".into(), at: at(1) };
    let value = FieldValue::Promises(vec![promise("Training"), Promise { id: "p2".into(), ..promise("Pilot") }]);
    theirs.fields.insert("promises".into(), FieldEntry { value, provenance, at: at(1) });
    let flat = "Training, two days (by Ana, open)\nPilot (by Ana, open)";
    let merged = adopt(None, &deal(Some(&theirs), &[("promises", flat)]), &[("promises", 9, "900")]).unwrap();
    let FieldValue::Promises(rows) = &merged.fields[&"promises".into()].value else { panic!() };
    let rows: Vec<_> = rows.iter().map(|row| (row.id.as_str(), row.what.as_str())).collect();
    assert_eq!(rows, [("p1", "Training, two days"), ("p2", "Pilot")]);
}

#[test]
fn a_crm_clock_behind_ours_does_not_lose_the_edit() {
    let theirs = record(&[("risks", "old", 30)]);
    let deal = deal(Some(&theirs), &[("risks", "edited there")]);
    assert_eq!(text(&adopt(Some(&theirs), &deal, &[("risks", 9, "900")]).unwrap(), "risks"), "edited there");
}

#[test]
fn an_emptied_flat_field_deletes_nothing() {
    let theirs = record(&[("risks", "kept", 3)]);
    let deal = deal(Some(&theirs), &[("risks", "  ")]);
    assert_eq!(text(&adopt(None, &deal, &[]).unwrap(), "risks"), "kept");
}

#[test]
fn taking_over_twice_changes_nothing_more() {
    let theirs = record(&[("risks", "old", 3)]);
    let deal =
        deal(Some(&theirs), &[("risks", "edited there"), ("promises", "Free training (by Ana, due 2026-12-01, open)")]);
    let once = adopt(None, &deal, &[("risks", 9, "900")]).unwrap();
    assert_eq!(adopt(Some(&once), &deal, &[("risks", 9, "900")]), Some(once.clone()));
    let promises = &once.fields[&FieldKey::from("promises")].value;
    assert!(
        matches!(promises, FieldValue::Promises(list) if matches!(list.as_slice(), [Promise { owner, .. }] if owner == "Ana"))
    );
}

#[test]
fn broken_newer_and_cloned_records_are_set_aside_and_ours_stands() {
    let ours = record(&[("risks", "ours", 3)]);
    let mut newer = ours.clone();
    newer.min_reader = FORMAT + 1;
    let cloned = HandoffRecord::empty("org", "2".into());
    for json in [
        "{\"format\":1,".to_owned(),
        "[]".to_owned(),
        serde_json::to_string(&newer).unwrap(),
        serde_json::to_string(&cloned).unwrap(),
    ] {
        let deal = Deal { record_json: Some(json), ..deal(None, &[]) };
        assert!(matches!(Remote::of(&deal), Remote::Unusable(_) | Remote::Newer));
        assert_eq!(adopt(Some(&ours), &deal, &[]), Some(ours.clone()));
        assert_eq!(adopt(None, &deal, &[]), None);
    }
}

#[test]
fn a_deal_without_any_record_gets_none_from_its_flat_fields() {
    assert_eq!(adopt(None, &deal(None, &[("risks", "typed before Changeover came")]), &[]), None);
}
