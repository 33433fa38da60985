//! Whether a field's name says what a slot wants.

use crate::port::{CrmField, Fact, Property, Slot};
use std::collections::BTreeSet;

/// Words that tell nothing of what a field is for.
const FILLERS: [&str; 15] = [
    "deal",
    "opportunity",
    "customer",
    "account",
    "company",
    "client",
    "c",
    "the",
    "our",
    "of",
    "for",
    "and",
    "handoff",
    "handover",
    "name",
];
/// So many more words than the phrase has may stand beside it.
const MORE: usize = 1;

/// True where label or name of the field is one of the phrases that people use for the slot.
pub fn is_like(slot: &Slot, field: &CrmField) -> bool {
    let said = [words(&field.label), words(&field.name)];
    let is_said = |phrase: &str| {
        let wanted = words(phrase);
        said.iter().any(|said| wanted.is_subset(said) && said.len() <= wanted.len() + MORE)
    };
    phrases(slot).iter().any(|phrase| is_said(phrase))
}

/// The words of a name without fillers, in the singular: `Deal_Risks__c` is `risk`.
fn words(name: &str) -> BTreeSet<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if letter.is_alphanumeric() { letter } else { ' ' });
        before = letter;
    }
    let words = spaced.split_whitespace().map(str::to_lowercase);
    let words = words.filter(|word| !FILLERS.contains(&word.as_str()));
    words.map(|word| word.strip_suffix('s').filter(|word| word.len() > 2).map_or(word.clone(), str::to_owned)).collect()
}

fn phrases(slot: &Slot) -> &'static [&'static str] {
    match slot {
        Slot::Fact(fact) => fact_phrases(*fact),
        Slot::Handoff(Property::Csm) => CSM,
        Slot::Handoff(Property::Field(key)) => field_phrases(key.as_str()),
        Slot::Handoff(_) => &[],
    }
}

const CSM: &[&str] = &["csm", "success manager", "csm owner"];

fn fact_phrases(fact: Fact) -> &'static [&'static str] {
    match fact {
        Fact::AccountCsm => CSM,
        Fact::Segment => &["segment"],
        Fact::Language => &["language"],
        Fact::ContractStart => &["contract start", "contract start date", "subscription start"],
        Fact::ContractTerm => &["contract term", "contract term months", "contract length", "term months"],
        Fact::Renewal => &["renewal", "renewal date", "contract end", "contract end date"],
        Fact::Billing => &["billing frequency", "billing period", "payment frequency"],
        Fact::TargetGoLive => &["go live", "go live date", "target go live", "launch date"],
        Fact::IntegrationsNeeded => &["integrations", "integrations needed"],
        Fact::RegulatedData => &["regulated data"],
        Fact::Competitor => &["primary competitor", "main competitor", "competitor"],
    }
}

fn field_phrases(key: &str) -> &'static [&'static str] {
    match key {
        "business_goals" => &["business goals", "goals", "objectives"],
        "pain_points" => &["pain points", "pains", "pain"],
        "success_criteria" => &["success criteria", "success metrics"],
        "why_bought" => &["why bought", "closed won reason", "win reason", "reason won"],
        "stakeholders" => &["stakeholders", "key contacts"],
        "post_sale_owner" => &["post sale owner"],
        "products" => &["products sold", "scope sold"],
        "contract_terms" => &["contract terms", "special terms"],
        "timeline" => &["timeline", "time line"],
        "integrations" => &["integrations"],
        "exclusions" => &["exclusions", "out scope"],
        "objections" => &["objections"],
        "risks" => &["risks", "known risks"],
        "competitors" => &["competitors"],
        "communication" => &["communication", "communication preferences"],
        "key_conversations" => &["key conversations"],
        "promises" => &["promises", "commitments"],
        "handoff_notes" => &["notes csm", "cs notes"],
        _ => &[],
    }
}
