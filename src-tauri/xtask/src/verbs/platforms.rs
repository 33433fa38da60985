//! `platforms`: what can be said from Debian about the other operating systems.
//!
//! For Windows the whole application is built and the rooms' tests run under Wine, which has no WebView2 and
//! therefore no window. For macOS the application is type-checked: that proves its code paths compile, no more.
//! Debian's second toolchain builds the standard library for both; rustup's stays for everything else.

use std::process::Command;

use crate::failure::Failure;
use crate::platforms::{macos, toolchain, windows};
use crate::record::{Record, summary};
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

/// The rooms that have tests of their own; the shell has none without a window.
const ROOMS: [&str; 12] = [
    "alerts",
    "app",
    "crm",
    "documents",
    "domain",
    "insight",
    "net",
    "playbook",
    "practice",
    "store",
    "sync",
    "vault",
];

const PARTS: [&str; 3] = ["build", "rooms", "macos"];

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let unknown = arguments
        .iter()
        .find(|name| !PARTS.contains(&name.as_str()));
    if let Some(unknown) = unknown {
        return Err(Failure::new(format!("`platforms` has no part `{unknown}`"))
            .hint(format!("parts are `{}`", PARTS.join("`, `"))));
    }
    packages::install_only_on_debian(packages::PLATFORMS)?;
    let wanted = |part: &str| arguments.is_empty() || arguments.iter().any(|name| name == part);
    let mut records = Vec::new();
    if wanted("build") {
        records.push(Record::of("windows: build", |record| {
            application(workshop, record)
        }));
    }
    if wanted("rooms") {
        records.push(Record::of("windows: rooms", |record| {
            rooms(workshop, record)
        }));
    }
    if wanted("macos") {
        records.push(Record::of("macos: types", |record| types(workshop, record)));
    }
    summary(&records)
}

fn application(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    packages::install(&[packages::BUILD])?;
    front_end::build(workshop)?;
    let mut build = toolchain::cargo(workshop, "build", windows::TARGET);
    record.check(
        "the application for Windows",
        windows::compiler(build.args(["--package", "changeover"])),
    );
    Ok(())
}

fn rooms(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    let wine = windows::Wine::prepare(workshop)?;
    let mut tests = toolchain::cargo(workshop, "test", windows::TARGET);
    tests.arg("--no-fail-fast");
    for room in ROOMS {
        tests.args(["--package", room]);
    }
    record.suite(
        "the rooms' tests under Wine",
        wine.runner(windows::compiler(&mut tests)),
    );
    Ok(())
}

fn types(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    front_end::build(workshop)?;
    let mut check: Command = toolchain::cargo(workshop, "check", macos::TARGET);
    check.args(["--package", "changeover"]);
    macos::stand_ins(workshop, &mut check)?;
    record.check("the application's types for macOS", &mut check);
    Ok(())
}
