#![allow(clippy::unwrap_used)]
use crate::{Playbook, PlaybookError, Requirement, Tier};

fn text() -> String {
    Playbook::embedded().to_json()
}

fn refused(from: &str, to: &str) -> PlaybookError {
    let text = text();
    assert!(text.contains(from), "the default playbook does not contain {from}");
    Playbook::from_json(&text.replacen(from, to, 1)).unwrap_err()
}

#[test]
fn the_embedded_playbook_is_sound_and_reads_back_as_it_was() {
    let playbook = Playbook::embedded();
    assert_eq!(playbook.version, "default-1");
    assert_eq!(Playbook::from_json(&playbook.to_json()).unwrap(), playbook);
}

#[test]
fn the_embedded_requirements_are_those_of_the_domain_page() {
    let table = "business_goals 3 RRR pain_points 1 oRR success_criteria 3 oRR why_bought 1 ooR stakeholders 3 RRR post_sale_owner 2 oRR \
                 products 2 RRR contract_terms 1 oRR timeline 1 oRR integrations 1 -oR exclusions 1 -oR objections 1 ooR risks 2 oRR \
                 competitors 1 -oR communication 1 oRR key_conversations 2 oRR promises 2 RRR handoff_notes 0 ooo";
    let letter = |requirement| match requirement {
        Requirement::Required => 'R',
        Requirement::Optional => 'o',
        Requirement::Hidden => '-',
    };
    let ours: Vec<String> = Playbook::embedded()
        .fields
        .iter()
        .map(|field| {
            let letters: String = Tier::ALL.iter().map(|tier| letter(field.requirement.of(*tier))).collect();
            format!("{} {} {letters}", field.key, field.weight)
        })
        .collect();
    assert_eq!(ours.join(" "), table.split_whitespace().collect::<Vec<_>>().join(" "));
}

#[test]
fn every_field_of_the_embedded_playbook_is_explained() {
    for field in Playbook::embedded().fields {
        for text in [&field.label, &field.question, &field.good_example, &field.bad_example, &field.help] {
            assert!(text.len() > 4, "{} lacks a text", field.key);
        }
        assert!(field.question.ends_with('?'), "{}", field.key);
    }
}

#[test]
fn a_misspelled_key_is_named_with_path_line_and_column() {
    let error = refused("\"good_example\"", "\"god_example\"");
    assert_eq!(error.path, "fields[0].god_example");
    assert!(error.line > 1 && error.column > 1);
    assert!(error.reason.starts_with("unknown field `god_example`"), "{}", error.reason);
    assert!(error.remedy.contains("spelling"));
}

#[test]
fn text_that_is_no_json_says_where_it_breaks() {
    let error = Playbook::from_json("{\n  \"version\": \"x\",\n  \"name\" \"y\"\n}").unwrap_err();
    assert_eq!((error.line, error.remedy.contains("comma")), (3, true));
    assert!(Playbook::from_json("").is_err());
    assert!(Playbook::from_json(&format!("{} x", text())).unwrap_err().remedy.contains("closing brace"));
}

#[test]
fn an_unknown_field_in_a_condition_is_refused_with_its_place() {
    let error = refused("\"field\": \"deal.type\"", "\"field\": \"handoff.no_such\"");
    assert_eq!(error.path, "exemptions[0].when.test.field");
    assert!(error.reason.contains("`no_such`"));
    let error = refused("\"field\": \"deal.type\"", "\"field\": \"deal.tipe\"");
    assert!(error.reason.contains("deal.tipe") && error.path.starts_with("exemptions[0].when"), "{error}");
}

#[test]
fn a_semantic_flaw_is_located_in_the_text() {
    let text = text().replacen("\"section\": \"people\"", "\"section\": \"poeple\"", 1);
    let error = Playbook::from_json(&text).unwrap_err();
    assert_eq!(error.path, "fields[4].section");
    let line = text.lines().nth(error.line - 1).unwrap();
    assert_eq!(&line[error.column - 1..], "\"poeple\",");
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let cases = [
        ("\"key\": \"pain_points\"", "\"key\": \"business_goals\"", "fields[1].key", "twice"),
        ("\"below\": 25000.0", "\"below\": 30000.0", "tiers[1].from", "gap"),
        ("\"weight\": 3", "\"weight\": 4", "fields[0].weight", "weight"),
        ("\"limit\": {\n        \"hours\": 24\n      }", "\"limit\": null", "clocks[1]", "no limit"),
        ("\"ready_from\": 85.0", "\"ready_from\": 50.0", "bands", "order"),
        ("\"is\": \"renewal\"", "\"is\": \"renewel\"", "exemptions[0].when.test.op", "renewel"),
        ("\"is\": \"renewal\"", "\"at_least\": 3", "exemptions[0].when.test.op", "compared"),
        ("\"currency\": \"USD\"", "\"currency\": \"dollar\"", "currency", "currency"),
        (
            "\"communication\",\n        \"key_conversations\"",
            "\"promises\"",
            "variants[0].not_required[0]",
            "promises",
        ),
        ("\"mentions\": \"reasons\"", "\"mentions\": \"raisons\"", "fields[3].checks[1]", "vocabulary"),
    ];
    for (from, to, path, reason) in cases {
        let error = refused(from, to);
        assert_eq!(error.path, path, "{error}");
        assert!(error.reason.contains(reason), "{error}");
        assert!(!error.remedy.is_empty());
    }
}
