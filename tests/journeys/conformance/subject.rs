//! An adapter under test, with the practice CRM that it speaks to and the desk that drives it.

use super::line::{Fault, Line};
use super::sheet::Sheet;
use crate::bench::Office;
use crm::port::{Ability, Around, Crm, Cursor, Names, Object, Page, Part};
use crm::{HubSpot, Salesforce};
use domain::{Deal, DealId, PersonId};
use net::{Http, Limits, Secret};
use practice::Options;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// More deals than a page of a list holds.
pub const DEALS: usize = 120;

/// The language that the practice CRM is spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    HubSpot,
    Salesforce,
    /// No dialect at all: an export of the same company.
    Csv,
}

impl Dialect {
    /// What this CRM can't do at all, so that its adapter must not declare it.
    pub fn lacks(self, ability: Ability) -> bool {
        match self {
            Self::HubSpot => false,
            // Opportunities can't be merged, and the history of long texts has no values.
            Self::Salesforce => matches!(ability, Ability::Merges | Ability::TextHistory),
            Self::Csv => !matches!(ability, Ability::InitialLoad | Ability::Incremental | Ability::OwnerChange),
        }
    }

    /// The vendor's refusal of a kind.
    pub fn refusal(self, what: Refusal) -> Fault {
        let (status, body) = match (self, what) {
            (Self::Csv, _) => panic!("files refuse nothing"),
            (Self::HubSpot, Refusal::SignIn) => {
                (401, json!({"category": "EXPIRED_AUTHENTICATION", "message": "expired"}))
            }
            (Self::HubSpot, Refusal::Day) => {
                (429, json!({"errorType": "RATE_LIMIT", "policyName": "DAILY", "message": "daily"}))
            }
            (Self::HubSpot, Refusal::Token) => (400, json!({"category": "VALIDATION_ERROR", "message": "paging"})),
            (Self::Salesforce, Refusal::SignIn) => {
                (401, json!([{"errorCode": "INVALID_SESSION_ID", "message": "expired"}]))
            }
            (Self::Salesforce, Refusal::Day) => {
                (403, json!([{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}]))
            }
            (Self::Salesforce, Refusal::Token) => {
                (400, json!([{"errorCode": "INVALID_QUERY_LOCATOR", "message": "invalid"}]))
            }
        };
        Fault::Answer(status, "application/json", None, body.to_string())
    }
}

/// What a vendor may refuse in its own words.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    SignIn,
    Day,
    Token,
}

/// One adapter on one practice CRM.
pub struct Subject {
    pub dialect: Dialect,
    pub office: Office,
    pub line: Line,
    pub crm: Arc<dyn Crm>,
    sheet: Option<Sheet>,
}

impl Subject {
    pub async fn start(dialect: Dialect) -> Self {
        let now = Some("2026-11-18T15:00:00Z".parse().unwrap());
        let office = Office::start(Options { deals: DEALS, rate_limits: false, now, ..Options::default() }).await;
        let line = Line::to(office.crm.base_url()).await;
        if dialect == Dialect::Csv {
            return Self::exported(office, line).await;
        }
        let crm = adapter(dialect, &line, office.crm.token());
        Self { dialect, office, line, crm, sheet: None }
    }

    /// The same company's deals, taken out as a file.
    async fn exported(office: Office, line: Line) -> Self {
        let crm = adapter(Dialect::HubSpot, &line, office.crm.token());
        let mut subject = Self { dialect: Dialect::Csv, office, line, crm, sheet: None };
        let (deals, _) = subject.loaded().await;
        let sheet = Sheet::of(&*subject.crm, deals.into_values()).await;
        subject.crm = sheet.adapter();
        subject.sheet = Some(sheet);
        subject
    }

    /// The same CRM through another credential.
    pub fn adapter_with(&self, token: &str) -> Arc<dyn Crm> {
        if let Some(sheet) = &self.sheet {
            return sheet.adapter();
        }
        adapter(self.dialect, &self.line, token)
    }

    /// Every page from a cursor to the end.
    pub async fn pages(&self, object: Object, mut cursor: Cursor) -> (Vec<Page>, Cursor) {
        let mut pages = Vec::new();
        loop {
            let page = self.crm.pull(object, &cursor).await.unwrap();
            assert!(page.done || page.next != cursor, "the pull stands still");
            cursor = page.next.clone();
            let done = page.done;
            pages.push(page);
            if done {
                return (pages, cursor);
            }
            assert!(pages.len() < 500, "the pull does not end");
        }
    }

    /// Everything, and from where the next pull goes on, per object.
    pub async fn loaded(&self) -> (BTreeMap<DealId, Deal>, BTreeMap<Object, Cursor>) {
        self.crm.pipelines().await.unwrap();
        let (mut deals, mut cursors) = (BTreeMap::new(), BTreeMap::new());
        for object in Object::ALL {
            let (pages, cursor) = self.pages(object, Cursor::default()).await;
            deals.extend(pages.into_iter().flat_map(|page| page.deals).map(|deal| (deal.id.clone(), deal)));
            cursors.insert(object, cursor);
        }
        (deals, cursors)
    }

