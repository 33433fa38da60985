//! Why an import as a whole can't go on.

use crate::csv::plan::Question;

/// Errors of inspecting and importing. Rows that can't be used are no errors; they are in the report.
#[derive(Debug, thiserror::Error)]
pub enum CsvError {
    #[error("can't read `{file}`: {reason}")]
    Unreadable { file: String, reason: String },
    /// The header is not the one that the plan was made for; the remedy is to inspect the file again.
    #[error("`{file}` has changed since it was looked at")]
    Changed { file: String },
    /// Something that can't be guessed safely is still to be answered.
    #[error("{} to be answered before the import", .0.len())]
    Unanswered(Vec<Question>),
    #[error("the import was stopped")]
    Cancelled,
    /// The receiver of the records failed.
    #[error("the records couldn't be kept: {0}")]
    Sink(Box<dyn std::error::Error + Send + Sync>),
}

impl CsvError {
    /// An error of reading `file`.
    pub fn unreadable(file: &str, error: &std::io::Error) -> Self {
        Self::Unreadable { file: file.to_owned(), reason: error.to_string() }
    }
}
