//! Completeness, quality, and what would raise it most.

#[cfg(test)]
mod tests;

use crate::assessment::{Completeness, Credit, FieldAssessment, QualityTerm, Raise};
use crate::model::{Playbook, Requirement};

/// What the fields add up to.
pub(crate) struct Score {
    pub completeness: Completeness,
    pub terms: Vec<QualityTerm>,
    /// 0 to 100, unrounded.
    pub quality: f64,
}

impl Score {
    /// The score of assessed fields.
    pub fn of(fields: &[FieldAssessment]) -> Self {
        let terms = terms(fields);
        Self { completeness: completeness(fields), quality: quality(&terms), terms }
    }
}

/// Required fields that are populated.
fn completeness(fields: &[FieldAssessment]) -> Completeness {
    let required = || fields.iter().filter(|field| field.requirement == Requirement::Required);
    let missing: Vec<_> =
        required().filter(|field| field.credit == Credit::Empty).map(|field| field.key.clone()).collect();
    let total = required().count() as u32;
    Completeness { filled: total - missing.len() as u32, required: total, missing }
}

/// The terms of the score: required fields, and optional ones that earn full credit.
fn terms(fields: &[FieldAssessment]) -> Vec<QualityTerm> {
    fields
        .iter()
        .filter(|field| field.weight > 0 && counts(field.requirement, field.credit))
        .map(|field| QualityTerm { field: field.key.clone(), weight: field.weight, credit: field.credit.share() })
        .collect()
}

fn counts(requirement: Requirement, credit: Credit) -> bool {
    match requirement {
        Requirement::Required => true,
        Requirement::Optional => credit == Credit::Specific,
        Requirement::Hidden => false,
    }
}

/// Σ(weight × credit) ÷ Σ(weight), as 0 to 100; 0 where nothing counts.
pub fn quality(terms: &[QualityTerm]) -> f64 {
    let (earned, possible) = sums(terms);
    if possible == 0.0 { 0.0 } else { earned / possible * 100.0 }
}

fn sums(terms: &[QualityTerm]) -> (f64, f64) {
    let earned = terms.iter().map(|term| f64::from(term.weight) * term.credit).sum();
    (earned, terms.iter().map(|term| f64::from(term.weight)).sum())
}

/// The field whose full credit would raise the score most; the first of equals, required ones before optional ones.
pub(crate) fn best_raise(playbook: &Playbook, fields: &[FieldAssessment], terms: &[QualityTerm]) -> Option<Raise> {
    let (earned, possible) = sums(terms);
    let now = quality(terms);
    let gain_of = |field: &FieldAssessment| {
        let weight = f64::from(field.weight);
        let (earned, possible) = match field.requirement {
            Requirement::Required => (earned + weight * (1.0 - field.credit.share()), possible),
            Requirement::Optional => (earned + weight, possible + weight),
            Requirement::Hidden => (earned, possible),
        };
        if possible == 0.0 { 0.0 } else { earned / possible * 100.0 - now }
    };
    let mut best: Option<(&FieldAssessment, f64)> = None;
    for wanted in [Requirement::Required, Requirement::Optional] {
        for field in fields.iter().filter(|field| field.requirement == wanted && field.credit != Credit::Specific) {
            let gain = gain_of(field);
            if gain > best.map_or(1e-9, |(_, best)| best + 1e-9) {
                best = Some((field, gain));
            }
        }
    }
    let (field, gain) = best?;
    let points = format!("{gain:.0}");
    let verb = if field.credit == Credit::Generic { "Making" } else { "Filling" };
    let rest = if field.credit == Credit::Generic { " specific" } else { "" };
    let sentence = format!("{verb} “{}”{rest} would raise the score by {points} points", playbook.label(&field.key));
    Some(Raise { field: field.key.clone(), gain, sentence })
}
