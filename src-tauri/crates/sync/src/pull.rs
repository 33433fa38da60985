//! A pull, from the roster to the last page.
//!
//! ```text
//! people, pipelines ─▶ marks for everything that hangs on deals ─▶ deals, page by page ─▶ what was touched
//!                      (so that nothing is missed while they load)    │
//!                                                                     └ each page: history, surroundings,
//!                                                                       one transaction with its cursor, records
//! ```

mod again;
mod pages;
pub(crate) mod records;

use crate::exchange::{Exchange, sorted};
use crate::failure::SyncError;
use crate::plan::WonStages;
use crate::progress::{Cancel, Progress, Stage};
use crate::report::PullReport;
use chrono::{DateTime, Utc};
use crm::CrmError;
use crm::port::{Cursor, ErrorClass, Flaw, Object, Page};
use domain::{DealId, PersonId};
use std::collections::{BTreeSet, HashMap};
use store::MirrorPage;

/// The cursor that is there once everything was loaded.
pub(crate) const LOADED: &str = "loaded";

/// One pull under way.
pub(crate) struct Pull<'a> {
    sync: &'a Exchange,
    now: DateTime<Utc>,
    progress: &'a (dyn Fn(Progress) + Send + Sync),
    cancel: &'a Cancel,
    won: WonStages,
    /// Who is who in the CRM's history.
    people: HashMap<String, PersonId>,
    changed: BTreeSet<DealId>,
    flaws: Vec<Flaw>,
    /// Deals that this pull read.
    seen: BTreeSet<DealId>,
    /// Every deal is read again, and what hangs on it, whether or not it changed.
    again: bool,
}

impl<'a> Pull<'a> {
    pub(crate) fn new(
        sync: &'a Exchange,
        now: DateTime<Utc>,
        progress: &'a (dyn Fn(Progress) + Send + Sync),
        cancel: &'a Cancel,
    ) -> Self {
        let (won, people, changed) = (WonStages::default(), HashMap::new(), BTreeSet::new());
        let (flaws, seen) = (Vec::new(), BTreeSet::new());
        Self { sync, now, progress, cancel, won, people, changed, flaws, seen, again: false }
    }

    /// Brings everything that changed.
    pub(crate) async fn run(mut self) -> Result<PullReport, SyncError> {
        let outcome = self.everything().await;
        self.report(outcome)
    }

    /// Brings changed deals where everything was looked at lately, else everything.
    pub(crate) async fn glance(mut self) -> Result<PullReport, SyncError> {
        let outcome = if self.sync.whole.is_fresh(self.now) { self.deals().await } else { self.everything().await };
        self.report(outcome)
    }

    fn report(self, outcome: Result<(), SyncError>) -> Result<PullReport, SyncError> {
        let (reach, cancelled, trouble) = match outcome {
            Ok(()) => (self.sync.contact.made(), false, None),
            Err(SyncError::Cancelled) => (self.sync.contact.last(), true, None),
            Err(SyncError::Crm(error)) if error.is_offline() => (self.sync.contact.lost(self.now), false, None),
            Err(SyncError::Crm(error)) => (self.sync.contact.made(), false, Some(error)),
            Err(SyncError::Store(error)) => return Err(error.into()),
        };
        let (changed, server_time) = (sorted(self.changed), self.sync.crm.server_time());
        Ok(PullReport { changed, server_time, flaws: self.flaws, reach, cancelled, trouble })
    }

    async fn everything(&mut self) -> Result<(), SyncError> {
        self.roster().await?;
        for object in Object::ALL.into_iter().filter(|object| *object != Object::Deals) {
            self.set_mark(object).await?;
        }
        for object in Object::ALL {
            self.walk(object).await?;
        }
        if self.sync.store.cursor(LOADED).await?.is_none() {
            let loaded = store::Cursor { name: LOADED.to_owned(), position: "1".to_owned() };
            let cursors = vec![loaded, self.read_again_now()];
            self.apply(&MirrorPage { cursors, ..MirrorPage::default() }).await?;
        }
        self.again_where_due().await?;
        self.sync.whole.note(self.now);
        Ok(())
    }

