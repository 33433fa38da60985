//! The handoff as a document.

use super::words;
use crate::judge::Judged;
use crate::process::Process;
use crate::workspace::Workspace;
use documents::{DocumentField, DocumentSection, HandoffDocument, Heading};
use playbook::{FieldAssessment, Requirement};

/// The document of a judged deal: every field that has a value, and the required ones that have none.
pub fn document(workspace: &Workspace, judged: &Judged) -> HandoffDocument {
    let process = workspace.process();
    let sections = process.playbook.sections.iter().map(|section| DocumentSection {
        title: section.name.clone(),
        fields: judged
            .assessment
            .fields
            .iter()
            .filter(|field| field.section == section.key && shown(field))
            .map(|field| field_of(&process, field))
            .collect(),
    });
    HandoffDocument {
        heading: heading(&process, judged),
        sections: sections.filter(|section| !section.fields.is_empty()).collect(),
        missing: missing(&process, judged),
    }
}

fn shown(field: &FieldAssessment) -> bool {
    field.value.as_ref().is_some_and(|value| !value.is_empty()) || field.requirement == Requirement::Required
}

fn field_of(process: &Process, field: &FieldAssessment) -> DocumentField {
    let rule = process.playbook.field(&field.key);
    DocumentField {
        label: process.playbook.label(&field.key).to_owned(),
        value: field.value.clone().filter(|value| !value.is_empty()),
        none_label: rule.map_or_else(|| "None".to_owned(), |rule| rule.none_label.clone()),
        provenance: field.provenance.as_ref().map(|source| words::written_provenance(source, process)),
    }
}

fn heading(process: &Process, judged: &Judged) -> Heading {
    let deal = &judged.context.deal;
    let name = |id: &domain::PersonId| process.roster.name_of(id).to_owned();
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: Option<String>| facts.extend(value.map(|value| (label.to_owned(), value)));
    fact("Rep", deal.owner_id.as_ref().map(name));
    fact("CSM", judged.assessment.assignment.csm.as_ref().map(name));
    let tier = process.playbook.tier(judged.assessment.tier.tier);
    fact("Tier", tier.map(|rule| format!("{} {}", rule.tier.as_str(), rule.name)));
    let currency = &judged.assessment.tier.currency;
    fact("Annual value", judged.assessment.tier.annual_value.map(|value| format!("{value:.0} {currency}")));
    fact("Closed", deal.closed_at.map(words::day));
    fact(
        "Expected close",
        deal.close_date.filter(|_| deal.closed_at.is_none()).map(|date| date.format("%-d %b %Y").to_string()),
    );
    Heading { account: judged.context.account_name().to_owned(), deal: deal.name.clone(), facts }
}

fn missing(process: &Process, judged: &Judged) -> Option<String> {
    let completeness = &judged.assessment.completeness;
    let labels: Vec<&str> = completeness.missing.iter().map(|key| process.playbook.label(key)).collect();
    (!labels.is_empty()).then(|| {
        format!("{} of {} required fields are missing: {}", labels.len(), completeness.required, labels.join(", "))
    })
}
