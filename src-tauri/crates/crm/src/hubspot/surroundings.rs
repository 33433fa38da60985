//! What hangs on deals, read in batches.

use super::kinds::{ACTIVITIES, Kind};
use super::named::Named;
use super::talk::Link;
use super::{HubSpot, records};
use crate::port::{Around, CrmError, Flaw, Part};
use crate::reading::Raw;
use domain::{Activity, ContactOnDeal, DealId};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was read of the asked kinds: who is linked to whom, and the records by id.
struct Readings<'a> {
    named: &'a Named,
    links: BTreeMap<Kind, BTreeMap<String, Vec<Link>>>,
    records: BTreeMap<Kind, BTreeMap<String, Value>>,
}

impl HubSpot {
    pub(super) async fn read_around(
        &self,
        deals: &[DealId],
        parts: &[Part],
    ) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        let ids: Vec<String> = deals.iter().map(|id| id.0.clone()).collect();
        let kinds: BTreeSet<Kind> = parts.iter().flat_map(|part| Kind::of_part(*part)).copied().collect();
        let mut readings = Readings { named: &self.named, links: BTreeMap::new(), records: BTreeMap::new() };
        for kind in kinds {
            self.read_kind(kind, &ids, &mut readings).await?;
        }
        let mut flaws = Vec::new();
        let around = deals.iter().map(|deal| readings.around(deal, parts, &mut flaws)).collect();
        Ok((around, flaws))
    }

    async fn read_kind(&self, kind: Kind, deals: &[String], readings: &mut Readings<'_>) -> Result<(), CrmError> {
        let links = self.links(Kind::Deal, kind, deals).await?;
        let wanted: BTreeSet<String> = links.values().flatten().map(|link| link.id.clone()).collect();
        let properties: Vec<String> = kind.properties().iter().map(|name| self.named.name(kind, name)).collect();
        let found = self.batch_read(kind, &wanted.into_iter().collect::<Vec<_>>(), &properties).await?;
        let by_id = found.into_iter().filter_map(|record| Some((super::talk::id_of(record.get("id")?)?, record)));
        readings.records.insert(kind, by_id.collect());
        readings.links.insert(kind, links);
        Ok(())
    }
}

impl Readings<'_> {
    fn around(&self, deal: &DealId, parts: &[Part], flaws: &mut Vec<Flaw>) -> Around {
        let asked = |part| parts.contains(&part);
        let account = |flaws: &mut Vec<Flaw>| {
            self.read(Kind::Company, deal, flaws, |raw, _| Some(records::account(raw))).into_iter().next()
        };
        Around {
            deal_id: deal.clone(),
            account: if asked(Part::Account) { account(flaws) } else { None },
            contacts: asked(Part::Contacts).then(|| self.read(Kind::Contact, deal, flaws, contact_on_deal)),
            lines: asked(Part::Lines)
                .then(|| self.read(Kind::LineItem, deal, flaws, |raw, _| Some(records::line(raw)))),
            activities: asked(Part::Activities).then(|| self.activities(deal, flaws)),
        }
    }

    fn activities(&self, deal: &DealId, flaws: &mut Vec<Flaw>) -> Vec<Activity> {
        let of_kind = |kind: Kind, flaws: &mut Vec<Flaw>| match kind {
            Kind::Activity(activity) => self.read(kind, deal, flaws, |raw, _| records::activity(raw, activity, deal)),
            _ => Vec::new(),
        };
        ACTIVITIES.into_iter().flat_map(|kind| of_kind(kind, flaws)).collect()
    }

    /// The linked records of one kind, labelled links first, each mapped.
    fn read<T>(
        &self,
        kind: Kind,
        deal: &DealId,
        flaws: &mut Vec<Flaw>,
        map: impl Fn(&Raw<'_>, &Link) -> Option<T>,
    ) -> Vec<T> {
        let (Some(records), Some(links)) =
            (self.records.get(&kind), self.links.get(&kind).and_then(|links| links.get(deal.as_str())))
        else {
            return Vec::new();
        };
        let mut ordered: Vec<&Link> = links.iter().collect();
        ordered.sort_by_key(|link| !link.labelled);
        let mut found = Vec::new();
        for (link, record) in ordered.into_iter().filter_map(|link| Some((link, records.get(&link.id)?))) {
            match Raw::new(kind, record).map(|raw| raw.calling(self.named.aliases(kind))) {
                Ok(raw) => {
                    found.extend(map(&raw, link));
                    flaws.extend(raw.into_flaws());
                }
                Err(flaw) => flaws.push(flaw),
            }
        }
        found
    }
}

/// HubSpot marks no contact of a deal as primary; a label is the nearest it has.
fn contact_on_deal(raw: &Raw<'_>, link: &Link) -> Option<ContactOnDeal> {
    Some(ContactOnDeal { contact: records::contact(raw), primary: link.labelled })
}