    async fn deals(&mut self) -> Result<(), SyncError> {
        self.known_roster().await?;
        self.walk(Object::Deals).await
    }

    async fn roster(&mut self) -> Result<(), SyncError> {
        let crm = self.sync.crm.clone();
        if !self.sync.roster.is_fresh(self.now) {
            (self.progress)(Progress { stage: Stage::People, done: 0, of: None });
            let pipelines = self.or_cancelled(crm.pipelines()).await?;
            let people = self.or_cancelled(crm.people()).await?;
            self.apply(&MirrorPage { people, pipelines, ..MirrorPage::default() }).await?;
            self.sync.roster.note(self.now);
        }
        self.known_roster().await
    }

    async fn known_roster(&mut self) -> Result<(), SyncError> {
        self.won = WonStages::of(&self.sync.store.pipelines().await?);
        self.people = self.sync.people_by_user().await?;
        Ok(())
    }

    /// Where an object was never pulled, remembers from when on its changes count.
    async fn set_mark(&mut self, object: Object) -> Result<(), SyncError> {
        if self.sync.store.cursor(object.name()).await?.is_some() {
            return Ok(());
        }
        let crm = self.sync.crm.clone();
        let page = self.or_cancelled(crm.pull(object, &Cursor::default())).await?;
        self.apply(&MirrorPage { cursors: vec![position(object, &page)], ..MirrorPage::default() }).await
    }

    /// Brings all pages of one object. The CRM prepares the next one while this one is written.
    async fn walk(&mut self, object: Object) -> Result<(), SyncError> {
        let (crm, cancel) = (self.sync.crm.clone(), self.cancel);
        let mut cursor = Cursor(self.sync.store.cursor(object.name()).await?.unwrap_or_default());
        let mut page = or_cancelled(cancel, crm.pull(object, &cursor)).await?;
        let (mut done, mut of) = (0, None);
        loop {
            if !page.done && page.next == cursor {
                return Err(self.stands_still(object));
            }
            of = of.or(page.of);
            done += page.deals.len() as u64;
            cursor = page.next.clone();
            let last = page.done;
            let next = async { if last { None } else { Some(or_cancelled(cancel, crm.pull(object, &cursor)).await) } };
            let (taken, next) = tokio::join!(self.take(object, page), next);
            taken?;
            let stage = if object == Object::Deals { Stage::Deals } else { Stage::Changes };
            (self.progress)(Progress { stage, done, of });
            match next {
                Some(next) => page = next?,
                None => return Ok(()),
            }
        }
    }

    fn stands_still(&self, object: Object) -> SyncError {
        let what = format!("{} does not come to an end of its {}", self.sync.crm.capabilities().name, object.name());
        CrmError::new(ErrorClass::Broken, what, "send the diagnostics to support").into()
    }

    async fn take(&mut self, object: Object, mut page: Page) -> Result<(), SyncError> {
        self.sync.contact.made();
        self.flaws.append(&mut page.flaws);
        self.seen.extend(page.deals.iter().map(|deal| deal.id.clone()));
        match object.part() {
            Some(part) => self.take_touched(object, part, page).await,
            None => self.take_deals(object, page).await,
        }
    }

    async fn apply(&mut self, page: &MirrorPage) -> Result<(), SyncError> {
        let applied = self.sync.store.apply(page).await?;
        self.changed.extend(applied.changed_deals);
        Ok(())
    }

    async fn or_cancelled<T>(&self, reply: impl Future<Output = Result<T, CrmError>>) -> Result<T, SyncError> {
        or_cancelled(self.cancel, reply).await
    }
}

/// Waits for a reply, or for the switch. A request that is given up has changed nothing.
async fn or_cancelled<T>(cancel: &Cancel, reply: impl Future<Output = Result<T, CrmError>>) -> Result<T, SyncError> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Err(SyncError::Cancelled),
        reply = reply => Ok(reply?),
    }
}

/// The cursor that leads past a page.
fn position(object: Object, page: &Page) -> store::Cursor {
    store::Cursor { name: object.name().to_owned(), position: page.next.0.clone() }
}
