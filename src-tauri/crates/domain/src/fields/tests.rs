#![allow(clippy::unwrap_used)]

use super::*;
use crate::field_value::{FieldValue, Promise, PromiseOutcome};
use crate::provenance::Provenance;
use chrono::{DateTime, Utc};
use proptest::prelude::*;

fn at(minute: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + i64::try_from(minute).unwrap() * 60, 0).unwrap()
}

fn entry(value: FieldValue, minute: u64) -> FieldEntry {
    FieldEntry { value, provenance: Provenance::Typed { by: "ada".into(), at: at(minute) }, at: at(minute) }
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn promise(id: &str, what: &str) -> Promise {
    Promise {
        id: id.to_owned(),
        what: what.to_owned(),
        owner: String::new(),
        due: None,
        source: String::new(),
        outcome: PromiseOutcome::Open,
    }
}

/// One laptop's copy.
#[derive(Clone)]
struct Laptop {
    name: &'static str,
    count: u64,
    fields: Fields,
}

impl Laptop {
    fn new(name: &'static str, fields: &Fields) -> Self {
        Self { name, count: 0, fields: fields.clone() }
    }

    fn put(&mut self, key: &str, value: FieldValue, minute: u64, knew: &Knew) {
        self.count += 1;
        self.fields.write(key.into(), &entry(value, minute), knew, &Dot::new(self.name, self.count));
    }

    fn write(&mut self, key: &str, value: FieldValue, minute: u64) {
        self.put(key, value, minute, &Knew::Everything);
    }

    fn decide(&mut self, key: &str, value: FieldValue, minute: u64) {
        let seen = self.fields.seen(&key.into());
        self.put(key, value, minute, &Knew::Conflicts(seen));
    }

    fn promises(&mut self, promises: &[(&str, &str)], minute: u64) {
        self.write(
            "promises",
            FieldValue::Promises(promises.iter().map(|(id, what)| promise(id, what)).collect()),
            minute,
        );
    }
}

fn whats(fields: &Fields) -> Vec<String> {
    match &fields[&"promises".into()].value {
        FieldValue::Promises(promises) => promises.iter().map(|promise| promise.what.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

fn met(one: &Laptop, other: &Laptop) -> Fields {
    let merged = one.fields.merge(&other.fields);
    assert_eq!(merged, other.fields.merge(&one.fields));
    merged
}

#[test]
fn different_fields_meet_silently_and_the_same_field_keeps_both_texts() {
    let (mut ada, mut bo) = (Laptop::new("ada", &Fields::default()), Laptop::new("bo", &Fields::default()));
    ada.write("risks", text("Their IT is slow"), 1);
    bo.write("timeline", text("May"), 1);
    ada.write("business_goals", text("Two days less"), 2);
    bo.write("business_goals", text("Three days less"), 3);
    let both = met(&ada, &bo);
    assert_eq!(both.len(), 3);
    assert_eq!(both[&"business_goals".into()].value, text("Three days less"), "the latest is shown");
    let conflicts = both.conflicts();
    assert_eq!(conflicts.len(), 1);
    let [conflict] = conflicts[&"business_goals".into()].as_slice() else { panic!("{conflicts:?}") };
    let texts: Vec<_> = conflict.alternatives.iter().map(|entry| entry.value.clone()).collect();
    assert_eq!(texts, [text("Two days less"), text("Three days less")]);
}

#[test]
fn a_decision_ends_a_conflict_everywhere() {
    let (mut ada, mut bo) = (Laptop::new("ada", &Fields::default()), Laptop::new("bo", &Fields::default()));
    ada.write("risks", text("one"), 1);
    bo.write("risks", text("two"), 2);
    ada.fields = met(&ada, &bo);
    ada.decide("risks", text("one and two"), 3);
    let both = met(&ada, &bo);
    assert!(both.conflicts().is_empty());
    assert_eq!(both[&"risks".into()].value, text("one and two"));
}

#[test]
fn the_same_text_from_two_people_is_no_conflict() {
    let (mut ada, mut bo) = (Laptop::new("ada", &Fields::default()), Laptop::new("bo", &Fields::default()));
    ada.write("risks", text("one"), 1);
    bo.write("risks", text("one"), 2);
    assert!(met(&ada, &bo).conflicts().is_empty());
}

#[test]
fn two_people_add_one_edits_and_one_removes() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox"), ("p3", "Pilot")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "Training, two days"), ("p2", "Sandbox"), ("p3", "Pilot"), ("p4", "Report")], 2);
    bo.promises(&[("p1", "Training"), ("p3", "Pilot"), ("p5", "Review")], 3);
    let both = met(&ada, &bo);
    assert_eq!(whats(&both), ["Training, two days", "Pilot", "Report", "Review"]);
    assert!(both.conflicts().is_empty());
}

#[test]
fn an_edit_against_a_removal_and_two_edits_of_one_row_are_for_a_person_to_decide() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "Training, two days"), ("p2", "Sandbox in May")], 2);
    bo.promises(&[("p2", "Sandbox in June")], 3);
    let both = met(&ada, &bo);
    assert_eq!(whats(&both), ["Training, two days", "Sandbox in June"], "nothing is gone before somebody says so");
    let rows: Vec<_> = both.conflicts()[&"promises".into()].iter().map(|conflict| conflict.row.clone()).collect();
    assert_eq!(rows, [Some("p1".to_owned()), Some("p2".to_owned())]);

    let mut cleo = Laptop::new("cleo", &both);
    cleo.decide("promises", FieldValue::Promises(vec![promise("p2", "Sandbox in June")]), 4);
    let after = cleo.fields.merge(&ada.fields).merge(&bo.fields);
    assert_eq!(whats(&after), ["Sandbox in June"]);
    assert!(after.conflicts().is_empty());
}

