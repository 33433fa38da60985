//! The front end's packages, and its built form that the shell embeds.

use std::path::Path;

use crate::browse;
use crate::failure::{Failure, about};
use crate::program::{npm, output, program, step};
use crate::say;
use crate::setup::stamp::Stamp;
use crate::workshop::Workshop;

/// The oldest Node that the front end's tools run on.
const NODE: u32 = 20;

/// What the built front end is made from, below its folder.
const SOURCES: [&str; 6] = ["src", "public", "index.html", "package-lock.json", "svelte.config.js", "vite.config.ts"];

/// Installs the front end's packages when they are missing or the lock file has changed.
pub fn install(workshop: &Workshop) -> Result<(), Failure> {
    node_is_there(workshop)?;
    install_packages(workshop, &workshop.ui(), "front end")
}

/// `npm ci` in a folder with a lock file, unless its packages are those of the lock file already.
pub fn install_packages(workshop: &Workshop, folder: &Path, name: &str) -> Result<(), Failure> {
    let stamp = Stamp::new(&folder.join("node_modules"), &[folder.join("package-lock.json")])?;
    if stamp.holds() {
        return Ok(());
    }
    say::line(&format!("{name}: its npm packages are missing or old, installing those of its lock file"));
    step(&format!("{name}: npm ci"), &mut npm(workshop, folder, &["ci", "--no-audit", "--no-fund"]))?;
    let modules = folder.join("node_modules");
    std::fs::create_dir_all(&modules).map_err(about(&modules))?;
    stamp.set()
}

/// Builds the front end when a source is newer than what was built; an untouched one isn't, because a new
/// build would make cargo link the shell again.
pub fn build(workshop: &Workshop) -> Result<(), Failure> {
    install(workshop)?;
    let ui = workshop.ui();
    if browse::is_stale(&ui.join("dist/index.html"), &SOURCES.map(|name| ui.join(name))) {
        step("front end: build", &mut npm(workshop, &ui, &["run", "build"]))?;
    }
    Ok(())
}

fn node_is_there(workshop: &Workshop) -> Result<(), Failure> {
    let version = output(program(workshop, "node").arg("--version"));
    let version = version.map_err(|failure| failure.hint(format!("install Node {NODE} or newer, with npm")))?;
    match major(&version) {
        Some(major) if major >= NODE => Ok(()),
        _ => Err(Failure::new(format!("Node is too old: {}", version.trim()))
            .hint(format!("install Node {NODE} or newer, with npm"))),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("twenty"), None);
    }
}
