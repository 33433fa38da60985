//! What can go wrong, and the one place that turns it into words for a person.

use crate::wire::public_error::PublicError;
use domain::FieldKey;
use playbook::Playbook;
use std::path::{Path, PathBuf};
use store::StoreError;

/// An intention that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{0}")]
    Refused(Refusal),
    #[error("`{}` can't be written: {source}", path.display())]
    CannotWrite { path: PathBuf, source: std::io::Error },
    #[error("`{}` can't be read: {source}", path.display())]
    CannotRead { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Playbook(#[from] playbook::PlaybookError),
    #[error(transparent)]
    Roster(#[from] playbook::RosterError),
    #[error(transparent)]
    Sync(#[from] sync::SyncError),
    #[error(transparent)]
    Import(#[from] crm::csv::CsvError),
    #[error(transparent)]
    SignIn(#[from] signin::SignInError),
    #[error(transparent)]
    Profile(#[from] signin::ProfileError),
    #[error(transparent)]
    Crm(#[from] crm::CrmError),
    #[error("no workspace is called `{0}`")]
    NoSuchWorkspace(String),
    #[error("this handoff is not here any more")]
    NoSuchHandoff,
    #[error("the practice CRM does not answer: {0}")]
    Practice(String),
}

/// Something that the rules of the process don't allow now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    pub code: &'static str,
    pub message: String,
    pub remedy: String,
    /// Fields to go to.
    pub fields: Vec<FieldKey>,
}

impl AppError {
    /// A refusal without fields.
    pub fn refuse(code: &'static str, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused(Refusal { code, message: message.into(), remedy: remedy.into(), fields: Vec::new() })
    }

    /// The same refusal because of fields, which its sentence ends with by their labels.
    pub fn about(self, fields: Vec<FieldKey>, playbook: &Playbook) -> Self {
        let Self::Refused(refusal) = self else { return self };
        let labels: Vec<&str> = fields.iter().map(|field| playbook.label(field)).collect();
        let message = format!("{}: {}", refusal.message, labels.join(", "));
        Self::Refused(Refusal { message, fields, ..refusal })
    }

    /// An address that can't be spoken to.
    pub fn from_address(failure: net::Failure) -> Self {
        Self::refuse("foreign_host", failure.message, "Check the address, or ask your admin for a profile file")
    }

    pub fn cannot_write(path: &Path, source: std::io::Error) -> Self {
        Self::CannotWrite { path: path.to_owned(), source }
    }
}

impl From<AppError> for PublicError {
    fn from(error: AppError) -> Self {
        let message = error.to_string();
        let (code, remedy, fields) = match error {
            AppError::Refused(refusal) => (refusal.code, refusal.remedy, refusal.fields),
            AppError::Store(store) => {
                let (code, remedy) = of_store(&store);
                (code, remedy.to_owned(), Vec::new())
            }
            AppError::CannotWrite { .. } => {
                ("cannot_write", "Choose another folder, or make room on the disk".to_owned(), Vec::new())
            }
            AppError::CannotRead { .. } => {
                ("cannot_read", "Check that the file is there and that you may read it".to_owned(), Vec::new())
            }
            AppError::Playbook(broken) => {
                ("playbook_broken", format!("{}; the playbook in force stays", broken.remedy), Vec::new())
            }
            AppError::Roster(_) => (
                "roster_broken",
                "Ask your process owner for a new roster; the one in force stays".to_owned(),
                Vec::new(),
            ),
            AppError::Sync(_) => (
                "sync_failed",
                "Everything you wrote is saved here; it is sent when it works again".to_owned(),
                Vec::new(),
            ),
            AppError::Import(import) => ("import_failed", of_import(&import), Vec::new()),
            AppError::SignIn(error) => (error.code(), error.remedy(), Vec::new()),
            AppError::Profile(error) => ("profile_refused", error.remedy().to_owned(), Vec::new()),
            AppError::Crm(error) => (error.code(), crm_remedy(&error), Vec::new()),
            AppError::NoSuchWorkspace(_) => {
                ("no_such_workspace", "Choose a workspace at the foot of the side bar".to_owned(), Vec::new())
            }
            AppError::NoSuchHandoff => (
                "no_such_handoff",
                "Go back to the list; the deal may have been merged or deleted".to_owned(),
                Vec::new(),
            ),
            AppError::Practice(_) => {
                ("practice_gone", "Close the window and start Changeover again".to_owned(), Vec::new())
            }
        };
        Self { code: code.to_owned(), message, remedy: Some(remedy), fields }
    }
}

/// Code and remedy of an error of the databases.
fn of_store(error: &StoreError) -> (&'static str, &'static str) {
    match error {
        StoreError::CannotOpen { .. } => {
            ("cannot_open", "Check the permissions of the folder, or choose another with `--data-dir`")
        }
        StoreError::InUse { .. } => ("in_use", "Use the window that is open already"),
        StoreError::NewerSchema { .. } => ("newer_schema", "Install the newest version of Changeover"),
        StoreError::JournalDamaged { .. } => {
            ("journal_damaged", "Keep the file and ask for support; nothing was deleted")
        }
        StoreError::CacheDamaged => {
            ("cache_damaged", "Close the window and start Changeover again; the local copy is rebuilt")
        }
        StoreError::DiskFull => {
            ("disk_full", "Make room on the disk, then try again; your text is still in the window")
        }
        StoreError::ReadOnly => {
            ("read_only", "Check the permissions of the data folder; your text is still in the window")
        }
        StoreError::Busy => ("busy", "Try again in a moment"),
        StoreError::Unreadable { .. } => ("unreadable", "Ask for support; the rest of the workspace can be used"),
        StoreError::Database(_) => ("database", "Try again; if it stays, close the window and start Changeover again"),
    }
}

/// Where the CRM needs nothing of a person, time helps.
fn crm_remedy(error: &crm::CrmError) -> String {
    if error.remedy.is_empty() {
        "Try again in a moment; everything you wrote is saved here".to_owned()
    } else {
        error.remedy.clone()
    }
}

/// The remedy of an import that failed.
fn of_import(error: &crm::csv::CsvError) -> String {
    use crm::csv::CsvError;
    match error {
        CsvError::Unreadable { .. } => "Check that the file is there and that you may read it".to_owned(),
        CsvError::Changed { .. } => "Choose the files again".to_owned(),
        CsvError::Unanswered(questions) => questions.first().map_or_else(String::new, |question| question.text.clone()),
        CsvError::Cancelled => "Nothing was kept; start again when you like".to_owned(),
        CsvError::Sink(_) => "Make room on the disk, then import again".to_owned(),
    }
}
