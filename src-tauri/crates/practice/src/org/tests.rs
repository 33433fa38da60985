#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::{DateTime, TimeDelta, Utc};

use super::object::HISTORY_KEPT;
use super::validate::TEXT_LIMIT;
use super::*;

fn noon() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn at(minutes: i64) -> Moment {
    Moment::from(noon()).plus(TimeDelta::minutes(minutes))
}

/// An org with two pipelines, one owner, and nothing else.
pub fn small_org() -> Org {
    let account = Account {
        portal_id: 1,
        company: "test.example".into(),
        time_zone: chrono_tz::Europe::Berlin,
        currency: "EUR".into(),
    };
    let mut org = Org::empty(account, 1, Clock::anchored(noon(), noon()), at(-1_000));
    org.search_lag_seconds = 0;
    org.pipelines = vec![
        pipeline("sales", &[("open", "0.4"), ("won", "1.0"), ("lost", "0.0")]),
        pipeline("other", &[("other_open", "0.2"), ("other_won", "1.0")]),
    ];
    org.owners.push(Owner {
        id: 7,
        user_id: 70,
        email: "ana@test.example".into(),
        first_name: "Ana".into(),
        last_name: "Ruiz".into(),
        team: None,
        created_at: at(-1_000),
        archived: false,
    });
    org
}

fn pipeline(id: &str, stages: &[(&str, &str)]) -> Pipeline {
    let stage = |(order, (id, probability)): (i32, &(&str, &str))| Stage {
        id: (*id).into(),
        label: (*id).into(),
        probability: (*probability).into(),
        display_order: order,
    };
    Pipeline {
        id: id.into(),
        label: id.into(),
        display_order: 0,
        stages: (0..).zip(stages).map(stage).collect(),
        created_at: at(-1_000),
        updated_at: at(-1_000),
    }
}

pub fn values(rows: &[(&str, &str)]) -> Change {
    rows.iter().map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned()))).collect()
}

pub fn draft(rows: &[(&str, &str)]) -> Draft {
    Draft { values: values(rows), links: Vec::new() }
}

pub fn made(org: &mut Org, kind: Kind, rows: &[(&str, &str)], minutes: i64) -> ObjectId {
    let source = org.sources.key(Source::app(1));
    org.create(kind, &draft(rows), source, at(minutes)).unwrap()
}

fn changed(org: &mut Org, id: ObjectId, rows: &[(&str, &str)], minutes: i64) -> Result<ObjectId, Refusal> {
    let source = org.sources.key(Source::person(70));
    org.update(Kind::Deal, id, &values(rows), source, at(minutes))
}

fn seen(org: &Org, kind: Kind, id: ObjectId, name: &str) -> Option<String> {
    org.view(kind, id).unwrap().named(name).map(|value| value.into_owned())
}

fn history(org: &Org, id: ObjectId, name: &str) -> Vec<String> {
    let key = org.table(Kind::Deal).schema.key(name).unwrap();
    let cell = org.table(Kind::Deal).row(id).unwrap().cell(key).unwrap();
    cell.versions().map(|version| version.value.to_string()).collect()
}

#[test]
fn history_lists_the_newest_value_first_with_its_source() {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("amount", "10")], 0);
    changed(&mut org, id, &[("amount", "20")], 5).unwrap();
    changed(&mut org, id, &[("amount", "20")], 6).unwrap();
    assert_eq!(history(&org, id, "amount"), ["20", "10"]);
    let key = org.table(Kind::Deal).schema.key("amount").unwrap();
    let cell = org.table(Kind::Deal).row(id).unwrap().cell(key).unwrap().clone();
    assert_eq!(cell.current.at, at(5));
    assert_eq!(org.sources.get(cell.current.source).user_id, Some(70));
    assert_eq!(org.sources.get(cell.earlier[0].source).source_type, "INTEGRATION");
}

#[test]
fn history_forgets_the_oldest_values_beyond_its_limit() {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("amount", "0")], 0);
    for minute in 1..=30 {
        changed(&mut org, id, &[("amount", &minute.to_string())], minute).unwrap();
    }
    let kept = history(&org, id, "amount");
    assert_eq!(kept.len(), HISTORY_KEPT);
    assert_eq!(kept.first().map(String::as_str), Some("30"));
    assert_eq!(kept.last().map(String::as_str), Some("11"));
}

