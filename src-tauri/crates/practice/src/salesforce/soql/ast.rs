//! A query as it was read, before anything of it was looked up.

use chrono::NaiveDate;

use crate::org::Moment;

/// A field, with the parents on the way to it: `Owner.Email`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    pub parts: Vec<String>,
    /// Where it stands in the text, in characters from 0.
    pub at: usize,
}

/// What is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Selected {
    Field(Path),
    /// `FIELDS(ALL)`, `FIELDS(STANDARD)` or `FIELDS(CUSTOM)`.
    Every(String),
    /// `(SELECT … FROM Relationship)`
    Children(Box<Query>),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Like,
}

/// A value as the query writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Date(NaiveDate),
    Moment(Moment),
    /// `TODAY`, or `LAST_N_DAYS:30`.
    Days(String, i64),
}

/// What a field is compared with when there may be several.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    List(Vec<Literal>),
    /// `IN (SELECT OpportunityId FROM …)`
    Query(Box<Query>),
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Path, Comparison, Literal),
    Among { path: Path, within: Operand, negated: bool },
}

/// Where rows without a value go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    First,
    Last,
}

/// One rule of the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub path: Path,
    pub descending: bool,
    pub nulls: Nulls,
}

/// A whole query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Nothing for `COUNT()`.
    pub selected: Vec<Selected>,
    pub count: bool,
    pub from: String,
    /// Where the name of the object stands.
    pub from_at: usize,
    pub alias: Option<String>,
    pub condition: Option<Condition>,
    pub order: Vec<Sort>,
    pub limit: Option<usize>,
    pub offset: usize,
    /// `ALL ROWS`: deleted ones, too.
    pub all_rows: bool,
}
