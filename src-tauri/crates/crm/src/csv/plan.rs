//! What an import is going to do; a proposal that a person may change in every part.

use crate::csv::attribute::{Attribute, FileRole, Wants};
use crate::csv::column::ColumnType;
use crate::csv::date::DateOrder;
use crate::csv::layout::Layout;
use crate::csv::number::Decimal;
use crate::csv::stages::StageWord;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use ts_rs::TS;

/// The whole import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImportPlan {
    pub files: Vec<FilePlan>,
    pub joins: Vec<Join>,
    pub stages: Vec<StageWord>,
    /// Words in the account column that stand for no account.
    pub missing_markers: Vec<MissingMarker>,
    /// Words that are spelled another way than they should be.
    pub spellings: Vec<Spelling>,
    /// ISO 4217, for deals whose row names none; `None` leaves them without.
    pub default_currency: Option<String>,
    pub segment_sizes: SegmentSizes,
    /// What has to be answered before [`run`](crate::csv::run); see [`open_questions`].
    pub questions: Vec<Question>,
}

impl ImportPlan {
    /// The files of one role with their places in the plan.
    pub fn with_role(&self, role: FileRole) -> impl Iterator<Item = (u32, &FilePlan)> {
        let placed = self.files.iter().zip(0_u32..).map(|(file, place)| (place, file));
        placed.filter(move |(_, file)| file.role == role && file.layout.is_some())
    }

    /// The column of the file at `place` to which deals are joined.
    pub fn joined_column(&self, kind: JoinKind, place: u32) -> Option<u32> {
        self.joins.iter().find(|join| join.kind == kind && join.to.file == place).map(|join| join.to.column)
    }
}

/// What is done with one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FilePlan {
    pub path: PathBuf,
    pub name: String,
    #[ts(type = "number")]
    pub bytes: u64,
    pub rows: u32,
    /// `None` for files that can't be read; their role is `ignored`.
    pub layout: Option<Layout>,
    pub role: FileRole,
    pub confidence: f32,
    pub reason: String,
    pub columns: Vec<ColumnPlan>,
}

impl FilePlan {
    /// The column that fills `attribute`.
    pub fn column_of(&self, attribute: Attribute) -> Option<&ColumnPlan> {
        self.columns.iter().find(|column| column.attribute == Some(attribute))
    }
}

/// What is done with one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ColumnPlan {
    /// From 0.
    pub index: u32,
    pub header: String,
    /// `None` leaves the column in the file.
    pub attribute: Option<Attribute>,
    /// 0 to 1.
    pub confidence: f32,
    pub reason: String,
    pub holds: ColumnType,
    /// How its dates are written; `None` where it holds none, or it is still to be said.
    pub date_order: Option<DateOrder>,
    pub decimal: Option<Decimal>,
    pub samples: Vec<String>,
}

/// A column of a file, both by place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct ColumnRef {
    pub file: u32,
    pub column: u32,
}

/// What a join brings to a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JoinKind {
    Account,
    Product,
    Owner,
}

/// A column of the deals whose cells are found in a column of another file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Join {
    pub kind: JoinKind,
    pub from: ColumnRef,
    pub to: ColumnRef,
    /// 0 to 1: the rows of the deals whose value is found, as far as values were counted.
    pub found: f32,
    pub reason: String,
}

/// A word that stands for a missing account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MissingMarker {
    pub word: String,
    pub rows: u32,
    pub reason: String,
}

/// Two spellings of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Spelling {
    pub column: ColumnRef,
    pub attribute: Attribute,
    pub found: String,
    pub means: String,
    pub rows: u32,
    /// True takes `found` for `means`; false keeps `found`. Both are reported.
    pub apply: bool,
    pub reason: String,
}

/// Employees from which a segment begins, for accounts without a segment column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SegmentSizes {
    pub mid_market_from: u32,
    pub enterprise_from: u32,
}

impl Default for SegmentSizes {
    fn default() -> Self {
        Self { mid_market_from: 200, enterprise_from: 1000 }
    }
}

/// What kind of answer is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    NoDeals,
    NoStage,
    NoName,
    DateOrder,
    Decimal,
    TwiceMapped,
}

/// Something that can't be guessed safely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Question {
    pub kind: QuestionKind,
    pub file: Option<u32>,
    pub column: Option<u32>,
    pub text: String,
}

/// What the plan, as it stands, leaves open; nothing means that it can run.
pub fn open_questions(plan: &ImportPlan) -> Vec<Question> {
    let mut questions = Vec::new();
    let used =
        || plan.files.iter().enumerate().filter(|(_, file)| file.role != FileRole::Ignored && file.layout.is_some());
    if !used().any(|(_, file)| file.role == FileRole::Deals) {
        let text = "Which file holds the deals? None of them was recognised".to_owned();
        questions.push(Question { kind: QuestionKind::NoDeals, file: None, column: None, text });
    }
    for (place, file) in used() {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        questions.extend(missing_columns(place, file));
        questions.extend(repeated_attributes(place, file));
        questions.extend(file.columns.iter().filter_map(|column| unclear_format(place, file, column)));
    }
    questions
}

fn missing_columns(place: u32, file: &FilePlan) -> Option<Question> {
    let has = |attribute| file.column_of(attribute).is_some();
    let (kind, text) = match file.role {
        FileRole::Deals if !has(Attribute::DealStage) && !has(Attribute::DealWon) => {
            (QuestionKind::NoStage, format!("Which column of {} says the stage of a deal?", file.name))
        }
        FileRole::Accounts if !has(Attribute::AccountName) => {
            (QuestionKind::NoName, format!("Which column of {} names the account?", file.name))
        }
        FileRole::Products if !has(Attribute::ProductName) => {
            (QuestionKind::NoName, format!("Which column of {} names the product?", file.name))
        }
        FileRole::People if !has(Attribute::PersonName) => {
            (QuestionKind::NoName, format!("Which column of {} names the person?", file.name))
        }
        _ => return None,
    };
    Some(Question { kind, file: Some(place), column: None, text })
}

fn repeated_attributes(place: u32, file: &FilePlan) -> Vec<Question> {
    let mut seen = std::collections::HashSet::new();
    let repeated =
        file.columns.iter().filter(|column| column.attribute.is_some_and(|attribute| !seen.insert(attribute)));
    let question = |column: &ColumnPlan| {
        let label = column.attribute.map_or("", Attribute::label);
        let text = format!("{}: two columns fill “{label}”; which one is meant?", file.name);
        Question { kind: QuestionKind::TwiceMapped, file: Some(place), column: Some(column.index), text }
    };
    repeated.map(question).collect()
}

fn unclear_format(place: u32, file: &FilePlan, column: &ColumnPlan) -> Option<Question> {
    let sample = column.samples.first().map_or("", String::as_str);
    let (kind, text) = match column.attribute?.wants() {
        Wants::Date if column.date_order.is_none() && column.holds != ColumnType::Empty => (
            QuestionKind::DateOrder,
            format!("{}: is `{sample}` in “{}” day first or month first?", file.name, column.header),
        ),
        Wants::Number if column.decimal.is_none() && column.holds != ColumnType::Empty => (
            QuestionKind::Decimal,
            format!("{}: does `{sample}` in “{}” have thousands or a fraction?", file.name, column.header),
        ),
        _ => return None,
    };
    Some(Question { kind, file: Some(place), column: Some(column.index), text })
}