#[test]
fn clearing_a_value_keeps_the_former_one_in_the_history() {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("amount", "10")], 0);
    changed(&mut org, id, &[("amount", "")], 1).unwrap();
    assert_eq!(seen(&org, Kind::Deal, id, "amount"), None);
    assert_eq!(history(&org, id, "amount"), ["", "10"]);
}

#[test]
fn winning_a_deal_calculates_its_flags_and_its_close_date() {
    let mut org = small_org();
    let future = at(60 * 24 * 30).iso();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("closedate", &future)], 0);
    assert_eq!(seen(&org, Kind::Deal, id, "hs_is_closed_won").as_deref(), Some("false"));
    changed(&mut org, id, &[("dealstage", "won")], 9).unwrap();
    assert_eq!(seen(&org, Kind::Deal, id, "hs_is_closed").as_deref(), Some("true"));
    assert_eq!(seen(&org, Kind::Deal, id, "hs_deal_stage_probability").as_deref(), Some("1"));
    assert_eq!(seen(&org, Kind::Deal, id, "closedate"), Some(at(9).iso()));
    assert_eq!(history(&org, id, "hs_is_closed_won"), ["true", "false"]);
}

#[test]
fn winning_a_deal_leaves_a_close_date_of_the_past_alone() {
    let mut org = small_org();
    let past = at(-500).iso();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("closedate", &past)], 0);
    changed(&mut org, id, &[("dealstage", "won")], 9).unwrap();
    assert_eq!(seen(&org, Kind::Deal, id, "closedate"), Some(past));
}

#[test]
fn a_lost_deal_is_closed_but_not_won_and_a_reopened_one_is_neither() {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "lost")], 0);
    assert_eq!(seen(&org, Kind::Deal, id, "hs_is_closed").as_deref(), Some("true"));
    assert_eq!(seen(&org, Kind::Deal, id, "hs_is_closed_won").as_deref(), Some("false"));
    changed(&mut org, id, &[("dealstage", "open")], 1).unwrap();
    assert_eq!(history(&org, id, "hs_is_closed"), ["false", "true"]);
}

#[test]
fn a_stage_of_another_pipeline_is_refused() {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open")], 0);
    assert_eq!(seen(&org, Kind::Deal, id, "pipeline").as_deref(), Some("sales"));
    let refused = changed(&mut org, id, &[("dealstage", "other_won")], 1).unwrap_err();
    let Refusal::Invalid { faults } = refused else { panic!("{refused:?}") };
    assert_eq!(faults[0].code, "INVALID_OPTION");
    changed(&mut org, id, &[("pipeline", "other"), ("dealstage", "other_won")], 1).unwrap();
}

fn code_for(name: &str, value: &str) -> &'static str {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open")], 0);
    match changed(&mut org, id, &[(name, value)], 1) {
        Err(Refusal::Invalid { faults }) => faults[0].code,
        other => panic!("{name} = {value} gave {other:?}"),
    }
}

#[test]
fn values_that_do_not_fit_are_refused_with_the_vendors_codes() {
    assert_eq!(code_for("no_such", "1"), "PROPERTY_DOESNT_EXIST");
    assert_eq!(code_for("amount", "lots"), "INVALID_NUMBER");
    assert_eq!(code_for("amount", "NaN"), "INVALID_NUMBER");
    assert_eq!(code_for("contract_start_date", "next week"), "INVALID_DATE");
    assert_eq!(code_for("contract_start_date", "2026-11-20T08:00:00Z"), "INVALID_DATE");
    assert_eq!(code_for("closedate", "soon"), "INVALID_LONG");
    assert_eq!(code_for("regulated_data", "maybe"), "INVALID_OPTION");
    assert_eq!(code_for("handoff_status", "finished"), "INVALID_OPTION");
    assert_eq!(code_for("handoff_status", "due "), "LEADING_TRAILING_WHITESPACE");
    assert_eq!(code_for("hs_is_closed_won", "true"), "READ_ONLY_VALUE");
    assert_eq!(code_for("hs_object_id", "5"), "READ_ONLY_VALUE");
    assert_eq!(code_for("hubspot_owner_id", "8"), "INVALID_OWNER_ID");
    assert_eq!(code_for("handoff_record", &"x".repeat(TEXT_LIMIT + 1)), "PROPERTY_VALUE_TOO_LONG");
}

