//! Once a week every deal is read again, and what hangs on it. What no change told of (a deletion that the CRM has forgotten or
//! tells nobody, as that of a note; a laptop that was off for a month; a deal that this person may not see any more) shows by
//! not being there.

use super::Pull;
use crate::failure::SyncError;
use chrono::{DateTime, TimeDelta, Utc};
use crm::port::{ErrorClass, Object};
use domain::DealId;
use store::{Cursor, MirrorPage};

/// Shorter than the 15 days for which Salesforce keeps deletions.
const EVERY: TimeDelta = TimeDelta::days(7);
/// Laptops that were set up on one day take turns: the next time is up to so much sooner, by chance.
const SPREAD: TimeDelta = TimeDelta::days(2);
/// The cursor that says when all deals were read last.
const READ_AGAIN: &str = "read_again";

impl Pull<'_> {
    /// Reads all deals again where it is time. Cut off in the middle, the reading goes on with the next pull, and begins once
    /// more after that: what is missing is only known from a reading as a whole.
    pub(super) async fn again_where_due(&mut self) -> Result<(), SyncError> {
        if !self.is_due_again().await? {
            return Ok(());
        }
        let from_nothing = Cursor { name: Object::Deals.name().to_owned(), position: String::new() };
        self.apply(&MirrorPage { cursors: vec![from_nothing], ..MirrorPage::default() }).await?;
        self.seen.clear();
        self.again = true;
        self.walk(Object::Deals).await?;
        self.again = false;
        let archived = self.missing().await?;
        let page = MirrorPage { archived, cursors: vec![self.read_again_now()], ..MirrorPage::default() };
        self.apply(&page).await
    }

    /// All deals were read now.
    pub(super) fn read_again_now(&self) -> Cursor {
        let at = self.now - self.sync.chance.part_of(SPREAD);
        Cursor { name: READ_AGAIN.to_owned(), position: at.to_rfc3339() }
    }

    /// True a week after the last time, or up to two days sooner; the first load is the first time. A cache of an older version knows of none.
    async fn is_due_again(&mut self) -> Result<bool, SyncError> {
        let last = self.sync.store.cursor(READ_AGAIN).await?.and_then(|at| at.parse::<DateTime<Utc>>().ok());
        // A clock that was ahead when it was noted must not put it off for ever.
        let far = |last: DateTime<Utc>| (self.now - last).abs() >= EVERY;
        Ok(last.is_none_or(far))
    }

    /// Deals that are here and were not read: each is asked for by its id, because a list may lag behind.
    async fn missing(&self) -> Result<Vec<DealId>, SyncError> {
        let mut missing = self.sync.store.live_deals().await?;
        missing.retain(|deal| !self.seen.contains(deal));
        let mut gone = Vec::new();
        for deal in missing {
            match self.or_cancelled(self.sync.crm.deal(&deal)).await {
                Ok(read) if read.deal.id == deal => {}
                Ok(_) => gone.push(deal),
                Err(SyncError::Crm(error)) if error.class == ErrorClass::Gone => gone.push(deal),
                Err(SyncError::Crm(error)) if is_lasting(&error.class) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(gone)
    }
}

/// A refusal that the next pull would get again; what is known of the deal stays.
fn is_lasting(class: &ErrorClass) -> bool {
    matches!(class, ErrorClass::NotAllowed | ErrorClass::FixField { .. } | ErrorClass::Broken)
}
