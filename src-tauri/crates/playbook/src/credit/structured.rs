//! Stakeholders, promises and success criteria.

use super::wordless::is_placeholder;
use super::{Judge, finding};
use crate::assessment::Finding;
use crate::model::{FieldCheck, FieldRule, PeopleNeeded};
use crate::text::{listed, normalise};
use domain::{Criterion, Promise, Stakeholder, StakeholderRole};

impl Judge<'_> {
    pub(super) fn people_findings(&self, rule: &FieldRule, people: &[Stakeholder]) -> Vec<Finding> {
        let named: Vec<&Stakeholder> =
            people.iter().filter(|person| !is_placeholder(self.words, &person.name)).collect();
        let mut findings = Vec::new();
        if named.len() < people.len() {
            findings.push(finding("unnamed", "One of them has no name", "Write the name, or take the line away"));
        }
        for check in &rule.checks {
            if let FieldCheck::People(by_tier) = check
                && let Some(needed) = by_tier.get(&self.tier)
            {
                findings.extend(missing_people(needed, &named));
            }
        }
        findings
    }

    pub(super) fn promise_findings(&self, rule: &FieldRule, promises: &[Promise]) -> Vec<Finding> {
        let mut findings: Vec<Finding> = promises
            .iter()
            .filter(|promise| is_placeholder(self.words, &promise.what))
            .map(|_| {
                finding(
                    "placeholder",
                    "One promise does not say what was promised",
                    "Write what was promised, or take the line away",
                )
            })
            .collect();
        if rule.checks.contains(&FieldCheck::OwnerAndDue) {
            findings.extend(promises.iter().filter_map(|promise| self.open_promise(promise)));
        }
        findings
    }

    fn open_promise(&self, promise: &Promise) -> Option<Finding> {
        let owner = (is_placeholder(self.words, &promise.owner)).then_some("an owner");
        let due = promise.due.is_none().then_some("a due date");
        let missing: Vec<&str> = [owner, due].into_iter().flatten().collect();
        if missing.is_empty() {
            return None;
        }
        let fix = "Write who keeps it and by when, so that the CSM does not have to ask";
        Some(finding("unclear_promise", format!("“{}” lacks {}", short(&promise.what), listed(&missing)), fix))
    }

    pub(super) fn criteria_findings(&self, rule: &FieldRule, criteria: &[Criterion]) -> Vec<Finding> {
        if !rule.checks.contains(&FieldCheck::Measurable) {
            return Vec::new();
        }
        criteria.iter().filter_map(|criterion| self.vague_criterion(criterion)).collect()
    }

    fn vague_criterion(&self, criterion: &Criterion) -> Option<Finding> {
        if is_placeholder(self.words, &criterion.metric) {
            return Some(finding(
                "not_measurable",
                "One criterion has no metric",
                "Write what is measured, such as “claims closed within 14 days”",
            ));
        }
        let has_target = !is_placeholder(self.words, &criterion.target)
            && self.has_number(&criterion.target, &normalise(&criterion.target));
        if has_target || criterion.by.is_some() {
            return None;
        }
        let fix = "Add the figure to reach, such as “from 40 % to 75 %”, or the date by which it counts";
        Some(finding("not_measurable", format!("“{}” has no target and no date", short(&criterion.metric)), fix))
    }
}

fn missing_people(needed: &PeopleNeeded, named: &[&Stakeholder]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if named.len() < needed.at_least {
        let why = format!("{} of at least {} people are named", named.len(), needed.at_least);
        findings.push(finding("too_few_people", why, "Add who else has a say after signing"));
    }
    let missing: Vec<&str> = needed
        .roles
        .iter()
        .filter(|role| !named.iter().any(|person| person.roles.contains(role)))
        .map(|role| role_words(*role))
        .collect();
    if !missing.is_empty() {
        let why = format!("Nobody is marked as {}", listed(&missing));
        findings.push(finding("missing_role", why, "Give one of them the role, or add the person who has it"));
    }
    findings
}

fn role_words(role: StakeholderRole) -> &'static str {
    match role {
        StakeholderRole::Champion => "champion",
        StakeholderRole::DecisionMaker => "decision-maker",
        StakeholderRole::ExecutiveSponsor => "executive sponsor",
        StakeholderRole::TechnicalContact => "technical contact",
        StakeholderRole::PostSaleOwner => "post-sale owner",
        StakeholderRole::Billing => "billing contact",
        StakeholderRole::EndUserLead => "end-user lead",
        StakeholderRole::Detractor => "detractor",
    }
}

/// The first words of a text, for a sentence.
fn short(text: &str) -> String {
    let head: String = text.trim().chars().take(48).collect();
    if head.len() < text.trim().len() { format!("{}…", head.trim_end()) } else { head }
}
