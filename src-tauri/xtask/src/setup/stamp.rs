//! Remembers from which inputs something was installed, so that it is installed again only when they change.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, about};

/// A file beside the installed things that holds a copy of their inputs.
pub struct Stamp {
    file: PathBuf,
    inputs: Vec<u8>,
}

impl Stamp {
    /// The stamp of what is installed in a folder from these input files.
    pub fn new(folder: &Path, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let mut all = Vec::new();
        for input in inputs {
            all.extend(std::fs::read(input).map_err(about(input))?);
        }
        Ok(Self { file: folder.join(".installed-from"), inputs: all })
    }

    /// Whether the same inputs were installed already.
    pub fn holds(&self) -> bool {
        std::fs::read(&self.file).is_ok_and(|before| before == self.inputs)
    }

    /// Notes that the inputs are installed now.
    pub fn set(&self) -> Result<(), Failure> {
        std::fs::write(&self.file, &self.inputs).map_err(about(&self.file))
    }
}
