//! The mirror of the CRM, as far as the simulated CRM fills it: deals, statuses, people, pipelines.

use domain::{Deal, DealContext, DealId, Person, PersonId, Pipeline};
use std::collections::{BTreeMap, BTreeSet};
use store::{Applied, MirrorPage, StatusChange};

#[derive(Debug, Default)]
pub(super) struct Mirror {
    deals: BTreeMap<DealId, Deal>,
    /// Deals that an archive sweep named: they may come back with the time of change that is known.
    archived: BTreeSet<DealId>,
    statuses: BTreeMap<DealId, Vec<StatusChange>>,
    pub(super) people: BTreeMap<PersonId, Person>,
    pub(super) pipelines: BTreeMap<String, Pipeline>,
    pub(super) cursors: BTreeMap<String, String>,
    pub(super) unjudged: BTreeSet<DealId>,
}

impl Mirror {
    pub(super) fn apply(&mut self, page: &MirrorPage) -> Applied {
        let mut changed = BTreeSet::new();
        for deal in &page.deals {
            self.take(deal, &mut changed);
        }
        for id in &page.archived {
            if let Some(deal) = self.deals.get_mut(id).filter(|deal| !deal.archived) {
                deal.archived = true;
                self.archived.insert(id.clone());
                changed.insert(id.clone());
            }
        }
        for (id, statuses) in &page.statuses_of {
            if self.statuses.get(id) != Some(statuses) {
                self.statuses.insert(id.clone(), statuses.clone());
                changed.insert(id.clone());
            }
        }
        for person in &page.people {
            if self.people.insert(person.id.clone(), person.clone()).as_ref() != Some(person) {
                let theirs = |deal: &&Deal| [&deal.owner_id, &deal.csm_id].contains(&&Some(person.id.clone()));
                changed.extend(self.deals.values().filter(theirs).map(|deal| deal.id.clone()));
            }
        }
        self.pipelines.extend(page.pipelines.iter().map(|pipeline| (pipeline.id.0.clone(), pipeline.clone())));
        self.cursors.extend(page.cursors.iter().map(|cursor| (cursor.name.clone(), cursor.position.clone())));
        changed.retain(|id| self.deals.contains_key(id));
        self.unjudged.extend(changed.iter().cloned());
        Applied { changed_deals: changed.into_iter().collect() }
    }

    fn take(&mut self, deal: &Deal, changed: &mut BTreeSet<DealId>) {
        let is_older = |known: &Deal| {
            known.modified_at.is_some() && deal.modified_at.is_some() && deal.modified_at < known.modified_at
        };
        let known = self.deals.get(&deal.id);
        let same = known == Some(deal) && !self.archived.contains(&deal.id);
        if same || known.is_some_and(is_older) {
            return;
        }
        self.archived.remove(&deal.id);
        self.deals.insert(deal.id.clone(), deal.clone());
        changed.insert(deal.id.clone());
    }

    pub(super) fn contexts(&self, deals: &[DealId]) -> Vec<DealContext> {
        let person = |id: &Option<PersonId>| id.as_ref().and_then(|id| self.people.get(id)).cloned();
        let context = |deal: &Deal| DealContext {
            owner: person(&deal.owner_id),
            csm: person(&deal.csm_id),
            ..DealContext::of(deal.clone())
        };
        deals.iter().filter_map(|id| self.deals.get(id)).map(context).collect()
    }

    pub(super) fn live_deals(&self) -> Vec<DealId> {
        self.deals.values().filter(|deal| !deal.archived).map(|deal| deal.id.clone()).collect()
    }

    pub(super) fn status_history(&self, deal: &DealId) -> Vec<StatusChange> {
        let mut history = self.statuses.get(deal).cloned().unwrap_or_default();
        history.sort_by_key(|change| change.at);
        for change in &mut history {
            let person =
                self.people.values().find(|person| person.user_id.is_some() && person.user_id == change.by_user);
            change.by_person = change.by_person.take().or_else(|| person.map(|person| person.id.clone()));
        }
        history
    }
}
