//! Which deals are touched by a change of what hangs on them: a change of a child does not show on the deal.
//!
//! One question for each kind of child; where nothing changed, it is the only one.

use super::Salesforce;
use super::names::Sobject;
use super::pull::PAGE;
use super::soql::{Soql, any_of, either, since};
use super::talk::{IDS_AT_ONCE, Rows, text_of};
use super::walk::Walk;
use crate::port::{CrmError, Cursor, Flaw, Object, Page};
use chrono::{DateTime, Utc};
use domain::DealId;
use serde_json::Value;
use std::collections::BTreeSet;

/// The prefixes of ids of opportunities and accounts.
const DEAL: &str = "006";
const ACCOUNT: &str = "001";

impl Salesforce {
    /// The first pull only sets the mark: the deals' own load brings the rest.
    pub(super) async fn pull_touched(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        let now = self.now().await?;
        let walk = match Walk::resume(cursor, now) {
            Walk::Sweep { since, after, began } => Walk::Sweep { since, after, began },
            _ => return Ok(at_rest(&Walk::from_now_on(now), Vec::new())),
        };
        let Walk::Sweep { since: from, after, .. } = &walk else { return Ok(at_rest(&walk, Vec::new())) };
        let Some(sobject) = carrier(object) else { return Ok(at_rest(&Walk::from_now_on(now), Vec::new())) };
        if !self.shape(sobject).await?.is_visible {
            return Ok(at_rest(&Walk::from_now_on(now), vec![unseen(sobject)]));
        }
        let rows = self.page(question(object, sobject, *from).next_by_id(after, PAGE), true).await?;
        let more = rows.more || rows.records.len() >= PAGE;
        let last = rows.records.last().and_then(|record| text_of(record, "Id"));
        let touched = self.deals_of(object, &rows).await?;
        let walk = walk.after_page(last, more);
        Ok(Page {
            touched: touched.into_iter().map(DealId).collect(),
            next: walk.to_cursor(),
            done: walk.is_at_rest(),
            ..Page::default()
        })
    }

    async fn deals_of(&self, object: Object, rows: &Rows) -> Result<BTreeSet<String>, CrmError> {
        let named = |field: &str| rows.records.iter().filter_map(|row| text_of(row, field)).collect::<BTreeSet<_>>();
        match object {
            Object::Accounts => Ok(named("Id")),
            Object::Contacts | Object::Lines => Ok(named("OpportunityId")),
            Object::Tasks | Object::Meetings => self.of_whats(named("WhatId")).await,
            Object::Emails => self.of_whats(named("RelatedToId")).await,
            Object::Notes => {
                let links = self.links_of_documents(named("Id")).await?;
                Ok(links.into_iter().filter(|id| id.starts_with(DEAL)).collect())
            }
            Object::Deals | Object::ArchivedDeals | Object::Calls => Ok(BTreeSet::new()),
        }
    }

    /// An activity on an account touches all deals of the account.
    async fn of_whats(&self, whats: BTreeSet<String>) -> Result<BTreeSet<String>, CrmError> {
        let accounts: Vec<String> = whats.iter().filter(|id| id.starts_with(ACCOUNT)).cloned().collect();
        let mut deals: BTreeSet<String> = whats.into_iter().filter(|id| id.starts_with(DEAL)).collect();
        for some in accounts.chunks(IDS_AT_ONCE) {
            let soql = Soql::select(["Id"], Sobject::Opportunity.name()).and(any_of("AccountId", some));
            deals.extend(self.all(soql).await?.iter().filter_map(|row| text_of(row, "Id")));
        }
        Ok(deals)
    }

    async fn links_of_documents(&self, documents: BTreeSet<String>) -> Result<Vec<String>, CrmError> {
        let (documents, mut linked) = (documents.into_iter().collect::<Vec<_>>(), Vec::new());
        for some in documents.chunks(IDS_AT_ONCE) {
            let soql = Soql::select(["LinkedEntityId"], Sobject::ContentDocumentLink.name());
            let rows = self.all(soql.and(any_of("ContentDocumentId", some))).await?;
            linked.extend(rows.iter().filter_map(|row| text_of(row, "LinkedEntityId")));
        }
        Ok(linked)
    }
}

/// The kind of record in which a change shows. Deleted deals come with the deals, calls with the tasks: nothing is asked for
/// them.
fn carrier(object: Object) -> Option<Sobject> {
    match object {
        Object::Deals | Object::ArchivedDeals | Object::Calls => None,
        Object::Accounts => Some(Sobject::Opportunity),
        Object::Contacts => Some(Sobject::ContactRole),
        Object::Lines => Some(Sobject::LineItem),
        Object::Notes => Some(Sobject::ContentNote),
        Object::Tasks => Some(Sobject::Task),
        Object::Meetings => Some(Sobject::Event),
        Object::Emails => Some(Sobject::EmailMessage),
    }
}

fn question(object: Object, sobject: Sobject, from: DateTime<Utc>) -> Soql {
    let select = |fields: &[&str]| Soql::select(fields, sobject.name());
    match object {
        Object::Accounts => select(&["Id"]).and(since("Account.SystemModstamp", from)),
        Object::Contacts => {
            let changed = either(&since("SystemModstamp", from), &since("Contact.SystemModstamp", from));
            select(&["Id", "OpportunityId"]).and(changed)
        }
        Object::Lines => select(&["Id", "OpportunityId"]).and(since("SystemModstamp", from)),
        Object::Notes => select(&["Id"]).and(since("LastModifiedDate", from)),
        Object::Emails => select(&["Id", "RelatedToId"]).and(since("SystemModstamp", from)),
        _ => select(&["Id", "WhatId"]).and(since("SystemModstamp", from)),
    }
}

fn at_rest(walk: &Walk, flaws: Vec<Flaw>) -> Page {
    Page { next: walk.to_cursor(), done: true, flaws, ..Page::default() }
}

fn unseen(sobject: Sobject) -> Flaw {
    Flaw {
        object: sobject.word(),
        id: String::new(),
        property: String::new(),
        what: format!("{} can't be seen with your profile; none are shown here", sobject.name()),
    }
}

/// True for a row that hangs on an opportunity itself.
pub(super) fn is_deal(id: &str) -> bool {
    id.starts_with(DEAL)
}

/// The rows of a reply that name a record in a field, with that name.
pub(super) fn naming<'a>(rows: &'a [Value], field: &str) -> Vec<(String, &'a Value)> {
    rows.iter().filter_map(|row| Some((text_of(row, field)?, row))).collect()
}
