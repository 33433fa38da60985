//! The verbs, and the list that a person sees without one.

use crate::failure::Failure;
use crate::say;
use crate::workshop::Workshop;

mod bench;
mod contract;
mod dev;
mod mutants;
mod platforms;
mod practice;
mod run;
mod shots;
mod simulate;
mod soak;
mod test;

/// One thing that the workshop can do.
pub struct Verb {
    pub name: &'static str,
    usage: &'static str,
    line: &'static str,
    pub act: fn(&Workshop, &[String]) -> Result<(), Failure>,
}

const VERBS: [Verb; 11] = [
    Verb {
        name: "run",
        usage: "run [--virtual-display] [--screenshot FILE] [--data-dir DIR]",
        line: "set everything up, build, and open the window",
        act: run::act,
    },
    Verb {
        name: "test",
        usage: "test [lint] [rooms] [journeys] [crash] [ui] [window]",
        line: "everything from formatting to the window tests, or some layers of it",
        act: test::act,
    },
    Verb { name: "dev", usage: "dev", line: "open the window with hot reload of front end and shell", act: dev::act },
    Verb {
        name: "practice",
        usage: "practice [--port P] [--seed S] [--deals N]",
        line: "run the practice CRM alone; it prints its address and tokens",
        act: practice::act,
    },
    Verb {
        name: "contract",
        usage: "contract [--check]",
        line: "write the wire types for the front end, or only compare them",
        act: contract::act,
    },
    Verb {
        name: "shots",
        usage: "shots",
        line: "take pictures of every screen, light and dark, into target/shots/",
        act: shots::act,
    },
    Verb {
        name: "bench",
        usage: "bench",
        line: "measure, print the table, and write target/bench.json",
        act: bench::act,
    },
    Verb {
        name: "simulate",
        usage: "simulate [--seeds N] [--seed-start S] [--laptops K] [--report FILE] [--sqlite]",
        line: "tell the stories of many laptops under seeded faults; a failing one in its shortest form",
        act: simulate::act,
    },
    Verb {
        name: "soak",
        usage: "soak [--start S] [--kills N]",
        line: "kill the real window at random moments; what it said is saved must stay, and arrive once",
        act: soak::act,
    },
    Verb {
        name: "mutants",
        usage: "mutants [merge] [outbox] [push] [clocks] [deadlines]",
        line: "change the code in small ways; a test must notice nine of ten; an hour",
        act: mutants::act,
    },
    Verb {
        name: "platforms",
        usage: "platforms [build] [rooms] [ROOM…] [macos]",
        line: "build for Windows and test the rooms there under Wine; type-check for macOS",
        act: platforms::act,
    },
];

/// The verb with this name.
pub fn find(name: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.name == name)
}

/// Prints all verbs with one line each.
pub fn list() {
    say::line("cargo xtask VERB\n");
    for verb in &VERBS {
        say::line(&format!("  {:<10} {}", verb.name, verb.line));
        if verb.usage != verb.name {
            say::line(&format!("  {:<10} cargo xtask {}", "", verb.usage));
        }
    }
}

/// Refuses arguments that a verb doesn't know.
fn no_arguments(verb: &str, arguments: &[String]) -> Result<(), Failure> {
    match arguments.first() {
        None => Ok(()),
        Some(unknown) => Err(Failure::new(format!("`{verb}` doesn't know `{unknown}`"))
            .hint("`cargo xtask` alone lists all verbs with their arguments")),
    }
}

#[cfg(test)]
mod tests;