#[test]
fn what_came_while_somebody_was_writing_stays_beside_their_words() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.write("risks", text("shown"), 1);
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    bo.write("risks", text("came meanwhile"), 2);
    bo.promises(&[("p1", "Training"), ("p2", "Sandbox in June"), ("p3", "came meanwhile")], 2);
    ada.fields = met(&ada, &bo);

    ada.put("risks", text("typed"), 3, &Knew::Shown(text("shown")));
    let shown = FieldValue::Promises(vec![promise("p1", "Training"), promise("p2", "Sandbox")]);
    let typed = FieldValue::Promises(vec![promise("p1", "Training, two days"), promise("p2", "Sandbox")]);
    ada.put("promises", typed, 3, &Knew::Shown(shown));

    assert_eq!(whats(&ada.fields), ["Training, two days", "Sandbox in June", "came meanwhile"]);
    assert_eq!(ada.fields.conflicts().keys().map(FieldKey::as_str).collect::<Vec<_>>(), ["risks"]);
    assert_eq!(met(&ada, &bo), ada.fields);
}

#[test]
fn a_write_that_knew_of_another_takes_it_with_it() {
    let mut ada = Laptop::new("ada", &Fields::default());
    let there = Dot::new(crate::register::CRM, 100);
    ada.fields.note_seen(&"promises".into(), &there);
    ada.promises(&[("p1", "Training")], 2);
    let mut crm = Fields::default();
    let row = FieldValue::Promises(vec![promise("line:1", "Traning")]);
    crm.write("promises".into(), &entry(row, 1), &Knew::Everything, &there);
    assert_eq!(whats(&ada.fields.merge(&crm)), ["Training"]);
    assert!(ada.fields.merge(&crm).conflicts().is_empty());
}

#[test]
fn an_explicit_none_against_a_new_row_shows_the_row_and_asks() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox")], 2);
    bo.write("promises", FieldValue::ExplicitNone, 3);
    let both = met(&ada, &bo);
    assert_eq!(whats(&both), ["Sandbox"]);
    assert_eq!(both[&"promises".into()].at, at(2), "as old as the row that is shown");
    let alternatives = &both.conflicts()[&"promises".into()][0].alternatives;
    let values: Vec<_> = alternatives.iter().map(|entry| entry.value.clone()).collect();
    assert_eq!(values, [FieldValue::Promises(vec![promise("p2", "Sandbox")]), FieldValue::ExplicitNone]);
}

#[test]
fn a_row_put_between_two_others_stays_there() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "one"), ("p3", "three")], 1);
    ada.promises(&[("p1", "one"), ("p2", "two"), ("p3", "three")], 2);
    assert_eq!(whats(&ada.fields), ["one", "two", "three"]);
    ada.promises(&[("p3", "three"), ("p1", "one"), ("p2", "two")], 3);
    assert_eq!(whats(&ada.fields), ["three", "one", "two"]);
}

