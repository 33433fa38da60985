//! `soak`: the real window, killed at random moments of a day's work, in worlds of ten kills each.

use crate::failure::Failure;
use crate::layers::window;
use crate::program::step;
use crate::say;
use crate::session::Session;
use crate::workshop::Workshop;

/// Kills in one world; a soak can be resumed between worlds.
const WORLD: u64 = 10;

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let (start, kills) = asked(arguments)?;
    window::prepare(workshop)?;
    let session = Session::open()?;
    let end = start + kills;
    for first in (start..end).step_by(usize::try_from(WORLD).unwrap_or(usize::MAX)) {
        let next = (first + WORLD).min(end);
        let mut command = window::tests(workshop, &session, &["soak", "--", "--nocapture"]);
        command.env("SOAK_START", first.to_string()).env("SOAK_KILLS", (next - first).to_string());
        step(&format!("kills {first} to {}", next - 1), &mut command)
            .map_err(|failure| failure.hint(format!("again: cargo xtask soak --start {first} --kills {WORLD}")))?;
        say::line(&format!("{} of {kills} kills, nothing lost; to go on: --start {next}", next - start));
    }
    Ok(())
}

/// `--start S` and `--kills N`.
fn asked(arguments: &[String]) -> Result<(u64, u64), Failure> {
    let (mut start, mut kills) = (1, 100);
    for pair in arguments.chunks(2) {
        let number = pair.get(1).and_then(|text| text.parse().ok());
        match (pair[0].as_str(), number) {
            ("--start", Some(number)) => start = number,
            ("--kills", Some(number)) => kills = number,
            (other, _) => {
                let hint = "`cargo xtask soak --start 1 --kills 100`";
                return Err(Failure::new(format!("`soak` can't read `{other}`")).hint(hint));
            }
        }
    }
    Ok((start, kills))
}

#[cfg(test)]
mod tests;
