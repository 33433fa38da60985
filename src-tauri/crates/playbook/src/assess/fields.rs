//! The fields of one deal: what is required, what is there, what it is worth.

use crate::assessment::FieldAssessment;
use crate::credit::{Judge, KnownNames, missing};
use crate::model::{FieldRule, Requirement, Tier, Variant};
use crate::proposals::{edited, known};
use crate::situation::Situation;
use domain::{FieldValue, Provenance};

/// Every field of the playbook, in its order.
pub(super) fn assessed(situation: &Situation<'_>, tier: Tier, variants: &[&Variant]) -> Vec<FieldAssessment> {
    let &Situation { playbook, roster, context, record, earlier_texts, .. } = situation;
    let names = KnownNames::of(context, record, roster);
    let judge = Judge { playbook, words: playbook.words(), earlier: earlier_texts, tier, names };
    let each = playbook.fields.iter().map(|rule| {
        let value = value_of(situation, rule);
        let requirement = requirement(rule, tier, variants);
        let (credit, mut findings) = judge.judge(rule, value.as_ref().map(|found| &found.value));
        if value.is_none() && requirement == Requirement::Required {
            findings.push(missing(rule));
        }
        let (value, provenance, proposed) = match value {
            Some(found) => (Some(found.value), Some(found.provenance), found.proposed),
            None => (None, None, false),
        };
        FieldAssessment {
            key: rule.key.clone(),
            section: rule.section.clone(),
            weight: rule.weight,
            requirement,
            value,
            provenance,
            proposed,
            credit,
            findings,
        }
    });
    each.collect()
}

struct Found {
    value: FieldValue,
    provenance: Provenance,
    proposed: bool,
}

/// What the record says; what somebody wrote into the CRM's flat field; what the CRM knows.
fn value_of(situation: &Situation<'_>, rule: &FieldRule) -> Option<Found> {
    let entry = situation.record.fields.get(&rule.key);
    if let Some(entry) = entry.filter(|entry| !entry.value.is_empty()) {
        return Some(Found { value: entry.value.clone(), provenance: entry.provenance.clone(), proposed: false });
    }
    // Who emptied a field here saw what the CRM's own field says; an edit there since then is in the record.
    if let Some((value, provenance)) = edited(situation.context, &rule.key, rule.shape).filter(|_| entry.is_none()) {
        return Some(Found { value, provenance, proposed: false });
    }
    let (value, provenance) = known(situation.context, situation.record, &rule.key, rule.shape)?;
    Some(Found { value, provenance, proposed: true })
}

/// The tier's requirement, lightened by variants; promises always stay.
fn requirement(rule: &FieldRule, tier: Tier, variants: &[&Variant]) -> Requirement {
    let by_tier = rule.requirement.of(tier);
    let dropped = |variant: &&Variant| {
        variant.not_required.contains(&rule.key)
            || variant.requires_only.as_ref().is_some_and(|only| !only.contains(&rule.key))
    };
    if by_tier == Requirement::Required && !rule.is_promises() && variants.iter().any(dropped) {
        Requirement::Optional
    } else {
        by_tier
    }
}