#[test]
fn values_are_kept_in_the_vendors_form() {
    let mut org = small_org();
    let rows = [
        ("dealstage", "open"),
        ("closedate", "1763640000000"),
        ("contract_start_date", "1763596800000"),
        ("regulated_data", "TRUE"),
        ("handoff_record", &"ü".repeat(TEXT_LIMIT)),
    ];
    let id = made(&mut org, Kind::Deal, &rows, 0);
    assert_eq!(seen(&org, Kind::Deal, id, "closedate").as_deref(), Some("2025-11-20T12:00:00Z"));
    assert_eq!(seen(&org, Kind::Deal, id, "contract_start_date").as_deref(), Some("2025-11-20"));
    assert_eq!(seen(&org, Kind::Deal, id, "regulated_data").as_deref(), Some("true"));
}

#[test]
fn a_refused_change_changes_nothing() {
    let mut org = small_org();
    let id = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("amount", "10")], 0);
    changed(&mut org, id, &[("amount", "20"), ("closedate", "soon")], 1).unwrap_err();
    assert_eq!(seen(&org, Kind::Deal, id, "amount").as_deref(), Some("10"));
}

#[test]
fn activities_need_a_time_and_deals_a_stage() {
    let org = small_org();
    for (kind, name) in [(Kind::Note, "hs_timestamp"), (Kind::Task, "hs_timestamp"), (Kind::Deal, "dealstage")] {
        let refused = org.check_create(kind, &Draft::default()).unwrap_err();
        assert_eq!(refused, Refusal::Missing { kind, properties: vec![name] });
    }
}

#[test]
fn a_unique_value_has_one_holder_until_it_is_given_up() {
    let mut org = small_org();
    let rows = [("hs_timestamp", "0"), ("changeover_key", "Key-1")];
    let first = made(&mut org, Kind::Note, &rows, 0);
    assert!(org.check_create(Kind::Note, &draft(&rows)).is_err());
    let source = org.sources.key(Source::app(1));
    let refused = org.create(Kind::Note, &draft(&[("hs_timestamp", "0"), ("changeover_key", "key-1")]), source, at(1));
    assert!(matches!(refused, Err(Refusal::Duplicate { holder, .. }) if holder == first));
    assert_eq!(org.find_unique(Kind::Note, "changeover_key", "KEY-1"), Ok(first));
    org.update(Kind::Note, first, &values(&[("changeover_key", "key-2")]), source, at(2)).unwrap();
    made(&mut org, Kind::Note, &rows, 3);
    org.archive(Kind::Note, first, at(4));
    assert!(org.find_unique(Kind::Note, "changeover_key", "key-2").is_err());
}

#[test]
fn looking_up_by_a_property_that_is_not_unique_is_refused() {
    let org = small_org();
    let refused = org.find_unique(Kind::Deal, "dealname", "x").unwrap_err();
    assert!(matches!(refused, Refusal::NotUnique { .. }));
}

#[test]
fn a_link_goes_both_ways_and_a_label_brings_the_plain_type_along() {
    let mut org = small_org();
    let deal = made(&mut org, Kind::Deal, &[("dealstage", "open")], 0);
    let company = made(&mut org, Kind::Company, &[("name", "Acme")], 0);
    let link = |type_id| Link { to: company, kind: Kind::Company, type_id };
    org.link(Kind::Deal, deal, link(5), at(1)).unwrap();
    org.link(Kind::Deal, deal, link(5), at(2)).unwrap();
    let there: Vec<u16> = org.linked(Kind::Deal, deal, Kind::Company)[0].1.iter().map(|kind| kind.id).collect();
    assert_eq!(there, [5, 341]);
    let (id, back) = org.linked(Kind::Company, company, Kind::Deal).remove(0);
    assert_eq!((id, back.len()), (deal, 2));
    assert!(matches!(org.link(Kind::Deal, deal, link(3), at(3)), Err(Refusal::WrongAssociation { .. })));
    org.unlink(Kind::Company, company, Kind::Deal, deal, at(3));
    assert!(org.linked(Kind::Deal, deal, Kind::Company).is_empty());
}

