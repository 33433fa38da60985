#![allow(clippy::unwrap_used)]
use super::{best_raise, completeness, quality, terms};
use crate::assessment::{Credit, FieldAssessment};
use crate::{Band, Playbook, Requirement};
use proptest::prelude::*;

fn field(key: &str, weight: u32, requirement: Requirement, credit: Credit) -> FieldAssessment {
    FieldAssessment {
        key: key.into(),
        section: "goals".into(),
        weight,
        requirement,
        value: None,
        provenance: None,
        proposed: false,
        credit,
        findings: Vec::new(),
    }
}

/// Weights 3, 3, 3, 2, 2, 1, 1, 2 with credits 1, 1, 0.5, 0, 1, 1, 0, 1.
fn vector() -> Vec<FieldAssessment> {
    use Credit::{Empty, Generic, Specific};
    [(3, Specific), (3, Specific), (3, Generic), (2, Empty), (2, Specific), (1, Specific), (1, Empty), (2, Specific)]
        .into_iter()
        .enumerate()
        .map(|(at, (weight, credit))| field(&format!("f{at}"), weight, Requirement::Required, credit))
        .collect()
}

#[test]
fn the_test_vector_of_the_domain_page() {
    let terms = terms(&vector());
    assert!((quality(&terms) - 12.5 / 17.0 * 100.0).abs() < 1e-9);
    assert_eq!(format!("{:.1}", quality(&terms)), "73.5");
    assert_eq!(Playbook::embedded().bands.of(quality(&terms)), Band::Gaps);
    let completeness = completeness(&vector());
    assert_eq!((completeness.filled, completeness.required), (6, 8));
    assert_eq!(completeness.missing, ["f3".into(), "f6".into()]);
}

#[test]
fn bands_are_told_by_the_unrounded_score() {
    let bands = Playbook::embedded().bands;
    assert_eq!(
        [84.999, 85.0, 60.0, 59.999].map(|score| bands.of(score)),
        [Band::Gaps, Band::Ready, Band::Gaps, Band::Blocked]
    );
}

#[test]
fn the_best_raise_weighs_what_is_missing() {
    let playbook = Playbook::embedded();
    let raise = best_raise(&playbook, &vector(), &terms(&vector())).unwrap();
    assert_eq!(raise.field, "f3".into(), "an empty field of weight 2 beats half of a field of weight 3");
    assert!((raise.gain - 2.0 / 17.0 * 100.0).abs() < 1e-9);
    assert_eq!(raise.sentence, "Filling “f3” would raise the score by 12 points");
    let full = [field("a", 3, Requirement::Required, Credit::Specific)];
    assert_eq!(best_raise(&playbook, &full, &terms(&full)), None);
}

#[test]
fn an_optional_field_is_proposed_only_where_it_raises_more_than_any_required_one() {
    let playbook = Playbook::embedded();
    let fields =
        [field("a", 1, Requirement::Required, Credit::Generic), field("b", 3, Requirement::Optional, Credit::Empty)];
    let raise = best_raise(&playbook, &fields, &terms(&fields)).unwrap();
    assert_eq!(raise.field, "a".into());
    assert_eq!(raise.sentence, "Making “a” specific would raise the score by 50 points");
}

fn credits() -> impl Strategy<Value = Credit> {
    prop::sample::select(vec![Credit::Empty, Credit::Generic, Credit::Specific])
}

fn fields() -> impl Strategy<Value = Vec<FieldAssessment>> {
    let requirements = prop::sample::select(vec![Requirement::Required, Requirement::Optional, Requirement::Hidden]);
    let one = (0_u32..4, requirements, credits());
    prop::collection::vec(one, 1..15).prop_map(|list| {
        list.into_iter()
            .enumerate()
            .map(|(at, (weight, requirement, credit))| field(&format!("f{at}"), weight, requirement, credit))
            .collect()
    })
}

proptest! {
    #[test]
    fn an_optional_answer_never_lowers_the_score(fields in fields(), weight in 1_u32..4, credit in credits()) {
        let before = quality(&terms(&fields));
        let mut more = fields;
        more.push(field("extra", weight, Requirement::Optional, credit));
        prop_assert!(quality(&terms(&more)) >= before - 1e-9);
    }

    #[test]
    fn doing_what_the_best_raise_says_raises_the_score_by_what_it_says(fields in fields()) {
        let before = terms(&fields);
        if let Some(raise) = best_raise(&Playbook::embedded(), &fields, &before) {
            let mut better = fields;
            better.iter_mut().find(|field| field.key == raise.field).unwrap().credit = Credit::Specific;
            prop_assert!((quality(&terms(&better)) - quality(&before) - raise.gain).abs() < 1e-6);
        }
    }
}
