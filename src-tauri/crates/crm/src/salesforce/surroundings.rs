//! What hangs on deals, read for many deals at once.

use super::Salesforce;
use super::names::Sobject;
use super::records;
use super::soql::{Soql, any_of, both, either, in_last_days};
use super::talk::{IDS_AT_ONCE, text_of};
use super::touched::{is_deal, naming};
use crate::port::{Aliases, Around, CrmError, Flaw, Part};
use crate::reading::Raw;
use domain::{Account, Activity, ActivityId, DealId};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How far back activities count that hang on the account and not on the deal.
const ACCOUNT_DAYS: u32 = 365;

/// What was read for some deals.
#[derive(Default)]
struct Readings {
    /// The account of each deal.
    accounts_of: BTreeMap<String, String>,
    accounts: BTreeMap<String, Account>,
    arounds: BTreeMap<DealId, Around>,
    flaws: Vec<Flaw>,
}

impl Salesforce {
    pub(super) async fn read_around(
        &self,
        deals: &[DealId],
        parts: &[Part],
    ) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        let (mut arounds, mut flaws) = (Vec::with_capacity(deals.len()), Vec::new());
        for some in deals.chunks(IDS_AT_ONCE / 2) {
            let read = self.read_some(some, parts).await?;
            arounds.extend(read.arounds.into_values());
            flaws.extend(read.flaws);
        }
        Ok((arounds, flaws))
    }

    async fn read_some(&self, deals: &[DealId], parts: &[Part]) -> Result<Readings, CrmError> {
        let asked = |part| parts.contains(&part);
        let mut readings = Readings::of(deals, parts);
        if asked(Part::Account) || asked(Part::Activities) {
            self.read_accounts(deals, asked(Part::Account), &mut readings).await?;
        }
        if asked(Part::Contacts) {
            self.read_contacts(deals, &mut readings).await?;
        }
        if asked(Part::Lines) {
            self.read_lines(deals, &mut readings).await?;
        }
        if asked(Part::Activities) {
            self.read_activities(deals, &mut readings).await?;
        }
        Ok(readings)
    }

    async fn read_accounts(&self, deals: &[DealId], whole: bool, readings: &mut Readings) -> Result<(), CrmError> {
        let soql = Soql::select(["Id", "AccountId"], Sobject::Opportunity.name());
        let rows = self.all(soql.and(any_of("Id", deals.iter().map(DealId::as_str)))).await?;
        let pairs = rows.iter().filter_map(|row| Some((text_of(row, "Id")?, text_of(row, "AccountId")?)));
        readings.accounts_of = pairs.collect();
        let wanted: BTreeSet<&String> = readings.accounts_of.values().collect();
        if !whole || wanted.is_empty() {
            return Ok(());
        }
        let fields = self.fields_of(Sobject::Account).await?;
        if fields.is_empty() {
            return Ok(());
        }
        let soql = Soql::select(fields, Sobject::Account.name()).and(any_of("Id", wanted));
        let rows = self.all(soql).await?;
        readings.take_accounts(&rows, self.named.aliases(Sobject::Account));
        Ok(())
    }

    async fn read_contacts(&self, deals: &[DealId], readings: &mut Readings) -> Result<(), CrmError> {
        let fields = self.with_related(Sobject::ContactRole, Sobject::Contact, "Contact").await?;
        let rows = self.children(Sobject::ContactRole, fields, deals).await?;
        readings.take(Sobject::ContactRole, &rows, "OpportunityId", |around, raw| {
            around.contacts.get_or_insert_default().extend(records::contact(raw));
        });
        Ok(())
    }

    async fn read_lines(&self, deals: &[DealId], readings: &mut Readings) -> Result<(), CrmError> {
        let fields = self.with_related(Sobject::LineItem, Sobject::Product, "Product2").await?;
        let rows = self.children(Sobject::LineItem, fields, deals).await?;
        readings.take(Sobject::LineItem, &rows, "OpportunityId", |around, raw| {
            around.lines.get_or_insert_default().push(records::line(raw));
        });
        Ok(())
    }

    /// The fields of a kind of record, and those of the record that it leads to.
    async fn with_related(&self, own: Sobject, related: Sobject, way: &str) -> Result<Vec<String>, CrmError> {
        let mut fields = self.fields_of(own).await?;
        if !fields.is_empty() {
            let further = self.fields_of(related).await?;
            fields.extend(further.iter().filter(|name| *name != "Id").map(|name| format!("{way}.{name}")));
        }
        Ok(fields)
    }

    /// Nothing is asked of a kind of record that the person does not see.
    async fn children(&self, sobject: Sobject, fields: Vec<String>, deals: &[DealId]) -> Result<Vec<Value>, CrmError> {
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let ids = any_of("OpportunityId", deals.iter().map(DealId::as_str));
        self.all(Soql::select(fields, sobject.name()).and(ids)).await
    }

    async fn read_activities(&self, deals: &[DealId], readings: &mut Readings) -> Result<(), CrmError> {
        let now = self.now().await?;
        let emails = self.activities(Sobject::EmailMessage, "RelatedToId", deals, readings).await?;
        readings.place(Sobject::EmailMessage, &emails, "RelatedToId", &records::email);
        // A mail that was logged is a task, too: the mail itself counts.
        let logged: BTreeSet<String> = emails.iter().filter_map(|row| text_of(row, "ActivityId")).collect();
        let mut tasks = self.activities(Sobject::Task, "WhatId", deals, readings).await?;
        tasks.retain(|row| text_of(row, "Id").is_none_or(|id| !logged.contains(&id)));
        readings.place(Sobject::Task, &tasks, "WhatId", &records::task);
        let events = self.activities(Sobject::Event, "WhatId", deals, readings).await?;
        readings.place(Sobject::Event, &events, "WhatId", &|raw, deal| records::event(raw, deal, now));
        let notes = self.notes_on(deals).await?;
        readings.place(Sobject::ContentNote, &notes, "LinkedEntityId", &records::note);
        Ok(())
    }

    /// What hangs on the deals, and what hung on their accounts lately: people log a call on either.
    async fn activities(
        &self,
        sobject: Sobject,
        on: &str,
        deals: &[DealId],
        readings: &Readings,
    ) -> Result<Vec<Value>, CrmError> {
        let fields = self.fields_of(sobject).await?;
        if fields.is_empty() {
            return Ok(Vec::new());
        }
        let own = any_of(on, deals.iter().map(DealId::as_str));
        let accounts: BTreeSet<&String> = readings.accounts_of.values().collect();
        let condition = if accounts.is_empty() {
            own
        } else {
            either(&own, &both(&any_of(on, accounts), &in_last_days("CreatedDate", ACCOUNT_DAYS)))
        };
        self.all(Soql::select(fields, sobject.name()).and(condition)).await
    }
}

