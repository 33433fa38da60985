//! The sections of the wizard.

use super::words;
use crate::judge::Judged;
use crate::process::Process;
use crate::view::review::open_return;
use crate::wire::wizard::{FieldShape, FieldView, SectionView};
use crate::workspace::Workspace;
use playbook::{Credit, FieldAssessment, FieldRule, Requirement, Shape};

/// All sections that have a field to show, in the playbook's order.
pub fn sections(workspace: &Workspace, process: &Process, judged: &Judged) -> Vec<SectionView> {
    let of_section =
        |key: &str| judged.assessment.fields.iter().filter(|field| field.section == key).collect::<Vec<_>>();
    process
        .playbook
        .sections
        .iter()
        .map(|section| section_view(workspace, process, judged, section, &of_section(&section.key)))
        .filter(|section| !section.fields.is_empty())
        .collect()
}

fn section_view(
    workspace: &Workspace,
    process: &Process,
    judged: &Judged,
    section: &playbook::Section,
    fields: &[&FieldAssessment],
) -> SectionView {
    let required = fields.iter().filter(|field| field.requirement == Requirement::Required);
    let filled = required.clone().filter(|field| !judged.assessment.completeness.missing.contains(&field.key));
    SectionView {
        key: section.key.clone(),
        title: section.name.clone(),
        filled: u32::try_from(filled.count()).unwrap_or(u32::MAX),
        required: u32::try_from(required.count()).unwrap_or(u32::MAX),
        fields: fields
            .iter()
            .filter(|field| field.requirement != Requirement::Hidden)
            .filter_map(|field| {
                Some(field_view(workspace, process, judged, process.playbook.field(&field.key)?, field))
            })
            .collect(),
    }
}

fn field_view(
    workspace: &Workspace,
    process: &Process,
    judged: &Judged,
    rule: &FieldRule,
    field: &FieldAssessment,
) -> FieldView {
    let provenance_words = field
        .provenance
        .as_ref()
        .map(|source| words::provenance(source, &workspace.viewer(), process, workspace.now()));
    FieldView {
        key: field.key.clone(),
        label: rule.label.clone(),
        question: rule.question.clone(),
        good_example: rule.good_example.clone(),
        bad_example: rule.bad_example.clone(),
        requirement: field.requirement,
        weight: rule.weight,
        shape: shape(rule.shape),
        allows_none: rule.allows_none,
        none_label: rule.none_label.clone(),
        value: field.value.clone(),
        provenance: field.provenance.clone(),
        provenance_words,
        proposed: field.proposed,
        credit: field.credit,
        findings: if field.credit == Credit::Specific { Vec::new() } else { field.findings.clone() },
        returned: returned_sentence(judged, &field.key),
        evidence: super::evidence::count(judged, rule),
        conflicts: super::conflicts::conflicts(process, &judged.record, &field.key),
        seen: judged.record.fields.seen(&field.key),
    }
}

/// What the CSM wrote about this field, while the handoff is back with the rep.
fn returned_sentence(judged: &Judged, key: &domain::FieldKey) -> Option<String> {
    let (_, reasons) = open_return(judged)?;
    reasons.iter().find(|reason| reason.field == *key).map(|reason| reason.sentence.clone())
}

fn shape(shape: Shape) -> FieldShape {
    match shape {
        Shape::Text => FieldShape::Text,
        Shape::Stakeholders => FieldShape::Stakeholders,
        Shape::Promises => FieldShape::Promises,
        Shape::Criteria => FieldShape::Criteria,
        Shape::Items => FieldShape::Items,
    }
}