#[test]
fn two_rows_in_one_place_stand_in_the_order_that_somebody_gives_them() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "one")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "one"), ("p5", "five")], 2);
    bo.promises(&[("p1", "one"), ("p2", "two")], 3);
    let mut cleo = Laptop::new("cleo", &met(&ada, &bo));
    let mut dan = cleo.clone();
    assert_eq!(whats(&cleo.fields), ["one", "two", "five"]);
    cleo.promises(&[("p1", "one"), ("p5", "five"), ("p2", "two")], 4);
    assert_eq!(whats(&cleo.fields), ["one", "five", "two"]);
    dan.promises(&[("p1", "one"), ("p5", "five"), ("p3", "three"), ("p2", "two")], 4);
    assert_eq!(whats(&dan.fields), ["one", "five", "three", "two"]);
}

#[test]
fn a_row_that_is_put_before_another_writes_only_itself() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "one"), ("p3", "three")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "one"), ("p2", "two"), ("p3", "three")], 2);
    bo.promises(&[("p1", "one"), ("p3", "three, edited")], 3);
    assert_eq!(whats(&met(&ada, &bo)), ["one", "two", "three, edited"]);
    assert!(met(&ada, &bo).conflicts().is_empty());
}

#[test]
fn what_format_1_wrote_is_read_and_the_later_write_stands() {
    let old = |words: &str, minute| serde_json::json!({"risks": entry(text(words), minute)});
    let earlier: Fields = serde_json::from_value(old("early", 1)).unwrap();
    let later: Fields = serde_json::from_value(old("late", 2)).unwrap();
    let both = earlier.merge(&later);
    assert_eq!(both, later.merge(&earlier));
    assert_eq!(both[&"risks".into()].value, text("late"));
    assert!(both.conflicts().is_empty());
}

#[test]
fn fields_read_back_as_they_were_written() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.write("risks", text("one"), 1);
    ada.promises(&[("p1", "Training")], 2);
    let json = serde_json::to_string(&ada.fields).unwrap();
    let back: Fields = serde_json::from_str(&json).unwrap();
    assert_eq!(back, ada.fields);
    assert_eq!(*back, *ada.fields);
}

