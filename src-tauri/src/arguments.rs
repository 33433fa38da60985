//! What can be said on the command line and in the environment.

use crate::StartError;
use std::path::{Path, PathBuf};

/// How this run was started.
#[derive(Debug, Clone)]
pub struct Arguments {
    pub data_dir: PathBuf,
    /// A profile file that was double-clicked.
    pub profile: Option<PathBuf>,
    /// A practice CRM that runs elsewhere on this machine; otherwise the window brings its own.
    pub practice: Option<PracticeAddress>,
    /// False lets several windows run side by side, for tests with their own data folders.
    pub single_instance: bool,
}

/// Where a practice CRM answers.
#[derive(Debug, Clone)]
pub struct PracticeAddress {
    pub base_url: String,
    pub token: String,
}

impl Arguments {
    /// Reads `--data-dir DIR` and the variables `CHANGEOVER_DATA_DIR`, `CHANGEOVER_PRACTICE_URL`,
    /// `CHANGEOVER_PRACTICE_TOKEN` and `CHANGEOVER_MANY` (set: no single instance).
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, StartError> {
        let mut data_dir = std::env::var_os("CHANGEOVER_DATA_DIR").map(PathBuf::from);
        let mut profile = None;
        let mut rest = arguments;
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--data-dir" => data_dir = Some(rest.next().ok_or_else(|| missing("--data-dir"))?.into()),
                file if is_profile(file) => profile = Some(file.into()),
                other => {
                    return Err(StartError(format!(
                        "unknown argument: `{other}`\nhint: `--data-dir DIR`, or a profile file"
                    )));
                }
            }
        }
        let data_dir = data_dir.or_else(crate::default_data_dir).ok_or_else(|| missing("--data-dir"))?;
        Ok(Self {
            data_dir,
            profile,
            practice: practice_address(),
            single_instance: std::env::var_os("CHANGEOVER_MANY").is_none(),
        })
    }
}

/// True for the name of a profile file.
pub fn is_profile(argument: &str) -> bool {
    Path::new(argument).extension().is_some_and(|ending| ending == app::PROFILE_EXTENSION)
}

fn practice_address() -> Option<PracticeAddress> {
    let base_url = std::env::var("CHANGEOVER_PRACTICE_URL").ok()?;
    let token = std::env::var("CHANGEOVER_PRACTICE_TOKEN").ok()?;
    Some(PracticeAddress { base_url, token })
}

fn missing(what: &str) -> StartError {
    StartError(format!("`{what}` needs a folder\nhint: `{what} DIR`"))
}
