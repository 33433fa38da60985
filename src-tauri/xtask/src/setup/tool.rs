//! Programs that cargo installs for the workshop, kept beside its target folder for all clones.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::program::{cargo, step};
use crate::say;
use crate::workshop::Workshop;

/// A program with the versions that fit.
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

/// The bridge between WebDriver and the window. Version 3 is a preview: `^2` keeps to the line that fits the shell.
pub const TAURI_DRIVER: Tool = Tool { name: "tauri-driver", version: "^2" };

/// Changes the code in small ways and looks whether a test notices.
pub const MUTANTS: Tool = Tool { name: "cargo-mutants", version: "^27" };

impl Tool {
    /// Where the program is once it is installed.
    pub fn path(&self, workshop: &Workshop) -> PathBuf {
        workshop.tools().join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }

    /// Installs the program if it isn't there.
    pub fn install(&self, workshop: &Workshop) -> Result<(), Failure> {
        if self.path(workshop).is_file() {
            return Ok(());
        }
        let name = self.name;
        say::line(&format!("`{name}` is missing: cargo installs it, which takes a minute or two"));
        let building = workshop.tools().join("building");
        let mut command = cargo(workshop, &["install", self.name, "--version", self.version, "--locked"]);
        command.arg("--root").arg(workshop.tools()).arg("--target-dir").arg(&building);
        step(&format!("install {name}"), &mut command)?;
        // Only the program is kept; what it was built from is of no more use.
        let _ = std::fs::remove_dir_all(building);
        Ok(())
    }
}
