//! The edits of all handoffs, to be taken back.

use chrono::{DateTime, Utc};
use domain::{DealId, HandoffRecord};
use std::collections::BTreeSet;
use store::{Edit, Revision, Way};

#[derive(Debug, Clone, Default)]
pub(super) struct Revisions {
    all: Vec<(DealId, Revision)>,
    /// A step was overtaken, or a new edit came after it was undone.
    passed_over: BTreeSet<i64>,
}

impl Revisions {
    pub(super) fn add(
        &mut self,
        before: Option<&HandoffRecord>,
        record: &HandoffRecord,
        edit: &Edit,
        at: DateTime<Utc>,
    ) {
        let undone = self.all.iter().filter(|(deal, one)| *deal == record.deal_id && one.undone_at.is_some());
        self.passed_over.extend(undone.map(|(_, one)| one.id));
        let revision = Revision {
            id: i64::try_from(self.all.len()).unwrap_or(i64::MAX),
            field: edit.field.clone(),
            before: before.and_then(|before| before.fields.get(&edit.field)).cloned(),
            torn: edit.decided(before),
            after: record.fields.get(&edit.field).cloned(),
            at,
            by: edit.by.clone(),
            undone_at: None,
        };
        self.all.push((record.deal_id.clone(), revision));
    }

    /// Back: the last that stands. Forth: the first that was undone.
    pub(super) fn next(&self, deal: &DealId, way: Way) -> Option<&Revision> {
        let mut open = self.all.iter().filter(|(of, one)| of == deal && !self.passed_over.contains(&one.id));
        let found = match way {
            Way::Back => open.rfind(|(_, one)| one.undone_at.is_none()),
            Way::Forth => open.find(|(_, one)| one.undone_at.is_some()),
        };
        found.map(|(_, one)| one)
    }

    pub(super) fn mark(&mut self, id: i64, undone_at: Option<DateTime<Utc>>) {
        if let Some((_, one)) = self.all.iter_mut().find(|(_, one)| one.id == id) {
            one.undone_at = undone_at;
        }
    }

    pub(super) fn pass_over(&mut self, id: i64) {
        self.passed_over.insert(id);
    }
}
