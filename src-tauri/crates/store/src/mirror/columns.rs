//! The narrow columns of what a pull brings, as one JSON array per statement.

use super::{ContactLink, MirrorPage};
use crate::fault::{Fault, encode};
use crate::time::ms;
use domain::ids::short_hash;
use domain::{Account, Activity, Contact, Deal, DealId, Person, Pipeline};
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A row: its columns, the JSON of the whole thing last.
pub(super) struct Row {
    pub columns: Vec<Value>,
    pub body: String,
}

impl Row {
    fn new<T: Serialize>(what: &'static str, thing: &T, columns: Vec<Value>) -> Result<Self, Fault> {
        let body = encode(what, thing)?;
        let mut row = Self { columns, body };
        row.columns.push(short_hash(&[&row.body]).into());
        Ok(row)
    }

    /// The columns with the JSON behind them.
    pub fn whole(mut self) -> Value {
        self.columns.push(self.body.into());
        Value::Array(self.columns)
    }
}

/// The deals of a page by id. One that comes twice counts as its later state.
pub(super) fn deals(page: &MirrorPage) -> Result<BTreeMap<&str, Row>, Fault> {
    let mut latest: BTreeMap<&str, &Deal> = BTreeMap::new();
    for deal in &page.deals {
        let known = latest.entry(deal.id.as_str()).or_insert(deal);
        if deal.modified_at >= known.modified_at {
            *known = deal;
        }
    }
    latest.into_iter().map(|(id, deal)| Ok((id, deal_row(deal)?))).collect()
}

fn deal_row(deal: &Deal) -> Result<Row, Fault> {
    let columns = vec![
        json!(deal.id),
        json!(deal.name),
        json!(deal.account_id),
        json!(deal.owner_id),
        json!(deal.csm_id),
        json!(deal.closed_at.map(ms)),
        json!(deal.modified_at.map(ms)),
        json!(i32::from(deal.archived)),
    ];
    Row::new("deal", storable(deal).as_ref(), columns)
}

/// JSON has no NaN; a deal with one could not be read back.
fn storable(deal: &Deal) -> Cow<'_, Deal> {
    if deal.probability.is_finite() {
        Cow::Borrowed(deal)
    } else {
        Cow::Owned(Deal { probability: 0.0, ..deal.clone() })
    }
}

pub(super) fn account(account: &Account) -> Result<Row, Fault> {
    let columns =
        vec![json!(account.id), json!(account.name), json!(account.csm_id), json!(account.modified_at.map(ms))];
    Row::new("account", account, columns)
}

pub(super) fn contact(contact: &Contact) -> Result<Row, Fault> {
    Row::new("contact", contact, vec![json!(contact.id), json!(contact.name)])
}

pub(super) fn activity(activity: &Activity) -> Result<Row, Fault> {
    Row::new("activity", activity, vec![json!(activity.id), json!(activity.deal_id), json!(ms(activity.at))])
}

pub(super) fn person(person: &Person) -> Result<Row, Fault> {
    Row::new("person", person, vec![json!(person.id), json!(person.user_id), json!(person.name)])
}

pub(super) fn pipeline(pipeline: &Pipeline) -> Result<Row, Fault> {
    Row::new("pipeline", pipeline, vec![json!(pipeline.id)])
}

/// A list that the CRM gives whole for a deal.
pub(super) fn part<T: Serialize>(kind: &'static str, deal: &DealId, list: &[T]) -> Result<Row, Fault> {
    Row::new(kind, &list, vec![json!(deal), json!(kind)])
}

/// The links of those deals that are in `changed`, one row per link. Of a deal that comes twice, the last list counts.
pub(super) fn links(of: &[(DealId, Vec<ContactLink>)], changed: &[String]) -> Value {
    let by_deal: BTreeMap<&str, &Vec<ContactLink>> = of.iter().map(|(deal, links)| (deal.as_str(), links)).collect();
    let links = changed.iter().filter_map(|deal| Some((deal, by_deal.get(deal.as_str())?)));
    let rows = links.flat_map(|(deal, links)| {
        links
            .iter()
            .enumerate()
            .map(move |(position, link)| json!([deal, link.contact, i32::from(link.primary), position]))
    });
    Value::Array(rows.collect())
}