#[derive(Debug, Clone)]
enum Step {
    Text(usize, u8),
    Rows(usize, Vec<(u8, u8)>),
    None(usize),
    Decide(usize, u8),
    Take(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = || 0..3_usize;
    let rows = prop::collection::btree_map(0..4_u8, 0..3_u8, 0..4).prop_map(|rows| rows.into_iter().collect());
    let step = prop_oneof![
        (who(), 0..3_u8).prop_map(|(who, text)| Step::Text(who, text)),
        (who(), rows).prop_map(|(who, rows)| Step::Rows(who, rows)),
        who().prop_map(Step::None),
        (who(), 0..3_u8).prop_map(|(who, text)| Step::Decide(who, text)),
        (who(), who()).prop_map(|(who, from)| Step::Take(who, from)),
    ];
    prop::collection::vec(step, 0..24)
}

fn world(steps: &[Step]) -> Vec<Laptop> {
    let mut laptops: Vec<Laptop> = ["a", "b", "c"].map(|name| Laptop::new(name, &Fields::default())).into();
    for (minute, step) in (1..).zip(steps) {
        match step {
            Step::Text(who, words) => laptops[*who].write("risks", text(&words.to_string()), minute),
            Step::Rows(who, rows) => {
                let rows: Vec<_> = rows.iter().map(|(id, what)| promise(&id.to_string(), &what.to_string())).collect();
                laptops[*who].write("promises", FieldValue::Promises(rows), minute);
            }
            Step::None(who) => laptops[*who].write("promises", FieldValue::ExplicitNone, minute),
            Step::Decide(who, words) => laptops[*who].decide("risks", text(&words.to_string()), minute),
            Step::Take(who, from) => laptops[*who].fields = laptops[*who].fields.merge(&laptops[*from].fields.clone()),
        }
    }
    laptops
}

proptest! {
    #[test]
    fn merging_is_commutative_associative_and_idempotent(steps in steps()) {
        let laptops = world(&steps);
        let (a, b, c) = (&laptops[0].fields, &laptops[1].fields, &laptops[2].fields);
        prop_assert_eq!(a.merge(b), b.merge(a));
        prop_assert_eq!(a.merge(b).merge(c), a.merge(&b.merge(c)));
        prop_assert_eq!(&a.merge(a), a);
        let all = a.merge(b).merge(c);
        prop_assert_eq!(&all.merge(a).merge(c).merge(b), &all);
        let back: Fields = serde_json::from_str(&serde_json::to_string(&all).unwrap()).unwrap();
        prop_assert_eq!(&*back, &*all);
    }

    #[test]
    fn the_last_word_of_everyone_is_shown_or_in_a_conflict_or_was_seen_and_replaced(steps in steps()) {
        let laptops = world(&steps);
        let all = laptops.iter().fold(Fields::default(), |all, laptop| all.merge(&laptop.fields));
        let key = FieldKey::from("risks");
        for laptop in &laptops {
            let Some(mine) = laptop.fields.get(&key) else { continue };
            let conflicts = all.conflicts();
            let alternatives = conflicts.get(&key).into_iter().flatten().flat_map(|conflict| &conflict.alternatives);
            let visible = all.get(&key).into_iter().chain(alternatives).any(|entry| entry.value == mine.value);
            let replaced = laptops.iter().any(|other| other.fields.get(&key).is_some_and(|entry| entry.at > mine.at));
            prop_assert!(visible || replaced, "{:?}", mine);
        }
    }
}

#[test]
fn an_alternative_is_written_beside_what_stands_and_only_once() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.write("risks", text("one"), 1);
    let field = "risks".into();
    for (counter, words) in [(2, "one"), (3, "two"), (4, "two")] {
        ada.fields.write_beside(&field, None, &entry(text(words), 0), &Dot::new("ada", counter));
    }
    let conflicts = ada.fields.conflicts_in(&field);
    let texts: Vec<_> = conflicts[0].alternatives.iter().map(|entry| entry.value.clone()).collect();
    assert_eq!((conflicts.len(), texts), (1, vec![text("two"), text("one")]));
    assert_eq!(ada.fields[&field].value, text("one"), "the later one is shown");
    assert!(ada.fields.seen(&field).has(&Dot::new("ada", 4)));
    assert!(ada.fields.conflicts_in(&"timeline".into()).is_empty());
}

#[test]
fn an_alternative_of_a_row_is_written_beside_that_row() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training"), ("p2", "Import")], 1);
    let field = "promises".into();
    let other = FieldValue::Promises(vec![promise("p1", "Training for all")]);
    ada.fields.write_beside(&field, Some("p1"), &entry(other, 0), &Dot::new("ada", 2));
    ada.fields.write_beside(&field, Some("p2"), &entry(FieldValue::Promises(Vec::new()), 0), &Dot::new("ada", 3));
    let conflicts = ada.fields.conflicts_in(&field);
    let rows: Vec<_> = conflicts.iter().map(|conflict| conflict.row.as_deref().unwrap()).collect();
    assert_eq!(rows, ["p1", "p2"]);
    assert_eq!(whats(&ada.fields), ["Training", "Import"], "what stood is shown");
}

#[test]
fn lists_of_every_shape_come_back_as_they_were() {
    use crate::field_value::{Criterion, Sentiment, Stakeholder, Validation};
    let person = |id: &str| Stakeholder {
        id: id.to_owned(),
        name: format!("Maria {id}"),
        roles: Vec::new(),
        sentiment: Sentiment::Neutral,
        note: String::new(),
        contact_id: None,
    };
    let criterion = |id: &str| Criterion {
        id: id.to_owned(),
        metric: format!("Time {id}"),
        target: "6 minutes".to_owned(),
        by: None,
        validation: Validation::SalesAssumed,
    };
    let lists = [
        FieldValue::Stakeholders(vec![person("s2"), person("s1")]),
        FieldValue::Criteria(vec![criterion("c2"), criterion("c1")]),
        FieldValue::Items(vec!["Training".to_owned(), "Import".to_owned()]),
        FieldValue::Promises(vec![promise("p2", "b"), promise("p1", "a")]),
    ];
    let mut ada = Laptop::new("ada", &Fields::default());
    for (number, list) in lists.into_iter().enumerate() {
        let key = format!("list {number}");
        ada.write(&key, list.clone(), 1);
        assert_eq!(ada.fields[&key.as_str().into()].value, list);
        let json = serde_json::to_string(&ada.fields).unwrap();
        assert_eq!(serde_json::from_str::<Fields>(&json).unwrap(), ada.fields);
    }
    let count = (&ada.fields).into_iter().count();
    assert_eq!(count, 4);
    assert_ne!(ada.fields, Fields::default());
}

