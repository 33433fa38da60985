#![allow(clippy::unwrap_used, clippy::expect_used)]
use crate::{DocumentField, DocumentSection, HandoffDocument, Heading, html, markdown};
use domain::{FieldValue, Promise, PromiseOutcome};

fn field(label: &str, value: Option<FieldValue>) -> DocumentField {
    DocumentField {
        label: label.into(),
        value,
        none_label: "None made".into(),
        provenance: Some("typed by Ana Ruiz".into()),
    }
}

fn document(account: &str, fields: Vec<DocumentField>) -> HandoffDocument {
    HandoffDocument {
        heading: Heading {
            account: account.into(),
            deal: "Platform".into(),
            facts: vec![("Rep".into(), "Tom Hale".into())],
        },
        sections: vec![DocumentSection { title: "Goals".into(), fields }],
        missing: None,
    }
}

#[test]
fn a_hostile_name_is_shown_as_text_in_both_formats() {
    let hostile = document(
        "<script>alert(1)</script>",
        vec![field("a | b", Some(FieldValue::Text("<img src=x onerror=y> [a](javascript:b)".into())))],
    );
    let page = html(&hostile);
    assert!(!page.contains("<script") && !page.contains("<img"));
    assert!(page.contains("&lt;script&gt;"));
    let text = markdown(&hostile);
    assert!(text.contains("\\<script\\>") && text.contains("\\[a\\](javascript:b)") && text.contains("### a \\| b"));
}

#[test]
fn a_promise_is_a_row_with_owner_and_date() {
    let promise = Promise {
        id: "1".into(),
        what: "Free migration".into(),
        owner: "Tom Hale".into(),
        due: Some("2026-12-01".parse().unwrap()),
        source: "call".into(),
        outcome: PromiseOutcome::Open,
    };
    let text = markdown(&document("Acme", vec![field("Promises", Some(FieldValue::Promises(vec![promise])))]));
    assert!(text.contains("| Free migration | Tom Hale | 1 Dec 2026 | call | open |"), "{text}");
}

#[test]
fn the_explicit_none_and_a_missing_field_read_differently() {
    let text =
        markdown(&document("Acme", vec![field("Promises", Some(FieldValue::ExplicitNone)), field("Risks", None)]));
    assert!(text.contains("None made") && text.contains("*missing*"));
}

#[test]
fn a_line_that_looks_like_a_list_stays_a_line() {
    let text = markdown(&document("Acme", vec![field("Goals", Some(FieldValue::Text("1. first\n- second".into())))]));
    assert!(text.contains("1\\. first  \n\\- second"), "{text}");
}
