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

/// What each text in a flat field's history was, and who typed it: `None` for a program.
fn history(versions: &[(&str, i64, Option<&str>)]) -> Histories {
    let version = |(text, minute, user): &(&str, i64, Option<&str>)| Version {
        value: (*text).to_owned(),
        at: at(*minute),
        by_user: user.map(str::to_owned),
    };
    [("risks".into(), versions.iter().map(version).collect())].into()
}

fn taken(local: Option<&HandoffRecord>, deal: &Deal, histories: &Histories) -> HandoffRecord {
    adopted(local, deal, &Remote::of(deal), histories, &HashMap::new()).unwrap()
}

/// The texts that stand side by side in the risks, or the one that stands.
fn standing(record: &HandoffRecord) -> Vec<String> {
    let conflicts = record.fields.conflicts_in(&"risks".into());
    match conflicts.first() {
        Some(conflict) => conflict.alternatives.iter().map(|entry| project(&entry.value)).collect(),
        None => vec![text(record, "risks")],
    }
}

#[test]
fn a_record_of_another_organisation_adds_nothing_to_ours() {
    let ours = record(&[("risks", "ours", 3)]);
    let mut theirs = HandoffRecord::empty("another", "1".into());
    theirs.fields = record(&[("timeline", "theirs", 5)]).fields;
    let deal = deal(Some(&theirs), &[("timeline", "theirs")]);
    assert!(matches!(Remote::of(&deal), Remote::Valid(_)));
    assert_eq!(adopt(Some(&ours), &deal, &[]), Some(ours));
}

#[test]
fn a_record_whose_name_was_made_for_another_deal_is_set_aside() {
    let mut cloned = HandoffRecord::empty("org", "2".into());
    cloned.deal_id = "1".into();
    assert!(matches!(Remote::of(&deal(Some(&cloned), &[])), Remote::Unusable(_)));
}

#[test]
fn our_own_earlier_writes_in_the_history_are_nothing_new() {
    let ours = record(&[("risks", "ours", 3)]);
    let deal = deal(Some(&ours), &[("risks", "ours")]);
    let histories = history(&[("ours, before", 1, None), ("ours", 3, None)]);
    assert_eq!(taken(Some(&ours), &deal, &histories), ours);
}

#[test]
fn what_another_program_wrote_stands_beside_ours() {
    let ours = record(&[("risks", "ours", 3)]);
    let deal = deal(Some(&ours), &[("risks", "of a program")]);
    let histories = history(&[("of a program, before", 1, None), ("ours", 3, None), ("of a program", 5, None)]);
    let merged = taken(Some(&ours), &deal, &histories);
    assert_eq!(standing(&merged), ["ours", "of a program"]);
    assert_eq!(taken(Some(&merged), &deal, &histories), merged);
    let since = history(&[("ours", 3, None), ("of a program, later than what we read", 6, None)]);
    assert_eq!(taken(Some(&ours), &deal, &since), ours, "the deal was read before");
}

#[test]
fn what_a_person_typed_between_two_writes_of_ours_comes_back_and_an_emptied_field_does_not() {
    let ours = written(&record(&[("risks", "old", 1)]), "ours", 5);
    let deal = deal(Some(&ours), &[("risks", "ours")]);
    let histories =
        history(&[("old", 1, None), ("typed there", 3, Some("900")), (" ", 4, Some("900")), ("ours", 5, None)]);
    let merged = taken(Some(&ours), &deal, &histories);
    assert_eq!(standing(&merged), ["typed there", "ours"]);
    assert_eq!(taken(Some(&merged), &deal, &histories), merged);
}

#[test]
fn an_edit_in_the_crm_replaces_what_its_author_saw_there() {
    let theirs = record(&[("risks", "old", 30)]);
    let deal = deal(Some(&theirs), &[("risks", "edited there")]);
    let merged = adopt(None, &deal, &[("risks", 9, "900")]).unwrap();
    assert_eq!(standing(&merged), ["edited there"]);
    assert!(merged.fields[&"risks".into()].at > at(30), "it came after what it replaced, whatever the clocks said");
}

#[test]
fn without_a_history_an_edit_replaces_what_stood_and_is_dated_by_the_deals_last_change() {
    let theirs = record(&[("risks", "old", 3)]);
    let deal = deal(Some(&theirs), &[("risks", "edited there")]);
    let merged = adopt(None, &deal, &[]).unwrap();
    assert_eq!(standing(&merged), ["edited there"]);
    let provenance = &merged.fields[&"risks".into()].provenance;
    assert_eq!(*provenance, Provenance::EditedInCrm { by: None, at: Some(at(100)) });
    assert_eq!(adopt(Some(&merged), &deal, &[]), Some(merged));
}

#[test]
fn a_flat_text_of_an_empty_field_takes_the_shape_of_that_field() {
    let theirs = HandoffRecord::empty("org", "1".into());
    let flat = [
        ("stakeholders", "Maria Silva"),
        ("promises", "Training"),
        ("success_criteria", "Time to answer"),
        ("exclusions", "Import"),
        ("products", "Platform"),
        ("risks", "Budget"),
    ];
    let fields = adopt(None, &deal(Some(&theirs), &flat), &[]).unwrap().fields;
    assert!(matches!(fields[&"stakeholders".into()].value, FieldValue::Stakeholders(_)));
    assert!(matches!(fields[&"promises".into()].value, FieldValue::Promises(_)));
    assert!(matches!(fields[&"success_criteria".into()].value, FieldValue::Criteria(_)));
    assert!(matches!(fields[&"exclusions".into()].value, FieldValue::Items(_)));
    assert!(matches!(fields[&"products".into()].value, FieldValue::Items(_)));
    assert_eq!(fields[&"risks".into()].value, FieldValue::Text("Budget".into()));
}

#[test]
fn an_author_knew_of_the_crms_text_unless_they_were_shown_another() {
    let until = |record: &HandoffRecord, field: &str, knew: &Knew| {
        let context = DealContext::of(deal(None, &[("risks", "said there")]));
        knew_crm_until(record, &context, &field.into(), knew)
    };
    let shown = |text: &str| Knew::Shown(FieldValue::Text(text.into()));
    let empty = HandoffRecord::empty("org", "1".into());
    assert_eq!(until(&empty, "risks", &Knew::Everything), Some(at(100)));
    assert_eq!(until(&empty, "risks", &shown("said there ")), Some(at(100)));
    assert_eq!(until(&empty, "risks", &shown("said there before")), None);
    assert_eq!(until(&empty, "timeline", &Knew::Everything), None, "nothing is there");
    assert_eq!(until(&record(&[("risks", "ours", 1)]), "risks", &Knew::Everything), None, "the record says it");
}

#[test]
fn texts_are_the_same_but_for_what_crms_normalise() {
    assert!(same_text("one\r\ntwo \n\n", "one\ntwo"));
    assert!(same_text("one\ttwo\u{7}", "one two"));
    assert!(!same_text("one\ntwo", "onetwo"));
    assert!(!same_text("one", "two"));
}