#[test]
fn a_text_that_was_written_over_a_list_is_shown_though_somebody_edited_a_row_at_once() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "Training, two days")], 2);
    bo.write("promises", text("see the contract"), 3);
    assert_eq!(met(&ada, &bo)[&"promises".into()].value, text("see the contract"));
}

#[test]
fn a_row_is_kept_once_and_not_in_the_list_as_well() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training")], 1);
    let list = FieldValue::Promises(vec![promise("p1", "Training")]);
    ada.fields.write_beside(&"promises".into(), None, &entry(list, 1), &Dot::new("ada", 2));
    let json = serde_json::to_string(&ada.fields).unwrap();
    assert_eq!(json.matches("Training").count(), 1, "{json}");
}

#[test]
fn an_edit_of_one_row_decides_nothing_about_another() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "Training in May"), ("p2", "Sandbox")], 2);
    bo.promises(&[("p1", "Training in June"), ("p2", "Sandbox")], 3);
    let mut cleo = Laptop::new("cleo", &met(&ada, &bo));
    let shown = cleo.fields[&"promises".into()].value.clone();
    let edited = FieldValue::Promises(vec![promise("p1", "Training in June"), promise("p2", "Sandbox, two weeks")]);
    cleo.put("promises", edited, 4, &Knew::Shown(shown));
    assert_eq!(cleo.fields.conflicts_in(&"promises".into()).len(), 1, "the two trainings still stand");
    assert_eq!(whats(&cleo.fields), ["Training in June", "Sandbox, two weeks"]);
}

#[test]
fn a_decision_about_one_row_writes_no_other() {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox")], 1);
    let mut bo = Laptop::new("bo", &ada.fields);
    ada.promises(&[("p1", "Training in May"), ("p2", "Sandbox")], 2);
    bo.promises(&[("p1", "Training in June"), ("p2", "Sandbox")], 3);
    let torn = met(&ada, &bo);
    let (mut cleo, mut dan) = (Laptop::new("cleo", &torn), Laptop::new("dan", &torn));
    cleo.decide("promises", FieldValue::Promises(vec![promise("p1", "Training"), promise("p2", "Sandbox")]), 4);
    dan.put(
        "promises",
        FieldValue::Promises(vec![promise("p1", "Training in June"), promise("p2", "Sandbox, two weeks")]),
        5,
        &Knew::Shown(torn[&"promises".into()].value.clone()),
    );
    let both = met(&cleo, &dan);
    assert_eq!(whats(&both), ["Training", "Sandbox, two weeks"]);
    assert!(both.conflicts().is_empty(), "{:?}", both.conflicts());
}

#[test]
fn a_list_is_as_old_as_the_last_that_was_said_of_it_or_of_one_of_its_rows() {
    let mut ada = Laptop::new("ada", &Fields::default());
    let field = "promises".into();
    ada.promises(&[("p1", "Training"), ("p2", "Sandbox")], 1);
    ada.promises(&[("p1", "Training")], 2);
    assert_eq!(ada.fields[&field].at, at(2), "a row was removed");
    let other = FieldValue::Promises(vec![promise("p1", "Training for all")]);
    ada.fields.write_beside(&field, Some("p1"), &entry(other, 9), &Dot::new("ada", 3));
    assert_eq!(whats(&ada.fields), ["Training for all"]);
    assert_eq!(ada.fields[&field].at, at(9), "a row was said anew");
}

impl Laptop {
    fn items(&mut self, items: &[&str], minute: u64) {
        self.write("exclusions", list(items), minute);
    }
}

fn list(items: &[&str]) -> FieldValue {
    FieldValue::Items(items.iter().map(|&item| item.to_owned()).collect())
}

fn shown(fields: &Fields) -> Vec<String> {
    match &fields[&FieldKey::from("exclusions")].value {
        FieldValue::Items(items) => items.clone(),
        other => panic!("{other:?}"),
    }
}

/// Two laptops that both have these items.
fn two_with(items: &[&str]) -> (Laptop, Laptop) {
    let mut ada = Laptop::new("ada", &Fields::default());
    ada.items(items, 0);
    let ben = Laptop::new("ben", &ada.fields);
    (ada, ben)
}

