//! One page becomes one transaction.

use super::{Pull, position};
use crate::exchange::sorted;
use crate::failure::SyncError;
use crate::plan::{self, matters};
use crm::port::{Object, Page, Part};
use domain::{Deal, DealContext, DealId};
use std::collections::BTreeMap;
use store::MirrorPage;

/// Deals whose surroundings are read together.
const TOGETHER: usize = 100;

impl Pull<'_> {
    /// Deals: their history and surroundings where they are news, then the records that came with them.
    pub(super) async fn take_deals(&mut self, object: Object, page: Page) -> Result<(), SyncError> {
        let crm = self.sync.crm.clone();
        let ids: Vec<DealId> = page.deals.iter().map(|deal| deal.id.clone()).collect();
        let known = self.known(&ids).await?;
        let cursors = vec![position(object, &page)];
        let mut deals = plan::news(page.deals, &known);
        let asked = plan::with_history(&deals);
        let histories = if asked.is_empty() { Vec::new() } else { self.or_cancelled(crm.deal_history(&asked)).await? };
        plan::set_close_times(&mut deals, &histories, &known, &self.won);
        let near = self.near(&deals, &known);
        let mut mirror = MirrorPage { archived: page.archived, cursors, ..MirrorPage::default() };
        for some in near.chunks(TOGETHER) {
            let (arounds, flaws) = self.or_cancelled(crm.around(some, &Part::ALL)).await?;
            self.flaws.extend(flaws);
            plan::surroundings(&mut mirror, arounds, &known);
        }
        plan::statuses(&mut mirror, &histories);
        self.take_records(&deals, &known).await?;
        mirror.deals = deals;
        self.apply(&mirror).await
    }

    /// A part of deals that changed: read again for those that are here and matter.
    pub(super) async fn take_touched(&mut self, object: Object, part: Part, page: Page) -> Result<(), SyncError> {
        let crm = self.sync.crm.clone();
        let known = self.known(&page.touched).await?;
        let near: Vec<DealId> = known
            .values()
            .filter(|context| matters(&context.deal, self.now))
            .map(|context| context.deal.id.clone())
            .collect();
        let mut mirror = MirrorPage { cursors: vec![position(object, &page)], ..MirrorPage::default() };
        for some in near.chunks(TOGETHER) {
            let (arounds, flaws) = self.or_cancelled(crm.around(some, &[part])).await?;
            self.flaws.extend(flaws);
            plan::surroundings(&mut mirror, arounds, &known);
        }
        self.apply(&mirror).await
    }

    /// The deals of which the surroundings are read: those that are news, or all where all are read again.
    fn near(&self, news: &[Deal], known: &BTreeMap<DealId, DealContext>) -> Vec<DealId> {
        let before = known.values().map(|context| &context.deal).filter(|_| self.again);
        let near = news.iter().chain(before).filter(|deal| matters(deal, self.now)).map(|deal| deal.id.clone());
        sorted(near.collect())
    }

    async fn known(&self, deals: &[DealId]) -> Result<BTreeMap<DealId, DealContext>, SyncError> {
        let contexts = self.sync.store.contexts(deals).await?;
        Ok(contexts.into_iter().map(|context| (context.deal.id.clone(), context)).collect())
    }
}
