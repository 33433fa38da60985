//! Answering queries: bound to the schema, run over the rows, written as records.

mod bind;
mod csv;
mod days;
mod filter;
mod render;
mod run;

pub use bind::{Bound, bind};
pub use csv::csv;
pub use render::{attributed, field, render};
pub use run::run;

use super::errors::Problem;
use super::office::Setup;
use super::profile::Profile;
use super::rows::{Row, RowKey};
use super::schema::{Field, Sobject, Source, field_named, fields};
use super::soql::Malformed;
use crate::org::{Kind, Moment, Org};

/// Who looks at what, and when.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    pub org: &'a Org,
    pub setup: &'a Setup,
    pub profile: Profile,
    pub now: Moment,
    /// `62.0`
    pub version: &'a str,
}

impl<'a> Scope<'a> {
    /// A field that this profile sees.
    pub fn field(&self, sobject: &Sobject, name: &str) -> Option<Field> {
        field_named(self.org, sobject, name).filter(|field| self.sees(sobject, field))
    }

    /// All fields that this profile sees.
    pub fn fields(&self, sobject: &Sobject) -> Vec<Field> {
        let all = fields(self.org, sobject).into_iter();
        all.filter(|field| self.sees(sobject, field)).collect()
    }

    /// The record that has a value of an external id.
    ///
    /// # Errors
    /// When the field is no external id.
    pub fn by_external_id(
        &self,
        sobject: &'static Sobject,
        field: &str,
        value: &str,
    ) -> Result<Option<Row<'a>>, Problem> {
        let found = self.field(sobject, field).filter(|field| field.external_id).map(|field| field.source);
        let Some(Source::Property(property)) = found else { return Err(Problem::no_external_id(field)) };
        let held = |kind: &Kind| Some(RowKey::Object(*kind, self.org.find_unique(*kind, &property, value).ok()?));
        let mut rows = sobject.kinds.iter().filter_map(held).filter_map(|key| Row::at(self.org, sobject, key));
        Ok(rows.find(|row| !row.is_deleted()))
    }

    fn sees(&self, sobject: &Sobject, field: &Field) -> bool {
        self.setup.shows(self.profile, sobject.name, &field.name)
    }
}

/// A query's text, to point at what is wrong with it.
#[derive(Clone, Copy)]
pub struct Text<'a>(pub &'a str);

impl Text<'_> {
    /// An error about a place in the text, in the vendor's form: the text around it, a mark, and the words.
    pub fn problem(self, code: &'static str, at: usize, words: &str) -> Problem {
        let from = at.saturating_sub(30);
        let shown: String = self.0.chars().skip(from).take(60).collect();
        let mark = " ".repeat(at - from);
        Problem::bad(code, format!("\n{shown}\n{mark}^\nERROR at Row:1:Column:{}\n{words}", at + 1))
    }

    /// The error for a text that is no query.
    pub fn malformed(self, malformed: &Malformed) -> Problem {
        self.problem("MALFORMED_QUERY", malformed.at, &malformed.message)
    }
}
