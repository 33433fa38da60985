//! What can be said on the command line and in the environment.

use crate::StartError;
use app::OfferedProfile;
use std::path::PathBuf;

/// How this run was started.
#[derive(Debug, Clone)]
pub struct Arguments {
    pub data_dir: PathBuf,
    /// A profile that was double-clicked, or a link that was followed.
    pub profile: Option<OfferedProfile>,
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
                other => profile = Some(OfferedProfile::named(other).ok_or_else(|| unknown(other))?),
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

fn unknown(argument: &str) -> StartError {
    StartError(format!("unknown argument: `{argument}`\nhint: `--data-dir DIR`, a profile file, or a profile's link"))
}

fn practice_address() -> Option<PracticeAddress> {
    let base_url = std::env::var("CHANGEOVER_PRACTICE_URL").ok()?;
    let token = std::env::var("CHANGEOVER_PRACTICE_TOKEN").ok()?;
    Some(PracticeAddress { base_url, token })
}

fn missing(what: &str) -> StartError {
    StartError(format!("`{what}` needs a folder\nhint: `{what} DIR`"))
}
