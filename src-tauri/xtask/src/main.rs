//! The workshop of Changeover: `cargo xtask VERB` sets up, builds, runs, tests and measures.
//!
//! It depends on no room, so that it starts before any of them compiles. One file per verb in `verbs/`,
//! one per test layer in `layers/`; whatever has to be on the machine first is found and said in `setup/`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks through its output")]

mod browse;
mod checkout;
mod contract;
mod count;
mod failure;
mod layers;
mod office;
mod platforms;
mod program;
mod record;
mod say;
mod session;
mod setup;
mod verbs;
mod workshop;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match act(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.tell();
            ExitCode::FAILURE
        }
    }
}

fn act(arguments: &[String]) -> Result<(), failure::Failure> {
    let workshop = workshop::Workshop::find()?;
    let Some((name, rest)) = arguments.split_first() else {
        verbs::list();
        return Ok(());
    };
    if name == session::INSIDE {
        return session::inside::act(rest);
    }
    match verbs::find(name) {
        Some(verb) => {
            checkout::claim(&workshop)?;
            (verb.act)(&workshop, rest)
        }
        None if matches!(name.as_str(), "help" | "--help" | "-h") => {
            verbs::list();
            Ok(())
        }
        None => {
            Err(failure::Failure::new(format!("there is no verb `{name}`")).hint("`cargo xtask` alone lists all verbs"))
        }
    }
}
