//! Archiving: what HubSpot does when something is deleted.

use super::{Kind, Moment, ObjectId, Org};

impl Org {
    /// Archives an object. Says whether there was a live one; archiving twice is no error.
    pub fn archive(&mut self, kind: Kind, id: ObjectId, now: Moment) -> bool {
        let id = self.resolve(id);
        let table = self.table_mut(kind);
        let Some(row) = table.row_mut(id).filter(|row| row.archived_at.is_none()) else {
            return false;
        };
        row.archived_at = Some(now);
        row.updated_at = row.updated_at.max(now);
        table.release(id);
        true
    }

    /// Brings an archived object back. Says whether there was one; what was merged stays merged.
    pub fn restore(&mut self, kind: Kind, id: ObjectId, now: Moment) -> bool {
        let is_merged = self.merged.contains_key(&id.0);
        let table = self.table_mut(kind);
        let Some(row) = table.row_mut(id).filter(|row| row.archived_at.is_some() && !is_merged) else {
            return false;
        };
        row.archived_at = None;
        row.saved_at = Some(now);
        row.updated_at = row.updated_at.max(now);
        let row = row.clone();
        table.claim_values_of(&row);
        true
    }
}