    /// What the next pull of all objects brings, in one page.
    pub async fn news(&self, cursors: &mut BTreeMap<Object, Cursor>) -> Page {
        let mut all = Page::default();
        for (object, cursor) in cursors.iter_mut() {
            let (pages, next) = self.pages(*object, cursor.clone()).await;
            for page in pages {
                all.deals.extend(page.deals);
                all.touched.extend(page.touched);
                all.archived.extend(page.archived);
                all.flaws.extend(page.flaws);
            }
            *cursor = next;
        }
        all
    }

    /// Lets so much practice time pass that what was loaded lies behind every overlap, and the adapter hear of it.
    pub async fn later(&self) {
        self.office.control("clock", json!({"advance_seconds": 4 * 3600})).await;
        self.crm.people().await.unwrap();
    }

    /// Everything, pulled again after the overlap of the first load has passed: nothing is news any more.
    pub async fn settled(&self) -> (BTreeMap<DealId, Deal>, BTreeMap<Object, Cursor>) {
        let (deals, mut cursors) = self.loaded().await;
        let now = self.office.now().await;
        let ahead = |deal: &&Deal| deal.modified_at.is_some_and(|at| at > now);
        assert_eq!(deals.values().filter(ahead).map(|deal| &deal.id).collect::<Vec<_>>(), Vec::<&DealId>::new());
        self.later().await;
        self.news(&mut cursors).await;
        self.later().await;
        (deals, cursors)
    }

    /// An open deal with an owner, a contact and a product line, and what hangs on it.
    pub async fn open_deal(&self) -> (Deal, Around) {
        let (deals, _) = self.loaded().await;
        let open: Vec<&Deal> = deals.values().filter(|deal| !deal.is_closed && deal.owner_id.is_some()).collect();
        let ids: Vec<DealId> = open.iter().map(|deal| deal.id.clone()).collect();
        let (arounds, _) = self.crm.around(&ids, &Part::ALL).await.unwrap();
        let whole = |around: &Around| {
            let has = |list: Option<usize>| list.unwrap_or_default() > 0;
            around.account.is_some()
                && has(around.contacts.as_ref().map(Vec::len))
                && has(around.lines.as_ref().map(Vec::len))
        };
        let around = arounds.into_iter().find(whole).expect("an open deal with contact and line");
        (deals[&around.deal_id].clone(), around)
    }

    /// A person edits a deal in the CRM's own screen.
    pub async fn edit(&self, deal: &Deal, property: &str, value: &str) {
        if let Some(sheet) = &self.sheet {
            return sheet.edit(&*self.crm, &deal.id, property, value).await;
        }
        let by = deal.owner_id.clone().unwrap();
        self.office.edit("deal", deal.id.as_str(), property, value, &by).await;
    }

    /// What the org itself calls a record, whatever the dialect calls it.
    pub fn number_of(id: &str) -> String {
        const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        if id.len() != 18 {
            return id.to_owned();
        }
        let digit = |character| DIGITS.find(character).unwrap() as u64;
        id[6..15].chars().fold(0, |number, character| number * 62 + digit(character)).to_string()
    }

    /// A property of a deal, as the org has it.
    pub async fn property(&self, deal: &DealId, name: &str) -> String {
        let number = DealId(Self::number_of(deal.as_str()));
        self.office.deal(&number, name).await[name].as_str().unwrap_or_default().to_owned()
    }

    pub async fn control(&self, path: &str, body: Value) -> Value {
        self.office.control(path, body).await
    }

    /// Someone who owns records and is not this person.
    pub async fn someone_else(&self, than: Option<&PersonId>) -> PersonId {
        let people = self.crm.people().await.unwrap();
        people.into_iter().find(|person| person.active && Some(&person.id) != than).unwrap().id
    }
}

fn adapter(dialect: Dialect, line: &Line, token: &str) -> Arc<dyn Crm> {
    adapter_at(dialect, &line.origin, token)
}

/// An adapter for which other fields carry ours.
pub fn adapter_calling(subject: &Subject, names: &Names) -> Arc<dyn Crm> {
    let http = Http::new(&subject.line.origin, Secret::new(subject.office.crm.token()), limits()).unwrap();
    match subject.dialect {
        Dialect::HubSpot => Arc::new(HubSpot::new(http).calling(names)),
        Dialect::Salesforce => Arc::new(Salesforce::new(http).calling(names)),
        Dialect::Csv => panic!("files have no fields of their own"),
    }
}

/// Little patience, and no pace of searches.
pub fn limits() -> Limits {
    Limits { silence: Duration::from_millis(1_500), searches_per_second: 1_000, ..Limits::default() }
}

/// An adapter that speaks to this address.
pub fn adapter_at(dialect: Dialect, origin: &str, token: &str) -> Arc<dyn Crm> {
    let http = Http::new(origin, Secret::new(token), limits()).unwrap();
    match dialect {
        Dialect::HubSpot => Arc::new(HubSpot::new(http)),
        Dialect::Salesforce => Arc::new(Salesforce::new(http)),
        Dialect::Csv => panic!("files have no address"),
    }
}
