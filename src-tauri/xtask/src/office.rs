//! A practice CRM in a process of its own, for programs that are to use it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::failure::Failure;
use crate::program::{end_politely, program, start};
use crate::workshop::Workshop;

/// A practice CRM that runs as long as this is kept.
pub struct Office {
    server: Child,
    told: Vec<(&'static str, String)>,
}

/// What the server says on its first lines, and how the judges are told.
const SAID: [(&str, &str); 3] = [("base_url=", "BASE_URL"), ("token=", "TOKEN"), ("limited_token=", "LIMITED_TOKEN")];

impl Office {
    /// Starts the program that cargo built, on a free port.
    pub fn open(workshop: &Workshop, profile: &str, arguments: &[&str]) -> Result<Self, Failure> {
        let mut command = program(workshop, workshop.built(profile, "practice"));
        command.args(["--port", "0"]).args(arguments);
        let mut server = start(command.stdout(Stdio::piped()))?;
        let lines = server.stdout.take().map(|out| BufReader::new(out).lines().map_while(Result::ok));
        let said: Vec<String> = lines.into_iter().flatten().take(SAID.len()).collect();
        let office = Self { server, told: heard(&said) };
        if office.told.len() == SAID.len() {
            Ok(office)
        } else {
            Err(Failure::new("the practice CRM did not say where it is"))
        }
    }

    /// Puts what the server said into a command's environment.
    pub fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.told.iter().map(|(variable, value)| (variable, value)))
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        end_politely(&mut self.server);
    }
}

fn heard(said: &[String]) -> Vec<(&'static str, String)> {
    let value = |prefix: &str| said.iter().find_map(|line| line.strip_prefix(prefix)).map(str::to_owned);
    SAID.iter().filter_map(|(prefix, variable)| Some((*variable, value(prefix)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::heard;

    #[test]
    fn the_judges_are_told_what_the_server_said() {
        let said = ["base_url=http://127.0.0.1:9", "token=a", "limited_token=b"].map(str::to_owned);
        let expected = [("BASE_URL", "http://127.0.0.1:9"), ("TOKEN", "a"), ("LIMITED_TOKEN", "b")];
        assert_eq!(heard(&said), expected.map(|(variable, value)| (variable, value.to_owned())));
        assert_eq!(heard(&said[..1]).len(), 1);
    }
}
