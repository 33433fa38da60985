//! From what the files look like to a plan for them.

mod columns;
mod joins;
mod roles;
mod view;
mod words;

use crate::csv::attribute::{Attribute, FileRole};
use crate::csv::column::ColumnType;
use crate::csv::plan::{FilePlan, ImportPlan, SegmentSizes, open_questions};
use crate::csv::profile::FileProfile;
use view::View;

/// A plan for `profiles`: roles, mapping, joins, stages, markers and spellings, each with a reason.
pub fn propose(profiles: &[FileProfile]) -> ImportPlan {
    let files =
        roles::decide(profiles).into_iter().zip(profiles).map(|(role, profile)| plan_file(profile, role)).collect();
    complete(profiles, ImportPlan { files, ..empty() })
}

/// The plan again after a person changed roles or columns: what follows from them is derived anew.
///
/// Stage meanings, spellings, markers and the default currency that were decided stay; a file whose role was changed gets
/// the mapping of its new role; joins are proposed again. `profiles` has to be in the order of the plan's files.
pub fn revise(profiles: &[FileProfile], plan: &ImportPlan) -> ImportPlan {
    let files = plan.files.iter().zip(profiles).map(|(file, profile)| revise_file(file, profile)).collect();
    let mut revised = complete(profiles, ImportPlan { files, segment_sizes: plan.segment_sizes, ..empty() });
    for stage in &mut revised.stages {
        if let Some(known) = plan.stages.iter().find(|known| known.word == stage.word) {
            *stage = known.clone();
        }
    }
    for spelling in &mut revised.spellings {
        let same =
            |known: &&crate::csv::plan::Spelling| known.column == spelling.column && known.found == spelling.found;
        if let Some(known) = plan.spellings.iter().find(same) {
            *spelling = known.clone();
        }
    }
    let account_columns = |files: &[FilePlan]| {
        files.iter().map(|file| file.column_of(Attribute::DealAccount).map(|column| column.index)).collect::<Vec<_>>()
    };
    if account_columns(&plan.files) == account_columns(&revised.files) {
        revised.missing_markers.clone_from(&plan.missing_markers);
    }
    revised.default_currency = plan.default_currency.clone().or(revised.default_currency);
    revised
}

fn empty() -> ImportPlan {
    ImportPlan {
        files: Vec::new(),
        joins: Vec::new(),
        stages: Vec::new(),
        missing_markers: Vec::new(),
        spellings: Vec::new(),
        default_currency: None,
        segment_sizes: SegmentSizes::default(),
        questions: Vec::new(),
    }
}

fn plan_file(profile: &FileProfile, role: roles::Decision) -> FilePlan {
    FilePlan {
        path: profile.path.clone(),
        name: profile.name.clone(),
        bytes: profile.bytes,
        rows: profile.rows,
        layout: profile.layout.clone().filter(|_| profile.is_usable()),
        columns: columns::plan_columns(profile, role.role),
        role: role.role,
        confidence: role.confidence,
        reason: role.reason,
    }
}

fn revise_file(file: &FilePlan, profile: &FileProfile) -> FilePlan {
    let belongs = |attribute: Attribute| attribute.role() == file.role;
    let mapped_for_role = file.columns.iter().filter_map(|column| column.attribute).all(belongs);
    let mapped_at_all = file.columns.iter().any(|column| column.attribute.is_some());
    let reuse = file.role == FileRole::Ignored || (mapped_for_role && mapped_at_all);
    let columns = if reuse { file.columns.clone() } else { columns::plan_columns(profile, file.role) };
    FilePlan { columns, ..file.clone() }
}

fn complete(profiles: &[FileProfile], mut plan: ImportPlan) -> ImportPlan {
    let view = View { profiles, files: &plan.files };
    let joins = joins::propose_joins(&view);
    let stages = words::propose_stages(&view);
    let missing_markers = words::propose_markers(&view);
    let spellings = words::propose_spellings(&view, &joins);
    let default_currency = view.columns_of(Attribute::DealAmount).find_map(|(_, column)| match &column.holds {
        ColumnType::Number { currency, .. } => currency.clone(),
        _ => None,
    });
    plan = ImportPlan { joins, stages, missing_markers, spellings, default_currency, ..plan };
    plan.questions = open_questions(&plan);
    plan
}
