//! The org on disk, so that a practice workspace survives a restart.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::PracticeError;
use crate::org::Org;

const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    format: u32,
    org: &'a Org,
}

#[derive(Deserialize)]
struct Header {
    format: u32,
}

#[derive(Deserialize)]
struct Read {
    org: Org,
}

/// Reads the org of an earlier run; `None` when there is no file yet.
pub fn load(path: &Path) -> Result<Option<Org>, PracticeError> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(state_error(path, source)),
    };
    let unreadable = |reason: String| PracticeError::Unreadable { path: path.to_owned(), reason };
    let header: Header = serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    if header.format != FORMAT {
        return Err(unreadable(format!("it has format {}, this version reads {FORMAT}", header.format)));
    }
    let Read { mut org } = serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
    org.reindex();
    Ok(Some(org))
}

/// The bytes of a state file.
pub fn encode(org: &Org) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Written { format: FORMAT, org })
}

/// Replaces the file as a whole: a reader sees the old one or the new one.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), PracticeError> {
    let wrap = |source| state_error(path, source);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh: PathBuf = path.with_file_name(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(wrap)?;
    }
    let mut file = std::fs::File::create(&fresh).map_err(wrap)?;
    std::io::Write::write_all(&mut file, bytes).map_err(wrap)?;
    file.sync_all().map_err(wrap)?;
    std::fs::rename(&fresh, path).map_err(wrap)
}

fn state_error(path: &Path, source: std::io::Error) -> PracticeError {
    PracticeError::State { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests;
