#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use serde_json::json;

const DEAL: Frame = Frame { object: "deal", id: "id", values: "properties", longest: LONG };

fn whole(properties: &Value) -> Value {
    json!({"id": "7", "properties": properties})
}

#[test]
fn wrong_types_are_left_empty_and_told_about_by_name_only() {
    let whole = whole(
        &json!({"amount": "a lot", "closedate": "soon", "dealname": ["x"], "contract_term_months": -5, "n": 12.5, "b": true}),
    );
    let raw = Raw::new(DEAL, &whole).unwrap();
    assert_eq!(raw.number("amount"), None);
    assert_eq!(raw.date("closedate"), None);
    assert_eq!(raw.line("dealname"), None);
    assert_eq!(raw.count("contract_term_months"), None);
    assert_eq!(raw.line("n").as_deref(), Some("12.5"));
    assert!(raw.flag("b"));
    let flaws = raw.into_flaws();
    assert_eq!(
        flaws.iter().map(|flaw| flaw.property.as_str()).collect::<Vec<_>>(),
        ["amount", "closedate", "dealname", "contract_term_months"]
    );
    assert!(flaws.iter().all(|flaw| !flaw.what.contains("a lot")));
}

#[test]
fn null_blank_and_absent_are_empty_without_a_flaw() {
    let whole = whole(&json!({"a": null, "b": "  "}));
    let raw = Raw::new(DEAL, &whole).unwrap();
    for property in ["a", "b", "c"] {
        assert_eq!(raw.line(property), None);
        assert_eq!(raw.number(property), None);
    }
    assert_eq!(raw.into_flaws(), []);
}

#[test]
fn a_megabyte_of_text_is_cut_in_a_name_and_left_out_of_a_field() {
    let huge = "é".repeat(1_000_000);
    let whole = whole(&json!({"dealname": huge, "handoff_risks": huge, "hs_note_body": huge}));
    let raw = Raw::new(DEAL, &whole).unwrap();
    assert_eq!(raw.line("dealname").unwrap().chars().count(), LINE + 1);
    assert_eq!(raw.long("handoff_risks"), None);
    assert_eq!(raw.rich("hs_note_body").chars().count(), LONG + 1);
    assert_eq!(raw.into_flaws().len(), 3);
}

#[test]
fn times_come_as_text_as_milliseconds_and_as_days() {
    let expected = "2026-11-09T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    for text in ["2026-11-09", "2026-11-09T00:00:00.000Z", "1794182400000", "2026-11-09T01:00:00+01:00"] {
        assert_eq!(moment_of(text), Some(expected), "{text}");
    }
    assert_eq!(moment_of("99999999999999999"), None);
}

#[test]
fn a_record_without_an_id_is_a_flaw() {
    for whole in [json!({}), json!(null), json!([]), json!({"id": ""}), json!({"id": {"a": 1}})] {
        assert!(Raw::new(DEAL, &whole).is_err());
    }
}

#[test]
fn values_beside_the_id_and_inside_nested_records_are_found() {
    let frame = Frame { object: "deal", id: "Id", values: "", longest: LONG };
    let nested = json!({"Id": "006", "Name": "Acme", "Account": {"Name": "Acme Ltd", "Owner": null}, "Stamp": "2026-11-22T20:00:00.000+0000"});
    let raw = Raw::new(frame, &nested).unwrap();
    assert_eq!((raw.line("Name").as_deref(), raw.line("Account.Name").as_deref()), (Some("Acme"), Some("Acme Ltd")));
    assert_eq!(raw.line("Account.Owner.Name"), None);
    assert_eq!(raw.moment("Stamp").unwrap().to_rfc3339(), "2026-11-22T20:00:00+00:00");
    let flat = json!({"Id": "006", "Account.Name": "Acme Ltd"});
    assert_eq!(Raw::new(frame, &flat).unwrap().line("Account.Name").as_deref(), Some("Acme Ltd"));
}
