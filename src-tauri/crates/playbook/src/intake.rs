//! The intake checklist: what the machine can tell, and what the CSM answered.

#[cfg(test)]
mod tests;

use crate::assessment::{CheckResult, Completeness, Credit, FieldAssessment};
use crate::model::{CheckRule, MachineCheck, Playbook, Requirement, Shape};
use crate::text::listed;
use chrono::{DateTime, Utc};
use domain::{Event, EventKind, FieldValue, StakeholderRole};

/// What the checklist looks at.
pub(crate) struct Intake<'a> {
    pub playbook: &'a Playbook,
    pub fields: &'a [FieldAssessment],
    pub completeness: &'a Completeness,
    /// Since the deal was last void.
    pub events: &'a [Event],
    /// Answers before it were given to another round.
    pub submitted_at: Option<DateTime<Utc>>,
}

impl Intake<'_> {
    /// Every line of the checklist.
    pub fn results(&self) -> Vec<CheckResult> {
        self.playbook.checklist.iter().map(|rule| self.result(rule)).collect()
    }

    fn result(&self, rule: &CheckRule) -> CheckResult {
        let (ok, why) = match rule.machine {
            Some(machine) => self.machine(machine),
            None => self.answer(&rule.key),
        };
        CheckResult { key: rule.key.clone(), question: rule.question.clone(), machine: rule.machine.is_some(), ok, why }
    }

    fn answer(&self, key: &str) -> (Option<bool>, String) {
        let in_this_round = |event: &&Event| self.submitted_at.is_none_or(|submitted_at| event.at >= submitted_at);
        let mut answers = self.events.iter().filter(in_this_round).filter_map(|event| match &event.kind {
            EventKind::CheckAnswered { check, ok } if check == key => Some(*ok),
            _ => None,
        });
        match answers.next_back() {
            Some(ok) => (Some(ok), if ok { "Answered: yes" } else { "Answered: no" }.to_owned()),
            None => (None, "Not answered yet".to_owned()),
        }
    }

    fn machine(&self, check: MachineCheck) -> (Option<bool>, String) {
        match check {
            MachineCheck::AllRequiredPresent => self.all_present(),
            MachineCheck::SpecificNotGeneric => self.all_specific(),
            MachineCheck::CriteriaMeasurable => {
                self.one_field(|field| self.has_shape(field, Shape::Criteria), "Every criterion has a target or a date")
            }
            MachineCheck::PostSaleOwnerNamed => self.owner_named(),
            MachineCheck::RisksHaveOwners => self.risks_owned(),
        }
    }

    fn labels<'k>(&self, keys: impl Iterator<Item = &'k domain::FieldKey>) -> String {
        listed(&keys.map(|key| self.playbook.label(key).to_owned()).collect::<Vec<_>>())
    }

    fn all_present(&self) -> (Option<bool>, String) {
        let Completeness { filled, required, missing } = self.completeness;
        if missing.is_empty() {
            return (Some(true), format!("All {required} required fields are filled"));
        }
        (Some(false), format!("{filled} of {required} are filled; missing: {}", self.labels(missing.iter())))
    }

    fn all_specific(&self) -> (Option<bool>, String) {
        let generic: Vec<_> = self
            .fields
            .iter()
            .filter(|field| field.requirement == Requirement::Required && field.credit == Credit::Generic)
            .map(|field| &field.key)
            .collect();
        if generic.is_empty() {
            return (Some(true), "No required field is generic".to_owned());
        }
        (Some(false), format!("Generic: {}", self.labels(generic.into_iter())))
    }

    fn has_shape(&self, field: &FieldAssessment, shape: Shape) -> bool {
        self.playbook.field(&field.key).is_some_and(|rule| rule.shape == shape)
    }

    /// Full credit of the field that `pick` finds; no verdict where this tier does not ask for it and nothing is there.
    fn one_field(&self, pick: impl Fn(&FieldAssessment) -> bool, good: &str) -> (Option<bool>, String) {
        let Some(field) = self.fields.iter().find(|field| pick(field)) else {
            return (None, "This playbook does not ask for it".to_owned());
        };
        match field.credit {
            Credit::Specific => (Some(true), good.to_owned()),
            Credit::Empty if field.requirement != Requirement::Required => {
                (None, "Not asked for in this tier".to_owned())
            }
            _ => (Some(false), field.findings.first().map_or_else(String::new, |finding| finding.why.clone())),
        }
    }

    fn owner_named(&self) -> (Option<bool>, String) {
        let among_stakeholders = self.fields.iter().any(|field| match &field.value {
            Some(FieldValue::Stakeholders(people)) => {
                people.iter().any(|person| person.roles.contains(&StakeholderRole::PostSaleOwner))
            }
            _ => false,
        });
        if among_stakeholders {
            return (Some(true), "A stakeholder has that role".to_owned());
        }
        self.one_field(|field| field.key.as_str() == "post_sale_owner", "A person is named")
    }

    /// Only the finding about owners counts here; a risk may be too short and still have one.
    fn risks_owned(&self) -> (Option<bool>, String) {
        let Some(field) = self.fields.iter().find(|field| field.key.as_str() == "risks") else {
            return (None, "This playbook does not ask for risks".to_owned());
        };
        let unowned = field.findings.iter().find(|finding| matches!(finding.check.as_str(), "no_owners" | "no_name"));
        match (field.credit, unowned) {
            (Credit::Empty, _) if field.requirement != Requirement::Required => {
                (None, "No risk is written down".to_owned())
            }
            (Credit::Empty, _) => (Some(false), "No risk is written down".to_owned()),
            (_, Some(finding)) => (Some(false), finding.why.clone()),
            (_, None) => (Some(true), "Somebody is named".to_owned()),
        }
    }
}
