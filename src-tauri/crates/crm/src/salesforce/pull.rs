//! Pages of deals.

use super::names::{Sobject, field_name};
use super::records;
use super::soql::{Soql, is, since};
use super::talk::{Rows, text_of};
use super::walk::Walk;
use super::{Salesforce, failure, paths};
use crate::port::{CrmError, Cursor, Flaw, Object, Page, Property, ReadDeal};
use crate::reading::Raw;
use domain::DealId;
use net::Request;
use serde_json::Value;
use std::collections::BTreeMap;

/// Records of one page: half of what Salesforce gives at most in one reply, so that a first load needs little memory.
pub(super) const PAGE: usize = 1_000;

impl Salesforce {
    pub(super) async fn pull_page(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        match object {
            Object::Deals => self.pull_deals(cursor).await,
            part => self.pull_touched(part, cursor).await,
        }
    }

    async fn pull_deals(&self, cursor: &Cursor) -> Result<Page, CrmError> {
        let walk = Walk::resume(cursor, self.now().await?);
        let mut page = Page::default();
        // Once: a job that failed has become a load by id, which asks for no other job.
        let walk = if cursor.0.is_empty() {
            page.flaws.extend(self.hidden_fields().await?);
            page.of = Some(self.count(Soql::count(Sobject::Opportunity.name())).await?);
            self.bulk_or_not(walk, page.of).await?
        } else {
            walk
        };
        let (rows, walk) = self.deal_rows(walk).await?;
        self.map_deals(&rows, &mut page);
        page.next = walk.to_cursor();
        page.done = walk.is_at_rest();
        Ok(page)
    }

    /// The next rows. A first load wants no deleted deals; later ones are how a deletion shows.
    async fn deal_rows(&self, walk: Walk) -> Result<(Vec<Value>, Walk), CrmError> {
        let fields = self.deal_fields().await?;
        let soql = Soql::select(&fields, Sobject::Opportunity.name());
        let (rows, walk) = match walk {
            Walk::Load { ref after, .. } => {
                let rows = self.page(soql.and(is("IsDeleted", false)).next_by_id(after, PAGE), false).await?;
                (rows, walk)
            }
            Walk::Sweep { since: from, ref after, .. } => {
                let soql = soql.and(since("SystemModstamp", from)).next_by_id(after, PAGE);
                (self.page(soql, true).await?, walk)
            }
            Walk::Bulk { .. } => return self.bulk_rows(walk).await,
            Walk::Rest { .. } => (Rows { records: Vec::new(), more: false }, walk),
        };
        Ok(next_of(rows, walk))
    }

    /// The fields that are read of a deal: those of ours that are there under the names that the set-up gives them.
    pub(super) async fn deal_fields(&self) -> Result<Vec<String>, CrmError> {
        let shape = self.shape(Sobject::Opportunity).await?;
        if !shape.is_visible {
            let remedy = "ask your Salesforce admin for a profile that may read opportunities";
            return Err(failure::not_allowed("you may not see opportunities in Salesforce", remedy));
        }
        let mut fields: Vec<String> = shape.visible(Sobject::Opportunity.fields()).collect();
        let carried = self.carried().filter_map(|property| Some(shape.field(&field_name(&property))?.name.clone()));
        fields.extend(carried);
        Ok(fields)
    }

    /// Told once at each first load: a field that can't be seen is no reason to stop.
    async fn hidden_fields(&self) -> Result<Vec<Flaw>, CrmError> {
        let shape = self.shape(Sobject::Opportunity).await?;
        let aliases = self.named.aliases(Sobject::Opportunity);
        let names = self.carried().map(|property| field_name(&property));
        let hidden = names.filter(|name| shape.field(name).is_none());
        let hidden = hidden.map(|name| aliases.get(&name).cloned().unwrap_or(name));
        let flaw = |property: String| Flaw {
            object: Sobject::Opportunity.word(),
            id: String::new(),
            property,
            what: "is not there, or field-level security hides it; it stays empty here".to_owned(),
        };
        Ok(hidden.map(flaw).collect())
    }

    fn map_deals(&self, rows: &[Value], page: &mut Page) {
        let flat = records::FlatNames::of(&self.fields);
        for row in rows {
            match Raw::new(Sobject::Opportunity, row).map(|raw| raw.calling(self.named.aliases(Sobject::Opportunity))) {
                Ok(raw) if raw.flag("IsDeleted") => page.archived.push(DealId(raw.id)),
                Ok(raw) => {
                    page.deals.push(records::deal(&raw, &flat));
                    page.flaws.extend(raw.into_flaws());
                }
                Err(flaw) => page.flaws.push(flaw),
            }
        }
    }

    pub(super) async fn read_deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        let fields = self.deal_fields().await?.join(",");
        let request = Request::get(paths::record(Sobject::Opportunity, id.as_str())).with("fields", fields);
        let record = self.read(request).await?;
        let raw = Raw::new(Sobject::Opportunity, &record).map_err(|_| failure::broken("the deal has no id"))?;
        let raw = raw.calling(self.named.aliases(Sobject::Opportunity));
        if raw.flag("IsDeleted") {
            return Err(failure::gone());
        }
        let deal = records::deal(&raw, &records::FlatNames::of(&self.fields));
        Ok(ReadDeal { deal, properties: self.handoff_properties(&raw), flaws: raw.into_flaws() })
    }

    fn handoff_properties(&self, raw: &Raw<'_>) -> BTreeMap<Property, String> {
        let value = |property: Property| Some((property.clone(), records::property_text(raw, &property)?));
        self.carried().filter_map(value).collect()
    }
}

/// The rows, and where they lead.
fn next_of(rows: Rows, walk: Walk) -> (Vec<Value>, Walk) {
    let more = rows.more || rows.records.len() >= PAGE;
    let last = rows.records.last().and_then(|record| text_of(record, "Id"));
    let walk = walk.after_page(last, more);
    (rows.records, walk)
}