#[test]
fn links_to_archived_objects_are_not_seen() {
    let mut org = small_org();
    let deal = made(&mut org, Kind::Deal, &[("dealstage", "open")], 0);
    let note = made(&mut org, Kind::Note, &[("hs_timestamp", "0")], 0);
    let link = Link { to: note, kind: Kind::Note, type_id: 213 };
    org.link(Kind::Deal, deal, link, at(1)).unwrap();
    org.archive(Kind::Note, note, at(2));
    assert!(org.linked(Kind::Deal, deal, Kind::Note).is_empty());
}

#[test]
fn both_ids_of_a_merge_lead_to_the_new_object_with_the_links_of_both() {
    let mut org = small_org();
    let one = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("dealname", "One")], 0);
    let two = made(&mut org, Kind::Deal, &[("dealstage", "open"), ("dealname", "Two"), ("amount", "9")], 0);
    for (deal, name) in [(one, "A"), (two, "B")] {
        let to = made(&mut org, Kind::Company, &[("name", name)], 0);
        let link = Link { to, kind: Kind::Company, type_id: 341 };
        org.link(Kind::Deal, deal, link, at(1)).unwrap();
    }
    let merged = org.merge(Kind::Deal, one, two, at(2)).unwrap();
    assert!(merged > two);
    assert_eq!((org.resolve(one), org.resolve(two)), (merged, merged));
    assert_eq!(seen(&org, Kind::Deal, two, "dealname").as_deref(), Some("One"));
    assert_eq!(seen(&org, Kind::Deal, one, "amount").as_deref(), Some("9"));
    assert_eq!(org.linked(Kind::Deal, merged, Kind::Company).len(), 2);
    assert_eq!(org.rows_after(Kind::Deal, ObjectId(0), false).count(), 1);
    changed(&mut org, one, &[("amount", "11")], 3).unwrap();
    assert_eq!(seen(&org, Kind::Deal, merged, "amount").as_deref(), Some("11"));
    assert!(matches!(org.merge(Kind::Deal, merged, two, at(4)), Err(Refusal::BadMerge { .. })));
}

#[test]
fn a_definition_comes_once_and_its_uniqueness_stays() {
    let mut org = small_org();
    let wanted = |name: &str, field: &str| NewProperty {
        name: name.into(),
        label: "Key".into(),
        description: String::new(),
        group: "changeover".into(),
        value_type: ValueType::String,
        field_type: field.into(),
        choices: Vec::new(),
        unique: true,
        form_field: false,
        hidden: false,
        display_order: 0,
    };
    org.define(Kind::Deal, wanted("ours", "text"), at(0)).unwrap();
    assert!(matches!(org.define(Kind::Deal, wanted("ours", "text"), at(1)), Err(Refusal::DefinitionExists { .. })));
    assert!(org.define(Kind::Deal, wanted("Ours Too", "text"), at(1)).is_err());
    assert!(org.define(Kind::Deal, wanted("third", "radio"), at(1)).is_err());
    let change = PropertyChange { unique: Some(false), ..PropertyChange::default() };
    assert!(org.redefine(Kind::Deal, "ours", change, at(1)).is_err());
    assert!(org.undefine(Kind::Deal, "dealname", at(1)).is_err());
    org.undefine(Kind::Deal, "ours", at(1)).unwrap();
    assert!(org.definition(Kind::Deal, "ours").is_err());
    org.define(Kind::Deal, wanted("ours", "text"), at(2)).unwrap();
}

#[test]
fn the_clock_shows_its_anchor_plus_what_passed_plus_what_was_advanced() {
    let practice: DateTime<Utc> = "2027-02-01T08:00:00Z".parse().unwrap();
    let mut clock = Clock::anchored(practice, noon());
    clock.advance(TimeDelta::hours(2));
    let later = noon() + TimeDelta::seconds(5);
    assert_eq!(clock.at(later).iso(), "2027-02-01T10:00:05Z");
}
