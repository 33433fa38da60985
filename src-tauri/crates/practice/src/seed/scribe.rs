//! Writing seeded records: straight into the tables, with the past as it was.

use std::collections::HashMap;
use std::sync::Arc;

use crate::org::{AssociationType, Kind, Link, Moment, Object, ObjectId, Org, Source, SourceKey, Version};

/// Texts up to this length repeat often enough to be stored once.
const SHORT: usize = 14;

/// The pen with which the seed writes an org.
///
/// Values are not checked here, for speed; a test checks that every seeded value would pass.
pub struct Scribe<'a> {
    pub org: &'a mut Org,
    words: HashMap<Box<str>, Arc<str>>,
    /// Calculated values.
    pub computer: SourceKey,
    /// The CRM's own automation.
    pub workflow: SourceKey,
}

/// A record that is being written.
pub struct Page {
    pub kind: Kind,
    pub object: Object,
}

impl<'a> Scribe<'a> {
    /// A pen for an org.
    pub fn new(org: &'a mut Org) -> Self {
        let computer = org.sources.key(Source::calculated());
        let workflow = org.sources.key(Source::workflow(6_120_443));
        Self { org, words: HashMap::new(), computer, workflow }
    }

    /// The source of what a user does in the CRM's screens.
    pub fn person(&mut self, user_id: u64) -> SourceKey {
        self.org.sources.key(Source::person(user_id))
    }

    /// A new record.
    pub fn page(&mut self, kind: Kind, at: Moment) -> Page {
        let id = self.org.take_id();
        let mut object = Object::new(id, at);
        object.cells.reserve_exact(8);
        Page { kind, object }
    }

    /// Sets a value at a moment. Values of one property must come in the order of time.
    pub fn set(&mut self, page: &mut Page, name: &str, value: &str, at: Moment, source: SourceKey) {
        let key = self.org.table(page.kind).schema.key(name);
        debug_assert!(key.is_some(), "the schema lacks {name}");
        if let Some(key) = key {
            let value = self.word(value);
            page.object.set(key, Version { value, at, source });
        }
    }

    fn word(&mut self, value: &str) -> Arc<str> {
        if value.len() > SHORT {
            return Arc::from(value);
        }
        if let Some(known) = self.words.get(value) {
            return known.clone();
        }
        let word: Arc<str> = Arc::from(value);
        self.words.insert(value.into(), word.clone());
        word
    }

    /// Puts a record into its table. Records must be kept in the order of their ids.
    pub fn keep(&mut self, mut page: Page) -> ObjectId {
        page.object.cells.shrink_to_fit();
        let id = page.object.id;
        self.org.table_mut(page.kind).push(page.object);
        id
    }

    /// Sets a value of a record that was kept already.
    pub fn amend(&mut self, kind: Kind, id: ObjectId, name: &str, value: &str, at: Moment, source: SourceKey) {
        let value = self.word(value);
        if let Some(key) = self.org.table(kind).schema.key(name)
            && let Some(row) = self.org.table_mut(kind).row_mut(id)
        {
            row.set(key, Version { value, at, source });
        }
    }

    /// Links two records in both directions, without changing when they were last modified.
    pub fn link(&mut self, from: (Kind, ObjectId), to: (Kind, ObjectId)) {
        for (one, two) in [(from, to), (to, from)] {
            for kind in AssociationType::between(one.0, two.0) {
                if let Some(row) = self.org.table_mut(one.0).row_mut(one.1) {
                    row.links.push(Link { to: two.1, kind: two.0, type_id: kind.id });
                }
            }
        }
    }
}
