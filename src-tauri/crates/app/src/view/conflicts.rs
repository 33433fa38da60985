//! What several people wrote at once, for a person to decide.

use crate::process::Process;
use crate::wire::wizard::{AlternativeView, ConflictView};
use domain::projection::project;
use domain::{Conflict, FieldEntry, FieldKey, HandoffRecord, Provenance};

/// The undecided conflicts of a field.
pub fn conflicts(process: &Process, record: &HandoffRecord, field: &FieldKey) -> Vec<ConflictView> {
    record.fields.conflicts_in(field).into_iter().map(|conflict| conflict_view(process, conflict)).collect()
}

fn conflict_view(process: &Process, conflict: Conflict) -> ConflictView {
    let alternatives = conflict.alternatives.into_iter().map(|entry| alternative(process, entry));
    ConflictView { row: conflict.row, alternatives: alternatives.collect() }
}

fn alternative(process: &Process, entry: FieldEntry) -> AlternativeView {
    let (who, source) = origin(process, &entry.provenance);
    AlternativeView { text: project(&entry.value), value: entry.value, who, at: entry.at, source }
}

fn origin(process: &Process, provenance: &Provenance) -> (String, String) {
    let name = |id: &domain::PersonId| process.roster.name_of(id).to_owned();
    match provenance {
        Provenance::Typed { by, .. } => (name(by), "typed in Changeover".to_owned()),
        Provenance::Confirmed { source, by, .. } => (name(by), format!("taken over from {source}")),
        Provenance::EditedInCrm { by: Some(by), .. } => (name(by), "edited in the CRM".to_owned()),
        Provenance::EditedInCrm { by: None, .. } => ("Someone".to_owned(), "edited in the CRM".to_owned()),
        Provenance::Crm { source, .. } => ("The CRM".to_owned(), source.clone()),
        Provenance::Imported { file } => ("The import".to_owned(), file.clone()),
    }
}
