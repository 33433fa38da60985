//! A list's filter and order as SQL. Every value is bound, never written into the text.

use super::{ListQuery, Order, Scope, Sort, WithPromises};
use crate::fault::{Fault, encode};
use crate::mirror::question;
use crate::time::ms;
use domain::HandoffState;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

/// Fewer rows than this are found by the filter and sorted; more are walked in the order of an index until the page is full.
const SORTED: u32 = 4_000;

/// The same for a text, of which every find's row has to be looked at.
const SORTED_WORDS: u32 = 12_000;

/// The rows that have a value in the column of the order, or those that have none and come last.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Valued,
    Blank,
}

/// What leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// Rows, by whichever index the filter suggests.
    Rows,
    /// Rows in the order of the list; finds of the full-text index are collected once and each row is looked up in them.
    Order,
    /// The full-text index finds, and the row of each find is looked at.
    Words,
    /// The full-text index alone, where nothing else is asked.
    OnlyWords,
}

pub(super) struct Filter<'a> {
    query: &'a ListQuery,
    /// The full-text question, where there is a text.
    question: Option<String>,
    /// The deals as JSON, where the list is bound to some.
    deals: Option<String>,
}

impl<'a> Filter<'a> {
    /// `None` where nothing can match: a text without any letter or digit.
    pub fn of(query: &'a ListQuery) -> Result<Option<Self>, Fault> {
        let asked = !query.text.trim().is_empty();
        let question = question(&query.text);
        if asked && question.is_none() {
            return Ok(None);
        }
        let deals = query.deals.as_ref().map(|deals| encode("list of deals", deals)).transpose()?;
        Ok(Some(Self { query, question, deals }))
    }