fn torn(fields: &Fields) -> Vec<Vec<FieldValue>> {
    let conflicts = fields.conflicts_in(&"exclusions".into());
    conflicts.into_iter().map(|one| one.alternatives.into_iter().map(|entry| entry.value).collect()).collect()
}

#[test]
fn two_edits_of_one_plain_item_are_one_row_and_for_a_person_to_decide() {
    let (mut ada, mut ben) = two_with(&["Training", "Import", "Hosting"]);
    ada.items(&["Training", "Import before 2024", "Hosting"], 1);
    ben.items(&["Training", "Import of invoices", "Hosting"], 2);
    let mut both = Laptop::new("cleo", &met(&ada, &ben));
    assert_eq!(shown(&both.fields), ["Training", "Import of invoices", "Hosting"]);
    assert_eq!(torn(&both.fields), [vec![list(&["Import before 2024"]), list(&["Import of invoices"])]]);
    both.decide("exclusions", list(&["Training", "Import of invoices before 2024", "Hosting"]), 3);
    assert_eq!((shown(&both.fields).len(), torn(&both.fields).len()), (3, 0));
    let mut ada_again = Laptop::new("ada2", &met(&ada, &both));
    assert_eq!(shown(&ada_again.fields), ["Training", "Import of invoices before 2024", "Hosting"]);
    ada_again.decide("exclusions", list(&["Training"]), 4);
    assert_eq!(shown(&met(&ben, &ada_again)), ["Training"]);
}

#[test]
fn a_decision_about_a_plain_item_takes_either_text_or_both() {
    let (mut ada, mut ben) = two_with(&["Training", "Import"]);
    ada.items(&["Training", "Import one"], 1);
    ben.items(&["Training", "Import two"], 2);
    for kept in
        [&["Training", "Import one"][..], &["Training", "Import two"], &["Training", "Import one", "Import two"]]
    {
        let mut both = Laptop::new("cleo", &met(&ada, &ben));
        both.decide("exclusions", list(kept), 3);
        assert_eq!(
            (shown(&both.fields), torn(&both.fields)),
            (kept.iter().map(|&one| one.to_owned()).collect(), vec![])
        );
        assert_eq!(shown(&met(&ada, &both)), kept);
    }
}

#[test]
fn plain_items_that_different_people_add_edit_and_remove_meet_silently() {
    let (mut ada, mut ben) = two_with(&["Training", "Import", "Hosting"]);
    ada.items(&["Training in person", "Import", "Hosting", "Travel"], 1);
    ben.items(&["Training", "Import", "Licences"], 2);
    let both = met(&ada, &ben);
    assert_eq!(torn(&both), Vec::<Vec<FieldValue>>::new());
    assert_eq!(shown(&both), ["Training in person", "Import", "Licences", "Travel"]);
}

#[test]
fn an_edit_of_a_plain_item_against_its_removal_is_for_a_person_to_decide() {
    let (mut ada, mut ben) = two_with(&["Training", "Import"]);
    ada.items(&["Training", "Import before 2024"], 1);
    ben.items(&["Training"], 2);
    let both = met(&ada, &ben);
    assert_eq!(shown(&both), ["Training", "Import before 2024"]);
    assert_eq!(torn(&both).len(), 1);
}

#[test]
fn the_same_plain_item_from_two_people_is_one_and_twice_from_one_is_two() {
    let (mut ada, mut ben) = two_with(&["Training"]);
    ada.items(&["Training", "Travel"], 1);
    ben.items(&["Training", "Travel"], 2);
    assert_eq!(shown(&met(&ada, &ben)), ["Training", "Travel"]);
    ada.items(&["Training", "Travel", "Travel"], 3);
    assert_eq!(shown(&ada.fields), ["Training", "Travel", "Travel"]);
}

#[test]
fn a_text_that_an_edited_item_had_is_a_new_item() {
    let (mut ada, _) = two_with(&["Training"]);
    ada.items(&["Travel"], 1);
    ada.items(&["Travel", "Training"], 2);
    assert_eq!(shown(&ada.fields), ["Travel", "Training"]);
    ada.items(&["Training"], 3);
    assert_eq!(shown(&ada.fields), ["Training"]);
}
