//! Merging two records: both end, and a new one with a new id takes their place.

use super::write::not_found;
use super::{Kind, Link, Moment, Object, ObjectId, Org, Refusal, Source, Version};

impl Org {
    /// Merges two objects into a new one. The first one's values win; both old ids lead to the new object.
    ///
    /// # Errors
    /// When an id is unknown, or both are the same.
    pub fn merge(&mut self, kind: Kind, first: ObjectId, second: ObjectId, now: Moment) -> Result<ObjectId, Refusal> {
        let (first, second) = (self.live(kind, first)?.id, self.live(kind, second)?.id);
        if first == second {
            let message = format!("cannot merge {first} with itself");
            return Err(Refusal::BadMerge { message });
        }
        let (Some(one), Some(two)) = (self.table(kind).row(first).cloned(), self.table(kind).row(second).cloned())
        else {
            return Err(not_found(kind, first));
        };
        let id = self.take_id();
        let merged = self.blended(kind, id, &one, &two, now);
        for old in [first, second] {
            self.archive(kind, old, now);
            self.merged.insert(old.0, id);
        }
        let links: Vec<Link> = one.links.iter().chain(&two.links).copied().collect();
        self.table_mut(kind).push(merged);
        self.move_links(kind, id, &links, [first, second], now)?;
        Ok(id)
    }

    fn blended(&mut self, kind: Kind, id: ObjectId, one: &Object, two: &Object, now: Moment) -> Object {
        let mut merged =
            Object { id, links: Vec::new(), created_at: one.created_at.min(two.created_at), ..one.clone() };
        for cell in &two.cells {
            if merged.value(cell.property).is_none() {
                merged.cells.retain(|kept| kept.property != cell.property);
                merged.cells.push(cell.clone());
            }
        }
        let source = self.sources.key(Source {
            source_type: "MERGE_OBJECTS".to_owned(),
            source_id: "MergeObjects".to_owned(),
            user_id: None,
        });
        if let Some(key) = self.table(kind).schema.key("hs_merged_object_ids") {
            let value = format!("{};{}", one.id, two.id).into();
            merged.set(key, Version { value, at: now, source });
        }
        merged.updated_at = now;
        merged
    }

    fn move_links(
        &mut self,
        kind: Kind,
        id: ObjectId,
        links: &[Link],
        old: [ObjectId; 2],
        now: Moment,
    ) -> Result<(), Refusal> {
        for link in links {
            if let Some(row) = self.table_mut(link.kind).row_mut(link.to) {
                row.links.retain(|back| !old.contains(&back.to));
            }
        }
        for link in links {
            if self.live(link.kind, link.to).is_ok() {
                self.link(kind, id, *link, now)?;
            }
        }
        Ok(())
    }
}
