//! `tauri-driver`: the bridge between WebDriver and the window. Kept beside cargo's target folder for all clones.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::program::{cargo, step};
use crate::say;
use crate::workshop::Workshop;

/// Where the driver is once it is installed.
pub fn path(workshop: &Workshop) -> PathBuf {
    workshop.tools().join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX))
}

/// Installs the driver if it isn't there.
pub fn install(workshop: &Workshop) -> Result<(), Failure> {
    if path(workshop).is_file() {
        return Ok(());
    }
    say::line("`tauri-driver` is missing: cargo installs it, which takes a minute or two");
    let building = workshop.tools().join("building");
    // Version 3 is a preview: `^2` keeps to the line that fits the shell.
    let mut command = cargo(workshop, &["install", "tauri-driver", "--version", "^2", "--locked"]);
    step("install tauri-driver", command.arg("--root").arg(workshop.tools()).arg("--target-dir").arg(&building))?;
    // Only the program is kept; what it was built from is of no more use.
    let _ = std::fs::remove_dir_all(building);
    Ok(())
}
