//! What can go wrong around the practice CRM.

use std::path::PathBuf;

use thiserror::Error;

/// A practice CRM that can't be started or saved.
#[derive(Debug, Error)]
pub enum PracticeError {
    /// The port is taken, or the loopback address can't be used.
    #[error("could not listen on 127.0.0.1:{port}: {source}")]
    Listen { port: u16, source: std::io::Error },
    /// The state file can't be read or written.
    #[error("could not use the state file {}: {source}", path.display())]
    State { path: PathBuf, source: std::io::Error },
    /// The state file is not one of ours, or from another version.
    #[error("the state file {} can't be read: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
}
