//! What a page of a pull changes here. Pure: what was known and what came go in, one transaction comes out.

#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use crm::port::{Around, DealHistory, Version};
use domain::{ActivityId, Deal, DealContext, DealId, Pipeline};
use std::collections::{BTreeMap, BTreeSet};
use store::{ContactLink, MirrorPage, StatusChange};

/// Closed deals older than this bring nothing but themselves.
const MEMORY: TimeDelta = TimeDelta::days(200);

/// The stages that mean won.
#[derive(Debug, Default)]
pub(crate) struct WonStages(BTreeSet<String>);

impl WonStages {
    pub(crate) fn of(pipelines: &[Pipeline]) -> Self {
        let stages = pipelines.iter().flat_map(|pipeline| &pipeline.stages);
        Self(stages.filter(|stage| stage.probability >= 1.0).map(|stage| stage.id.0.clone()).collect())
    }
}

/// The deals that are new or newer than what is known. The others were brought before, or come from an index that lags
/// behind what was read by id, and are left alone.
pub(crate) fn news(deals: Vec<Deal>, known: &BTreeMap<DealId, DealContext>) -> Vec<Deal> {
    let is_news = |deal: &Deal| match known.get(&deal.id).map(|context| &context.deal) {
        Some(was) if deal.modified_at < was.modified_at => false,
        Some(was) => {
            deal.modified_at.is_none()
                || was.modified_at != deal.modified_at
                || was.account_id != deal.account_id
                || was.archived
        }
        None => true,
    };
    deals.into_iter().filter(is_news).collect()
}

/// The deals whose history tells something: won ones, and those with a handoff.
pub(crate) fn with_history(deals: &[Deal]) -> Vec<DealId> {
    deals.iter().filter(|deal| deal.is_won || deal.handoff_status.is_some()).map(|deal| deal.id.clone()).collect()
}

/// The time of close of each deal: from its history where that was read, else as it was known.
pub(crate) fn set_close_times(
    deals: &mut [Deal],
    histories: &[DealHistory],
    known: &BTreeMap<DealId, DealContext>,
    won: &WonStages,
) {
    let by_id: BTreeMap<&DealId, &DealHistory> = histories.iter().map(|history| (&history.deal_id, history)).collect();
    for deal in deals.iter_mut().filter(|deal| deal.is_won) {
        deal.closed_at = match by_id.get(&deal.id) {
            Some(history) => history.closed_at(|stage| won.0.contains(stage)),
            None => known.get(&deal.id).and_then(|context| context.deal.closed_at),
        };
    }
}

/// True for a deal whose contacts, lines and activities are wanted: open, or won within memory.
pub(crate) fn matters(deal: &Deal, now: DateTime<Utc>) -> bool {
    if deal.archived {
        return false;
    }
    let recent = |at: DateTime<Utc>| now - at <= MEMORY;
    let typed = deal.close_date.and_then(|date| date.and_hms_opt(0, 0, 0)).map(|at| at.and_utc());
    !deal.is_closed || (deal.is_won && deal.closed_at.or(typed).is_none_or(recent))
}

/// What hangs on deals, as a page; what is known and did not come again is removed.
pub(crate) fn surroundings(page: &mut MirrorPage, arounds: Vec<Around>, known: &BTreeMap<DealId, DealContext>) {
    for around in arounds {
        page.accounts.extend(around.account);
        if let Some(contacts) = around.contacts {
            let link = |on_deal: &domain::ContactOnDeal| ContactLink {
                contact: on_deal.contact.id.clone(),
                primary: on_deal.primary,
            };
            page.contacts_of.push((around.deal_id.clone(), contacts.iter().map(link).collect()));
            page.contacts.extend(contacts.into_iter().map(|on_deal| on_deal.contact));
        }
        if let Some(lines) = around.lines {
            page.lines_of.push((around.deal_id.clone(), lines));
        }
        if let Some(activities) = around.activities {
            let here: BTreeSet<ActivityId> = activities.iter().map(|activity| activity.id.clone()).collect();
            let before = known.get(&around.deal_id).map(|context| context.activities.as_slice()).unwrap_or_default();
            page.removed_activities
                .extend(before.iter().map(|activity| activity.id.clone()).filter(|id| !here.contains(id)));
            page.activities.extend(activities);
        }
    }
}

/// The status histories of deals, as a page.
pub(crate) fn statuses(page: &mut MirrorPage, histories: &[DealHistory]) {
    page.statuses_of.extend(histories.iter().map(|history| (history.deal_id.clone(), changes(&history.statuses))));
}

/// Entries of a history as the store keeps them; an emptied status is no state.
pub(crate) fn changes(versions: &[Version]) -> Vec<StatusChange> {
    let change = |version: &Version| StatusChange {
        value: version.value.clone(),
        at: version.at,
        by_user: version.by_user.clone(),
        by_person: None,
    };
    versions.iter().filter(|version| !version.value.is_empty()).map(change).collect()
}
