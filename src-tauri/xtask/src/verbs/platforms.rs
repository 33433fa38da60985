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
const ROOMS: [&str; 13] = [
    "alerts",
    "app",
    "crm",
    "documents",
    "domain",
    "insight",
    "net",
    "playbook",
    "practice",
    "signin",
    "store",
    "sync",
    "vault",
];

/// What a run of this verb is made of.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    build: bool,
    rooms: Vec<&'static str>,
    types: bool,
}

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let plan = plan(arguments)?;
    packages::install_only_on_debian(packages::PLATFORMS)?;
    let mut records = Vec::new();
    if plan.build {
        records.push(Record::of("windows: build", |record| application(workshop, record)));
    }
    if !plan.rooms.is_empty() {
        records.push(Record::of("windows: rooms", |record| rooms(workshop, record, &plan.rooms)));
    }
    if plan.types {
        records.push(Record::of("macos: types", |record| types(workshop, record)));
    }
    summary(&records)
}

/// Everything, or what is named: `build`, `rooms`, single rooms, `macos`.
fn plan(arguments: &[String]) -> Result<Plan, Failure> {
    let known = |name: &str| matches!(name, "build" | "rooms" | "macos") || ROOMS.contains(&name);
    if let Some(unknown) = arguments.iter().find(|name| !known(name)) {
        return Err(Failure::new(format!("`platforms` has no part `{unknown}`"))
            .hint(format!("parts are `build`, `macos`, `rooms`, and single rooms: {}", ROOMS.join(" "))));
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == name);
    let rooms = ROOMS.into_iter().filter(|room| wanted("rooms") || wanted(room)).collect();
    Ok(Plan { build: wanted("build"), rooms, types: wanted("macos") })
}

fn application(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    packages::install(&[packages::BUILD])?;
    front_end::build(workshop)?;
    let mut build = toolchain::cargo(workshop, "build", windows::TARGET);
    record.check("the application for Windows", windows::compiler(build.args(["--package", "changeover"])));
    Ok(())
}

fn rooms(workshop: &Workshop, record: &mut Record, rooms: &[&str]) -> Result<(), Failure> {
    let wine = windows::Wine::prepare(workshop)?;
    let mut tests = toolchain::cargo(workshop, "test", windows::TARGET);
    tests.arg("--no-fail-fast");
    for room in rooms {
        tests.args(["--package", room]);
    }
    record.suite("the rooms' tests under Wine", wine.runner(windows::compiler(&mut tests)));
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

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(arguments: &[&str]) -> Result<Plan, Failure> {
        plan(&arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn without_a_name_everything_is_done() {
        assert_eq!(planned(&[]), Ok(Plan { build: true, rooms: ROOMS.to_vec(), types: true }));
    }

    #[test]
    fn single_rooms_can_be_asked_for() {
        assert_eq!(
            planned(&["store", "domain"]),
            Ok(Plan { build: false, rooms: vec!["domain", "store"], types: false })
        );
        assert!(planned(&["attic"]).is_err_and(|failure| failure.message().contains("`attic`")));
    }
}
