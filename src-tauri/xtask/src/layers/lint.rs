//! What can be said without running the product: format, lints, tidiness, contract, licences.

use crate::contract;
use crate::failure::Failure;
use crate::program::{cargo, npm, which, workspace};
use crate::record::Record;
use crate::say;
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    record.check("rustfmt", &mut cargo(workshop, &["fmt", "--all", "--check"]));
    record.suite("tidiness", &mut workspace(workshop, "test", &["--test", "tidy"]));
    supply_chain(workshop, record);
    packages::install(&[packages::BUILD])?;
    // The shell embeds the built front end when it compiles, so it has to be there before the lints.
    front_end::build(workshop)?;
    let clippy = ["--all-targets", "--", "-D", "warnings"];
    record.check("clippy", &mut workspace(workshop, "clippy", &clippy));
    let failpoints = ["--features", "changeover-tests/failpoints", "--test", "journeys", "--", "-D", "warnings"];
    record.check("clippy, with fail points", &mut workspace(workshop, "clippy", &failpoints));
    record.judge("contract drift", contract::is_current(workshop));
    record.check("front end: lint", &mut npm(workshop, &workshop.ui(), &["run", "lint"]));
    record.check("front end: types", &mut npm(workshop, &workshop.ui(), &["run", "check"]));
    Ok(())
}

fn supply_chain(workshop: &Workshop, record: &mut Record) {
    if which("cargo-deny").is_some() {
        let deny = ["deny", "check", "bans", "sources", "licenses"];
        record.check("supply chain", &mut cargo(workshop, &deny));
    } else {
        say::line("supply chain: left out, `cargo-deny` is not installed");
    }
}