    /// Rows that match; with a part, those of that part.
    pub async fn count(&self, tx: &mut SqliteConnection, part: Option<Part>) -> Result<u32, Fault> {
        let lead = match &self.question {
            None => Lead::Rows,
            Some(_) if part.is_none() && self.asks_only_for_words() => Lead::OnlyWords,
            Some(_) => Lead::Words,
        };
        let mut sql = self.select("count(*)", lead);
        if let Some(part) = part {
            self.part(&mut sql, part);
        }
        let count: i64 = sql.build_query_scalar().fetch_one(tx).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn asks_only_for_words(&self) -> bool {
        let wide = ListQuery {
            text: self.query.text.clone(),
            sort: self.query.sort,
            order: self.query.order,
            offset: self.query.offset,
            limit: self.query.limit,
            ..ListQuery::default()
        };
        *self.query == wide
    }

    /// The row ids of one page, in order. `total` decides how they are found.
    pub async fn ids(
        &self,
        tx: &mut SqliteConnection,
        part: Part,
        total: u32,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<i64>, Fault> {
        let lead = match &self.question {
            Some(_) if total < SORTED_WORDS => Lead::Words,
            None if total < SORTED => Lead::Rows,
            _ => Lead::Order,
        };
        let mut sql = self.select("id", lead);
        self.part(&mut sql, part);
        let direction = if self.query.order == Order::Descending { " DESC" } else { "" };
        // A unary plus keeps the order's index out of it.
        let plain = if lead == Lead::Order { "" } else { "+" };
        sql.push(" ORDER BY ");
        if part == Part::Valued {
            sql.push(plain).push(column(self.query.sort)).push(direction).push(", ");
        }
        sql.push("id").push(direction).push(" LIMIT ").push_bind(limit).push(" OFFSET ").push_bind(offset);
        Ok(sql.build_query_scalar().fetch_all(tx).await?)
    }

    fn select(&self, what: &str, lead: Lead) -> QueryBuilder<Sqlite> {
        let mut sql = QueryBuilder::new("SELECT ");
        sql.push(what);
        match (&self.question, lead) {
            (Some(question), Lead::OnlyWords) => {
                sql.push(" FROM summary_text WHERE summary_text MATCH ").push_bind(question.clone());
            }
            (Some(question), Lead::Words) => {
                sql.push(" FROM summary_text CROSS JOIN summary ON summary.id = summary_text.rowid WHERE summary_text MATCH ");
                sql.push_bind(question.clone());
            }
            (question, lead) => {
                sql.push(" FROM summary");
                if lead == Lead::Order {
                    sql.push(" INDEXED BY ").push(index(self.query.sort));
                }
                sql.push(" WHERE true");
                if let Some(question) = question {
                    sql.push(" AND id IN (SELECT rowid FROM summary_text WHERE summary_text MATCH ");
                    sql.push_bind(question.clone()).push(")");
                }
            }
        }
        self.conditions(&mut sql);
        sql
    }

    fn part(&self, sql: &mut QueryBuilder<Sqlite>, part: Part) {
        let test = if part == Part::Valued { " IS NOT NULL" } else { " IS NULL" };
        sql.push(" AND ").push(column(self.query.sort)).push(test);
    }

    fn conditions(&self, sql: &mut QueryBuilder<Sqlite>) {
        push_scope(sql, &self.query.scope);
        one_of(sql, "state", self.query.states.iter().map(|state: &HandoffState| state.as_str().to_owned()));
        one_of(sql, "tier", self.query.tiers.iter().cloned());
        one_of(sql, "band", self.query.bands.iter().cloned());
        if let Some(from) = self.query.closed_from {
            sql.push(" AND closed_at >= ").push_bind(ms(from));
        }
        if let Some(before) = self.query.closed_before {
            sql.push(" AND closed_at < ").push_bind(ms(before));
        }
        if let Some(at) = self.query.overdue_at {
            sql.push(" AND deadline_at < ").push_bind(ms(at));
        }
        match self.query.promises {
            None => {}
            Some(WithPromises::Open) => {
                sql.push(" AND id IN (SELECT summary_id FROM summary_promise WHERE is_open = 1)");
            }
            Some(WithPromises::Any) => {
                sql.push(" AND id IN (SELECT summary_id FROM summary_promise)");
            }
        }
        if let Some(deals) = &self.deals {
            sql.push(" AND deal_id IN (SELECT value FROM json_each(").push_bind(deals.clone()).push("))");
        }
    }
}

/// Whose handoffs, as a condition.
pub(super) fn push_scope(sql: &mut QueryBuilder<Sqlite>, scope: &Scope) {
    match scope {
        Scope::All => {}
        Scope::Owner(person) => {
            sql.push(" AND owner_id = ").push_bind(person.0.clone());
        }
        Scope::Csm(person) => {
            sql.push(" AND csm_id = ").push_bind(person.0.clone());
        }
        Scope::Team(team) => {
            sql.push(" AND team = ").push_bind(team.clone());
        }
        Scope::WaitsFor(person) => {
            sql.push(" AND id IN (SELECT summary_id FROM summary_waits WHERE person_id = ")
                .push_bind(person.0.clone())
                .push(")");
        }
    }
}

fn one_of(sql: &mut QueryBuilder<Sqlite>, column: &'static str, values: impl Iterator<Item = String>) {
    let mut values = values.peekable();
    if values.peek().is_none() {
        return;
    }
    sql.push(" AND ").push(column).push(" IN (");
    let mut list = sql.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    sql.push(")");
}

fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::Urgency => "deadline_at",
        Sort::Close => "close_at",
        Sort::Value => "value",
        Sort::Account => "account_key",
        Sort::Completeness => "completeness",
        Sort::Quality => "quality",
    }
}

/// The index that has the rows in the order of a sort.
fn index(sort: Sort) -> &'static str {
    match sort {
        Sort::Urgency => "summary_by_deadline",
        Sort::Close => "summary_by_close",
        Sort::Value => "summary_by_value",
        Sort::Account => "summary_by_account",
        Sort::Completeness => "summary_by_completeness",
        Sort::Quality => "summary_by_quality",
    }
}
