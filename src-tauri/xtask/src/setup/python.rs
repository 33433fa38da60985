//! A Python environment of our own, beside cargo's target folder, from pinned requirements.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::program::{program, step};
use crate::say;
use crate::setup::stamp::Stamp;
use crate::workshop::Workshop;

/// Installs the requirements into the named environment unless they are there, and hands over its interpreter.
pub fn install(workshop: &Workshop, name: &str, requirements: &Path) -> Result<PathBuf, Failure> {
    let folder = workshop.tools().join(name);
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let stamp = Stamp::new(&folder, &[requirements.to_owned()])?;
    if stamp.holds() && python.is_file() {
        return Ok(python);
    }
    say::line(&format!("{name}: its Python packages are missing or old, installing them into `{}`", folder.display()));
    let system = if cfg!(windows) { "python" } else { "python3" };
    step("a Python environment", program(workshop, system).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = program(workshop, &python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(requirements);
    step(&format!("{name}: pip install"), &mut pip)?;
    stamp.set()?;
    Ok(python)
}
