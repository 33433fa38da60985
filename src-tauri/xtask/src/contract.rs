//! The wire types of the `app` room, as the front end has them in `ui/src/lib/ipc/contract.ts`.

use std::path::PathBuf;

use crate::failure::{Failure, about};
use crate::program::{output, program, step, workspace};
use crate::say;
use crate::workshop::Workshop;

/// Whether the committed file is what the rooms would write now.
pub fn is_current(workshop: &Workshop) -> Result<(), Failure> {
    let path = path(workshop);
    let written = std::fs::read_to_string(&path).map_err(about(&path))?;
    if normal(&written) == normal(&generate(workshop)?) {
        say::line("✓ the contract is current");
        return Ok(());
    }
    Err(Failure::new("ui/src/lib/ipc/contract.ts is not what the `app` room says now")
        .hint("run `cargo xtask contract` and commit the file"))
}

/// Writes the file from what the room says now.
pub fn write(workshop: &Workshop) -> Result<(), Failure> {
    let (path, text) = (path(workshop), generate(workshop)?);
    if std::fs::read_to_string(&path).is_ok_and(|written| normal(&written) == normal(&text)) {
        say::line("✓ the contract is current");
        return Ok(());
    }
    std::fs::write(&path, text).map_err(about(&path))?;
    say::line("✓ wrote ui/src/lib/ipc/contract.ts");
    Ok(())
}

fn generate(workshop: &Workshop) -> Result<String, Failure> {
    step("wire types from the `app` room", &mut workspace(workshop, "build", &["--quiet", "--example", "contract"]))?;
    output(&mut program(workshop, workshop.built("debug/examples", "contract")))
}

fn path(workshop: &Workshop) -> PathBuf {
    workshop.ui().join("src/lib/ipc/contract.ts")
}

/// A checkout with Windows line ends is the same contract.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n")
}
