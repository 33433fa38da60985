//! Queries that were not read to their end.

use std::collections::HashMap;
use std::sync::Arc;

use crate::salesforce::rows::RowKey;
use crate::salesforce::soql::Query;

/// How many are kept; the oldest goes first, as with the vendor.
const MOST: u64 = 50;

/// The rest of a query: its rows were decided when it was asked.
#[derive(Clone)]
pub struct Cursor {
    pub query: Arc<Query>,
    pub rows: Arc<[RowKey]>,
    /// Whose it is; nobody else can go on with it.
    pub user_id: u64,
}

/// The cursors by their number.
#[derive(Default)]
pub struct Cursors {
    open: HashMap<u64, Cursor>,
    last: u64,
}

impl Cursors {
    /// Keeps a cursor, and gives its number.
    pub fn keep(&mut self, cursor: Cursor) -> u64 {
        self.last += 1;
        self.open.insert(self.last, cursor);
        let oldest = self.last.saturating_sub(MOST);
        self.open.retain(|number, _| *number > oldest);
        self.last
    }

    /// The cursor of a number, for the one whose it is.
    pub fn find(&self, number: u64, user_id: u64) -> Option<Cursor> {
        self.open.get(&number).filter(|cursor| cursor.user_id == user_id).cloned()
    }

    /// Forgets all, as the vendor does after two days.
    pub fn expire(&mut self) {
        self.open.clear();
    }
}