impl Readings {
    /// Parts that were asked for are there, if only empty.
    fn of(deals: &[DealId], parts: &[Part]) -> Self {
        let empty = |deal: &DealId| Around {
            deal_id: deal.clone(),
            account: None,
            contacts: parts.contains(&Part::Contacts).then(Vec::new),
            lines: parts.contains(&Part::Lines).then(Vec::new),
            activities: parts.contains(&Part::Activities).then(Vec::new),
        };
        Self { arounds: deals.iter().map(|deal| (deal.clone(), empty(deal))).collect(), ..Self::default() }
    }

    fn take_accounts(&mut self, rows: &[Value], aliases: &Aliases) {
        for row in rows {
            match Raw::new(Sobject::Account, row).map(|raw| raw.calling(aliases)) {
                Ok(raw) => {
                    self.accounts.insert(raw.id.clone(), records::account(&raw));
                    self.flaws.extend(raw.into_flaws());
                }
                Err(flaw) => self.flaws.push(flaw),
            }
        }
        for (deal, around) in &mut self.arounds {
            around.account = self.accounts_of.get(deal.as_str()).and_then(|id| self.accounts.get(id)).cloned();
        }
    }

    /// Gives each row to the deal that it names.
    fn take(&mut self, sobject: Sobject, rows: &[Value], on: &str, mut put: impl FnMut(&mut Around, &Raw<'_>)) {
        for (deal, row) in naming(rows, on) {
            let Some(around) = self.arounds.get_mut(&DealId(deal)) else { continue };
            match Raw::new(sobject, row) {
                Ok(raw) => {
                    put(around, &raw);
                    self.flaws.extend(raw.into_flaws());
                }
                Err(flaw) => self.flaws.push(flaw),
            }
        }
    }

    /// Gives each activity to its deal, or to all deals of its account, on each under an id of its own.
    fn place(
        &mut self,
        sobject: Sobject,
        rows: &[Value],
        on: &str,
        read: &dyn Fn(&Raw<'_>, &DealId) -> Option<Activity>,
    ) {
        for (what, row) in naming(rows, on) {
            let raw = match Raw::new(sobject, row) {
                Ok(raw) => raw,
                Err(flaw) => {
                    self.flaws.push(flaw);
                    continue;
                }
            };
            for deal in self.deals_under(&what) {
                let Some(mut activity) = read(&raw, &deal) else { continue };
                if !is_deal(&what) {
                    activity.id = ActivityId(format!("{}@{deal}", activity.id));
                }
                if let Some(around) = self.arounds.get_mut(&deal) {
                    around.activities.get_or_insert_default().push(activity);
                }
            }
            self.flaws.extend(raw.into_flaws());
        }
    }

    fn deals_under(&self, what: &str) -> Vec<DealId> {
        if is_deal(what) {
            return vec![what.into()];
        }
        let of_account = self.accounts_of.iter().filter(|(_, account)| *account == what);
        of_account.map(|(deal, _)| deal.as_str().into()).collect()
    }
}
