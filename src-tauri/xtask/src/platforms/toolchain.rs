//! Debian's own Rust, which comes with the sources of the standard library and so can build it for any target.

use std::path::PathBuf;
use std::process::Command;

use crate::program::program;
use crate::workshop::{TARGET_VARIABLE, Workshop};

/// Its cargo, for a target whose standard library it builds along, in a target folder of its own.
pub fn cargo(workshop: &Workshop, verb: &str, target: &str) -> Command {
    let mut command = program(workshop, "/usr/bin/cargo");
    command
        .env("RUSTC", "/usr/bin/rustc")
        // Building the standard library is a nightly feature that a stable compiler only opens like this.
        .env("RUSTC_BOOTSTRAP", "1")
        .env(TARGET_VARIABLE, folder(workshop))
        // The libraries of the toolchain that runs this workshop are not those of this compiler.
        .env_remove("LD_LIBRARY_PATH")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTDOC")
        .args([verb, "-Zbuild-std=std,panic_abort", "--target", target]);
    command
}

/// Where everything for other operating systems is built.
pub fn folder(workshop: &Workshop) -> PathBuf {
    workshop.target.join("platforms")
}
