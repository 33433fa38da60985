//! What the CRM tells page by page.

use super::Org;
use crm::port::{Cursor, Object, Page};

/// Changes on one page, where nothing else is said: few, so that a story has many pages.
const ON_A_PAGE: usize = 3;

impl Org {
    /// The position after every change.
    pub fn end_of_log(&self) -> Cursor {
        Cursor(self.log.len().to_string())
    }

    /// The next page of an object; cursors are positions in the log of changes.
    pub fn page(&self, object: Object, cursor: &Cursor) -> Page {
        let from = cursor.0.parse::<usize>().unwrap_or(0);
        match object {
            Object::Deals => self.deals_from(from),
            Object::ArchivedDeals => {
                let archived = self.archived.get(from..).unwrap_or_default().to_vec();
                Page { archived, next: Cursor(self.archived.len().to_string()), done: true, ..Page::default() }
            }
            _ => Page { next: Cursor("0".to_owned()), done: true, ..Page::default() },
        }
    }

    /// An index that lags tells deals as they were, and tells them again later.
    fn deals_from(&self, from: usize) -> Page {
        let seen = self.log.len().saturating_sub(self.lag).max(from.min(self.log.len()));
        let to = seen.min(from + self.page.unwrap_or(ON_A_PAGE));
        let told = self.log.get(from..to).unwrap_or_default();
        let as_told = |(id, then): &(domain::DealId, domain::Deal)| match self.lag {
            0 => self.deals.get(id).filter(|row| !row.archived).map(super::Row::as_deal),
            _ => Some(then.clone()),
        };
        let mut deals: Vec<domain::Deal> = told.iter().filter_map(as_told).collect();
        deals.dedup();
        let next = Cursor(to.to_string());
        Page { deals, next, done: to >= seen, of: None, ..Page::default() }
    }
}
