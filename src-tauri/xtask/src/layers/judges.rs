//! Clients that others wrote use the practice CRM: what they can't read, ours would misread with it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::failure::{Failure, about};
use crate::program::{end_politely, npm, program, start, step, workspace};
use crate::record::Record;
use crate::setup::{front_end, packages, python};
use crate::workshop::Workshop;

/// The judges from npm: what they are called, and the script that runs each.
const FROM_NPM: [(&str, &str); 3] = [
    ("judge from npm: @hubspot/api-client", "judge"),
    ("judge from npm: jsforce", "judge:salesforce"),
    ("judge from npm: @jetstreamapp/soql-parser-js", "judge:soql"),
];

/// Where the judges are.
pub fn folder(workshop: &Workshop) -> PathBuf {
    workshop.root.join("tests/judges")
}

/// Installs the clients of npm, which the window tests use too.
pub fn install(workshop: &Workshop) -> Result<(), Failure> {
    front_end::install_packages(workshop, &folder(workshop), "judges")
}

pub fn act(workshop: &Workshop, record: &mut Record) -> Result<(), Failure> {
    packages::install(&[packages::PYTHON])?;
    install(workshop)?;
    let folder = folder(workshop);
    let python = python::install(workshop, "judges", &folder.join("requirements.txt"))?;
    step("build the practice CRM", &mut workspace(workshop, "build", &["--bin", "practice"]))?;
    let practice = Practice::start(workshop)?;
    for (title, script) in FROM_NPM {
        record.suite(title, practice.tell(&mut npm(workshop, &folder, &["run", script])));
    }
    for script in python_scripts(&folder)? {
        let title = format!("judge from PyPI: {}", script.file_name().unwrap_or_default().display());
        let mut judge = program(workshop, &python);
        judge.arg(script).current_dir(&folder).env("PYTHONDONTWRITEBYTECODE", "1");
        record.suite(&title, practice.tell(&mut judge));
    }
    Ok(())
}

/// Each script is a judge of its own, and without one nobody has judged.
fn python_scripts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(about(folder))?.flatten().map(|entry| entry.path());
    let mut scripts: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "py")).collect();
    scripts.sort();
    if scripts.is_empty() { Err(Failure::new("tests/judges holds no Python script")) } else { Ok(scripts) }
}

/// A practice CRM that runs as long as this is kept.
struct Practice {
    server: Child,
    told: Vec<(&'static str, String)>,
}

/// What the server says on its first lines, and how the judges are told.
const SAID: [(&str, &str); 3] = [("base_url=", "BASE_URL"), ("token=", "TOKEN"), ("limited_token=", "LIMITED_TOKEN")];

impl Practice {
    fn start(workshop: &Workshop) -> Result<Self, Failure> {
        let mut command = program(workshop, workshop.built("debug", "practice"));
        command.args(["--port", "0", "--seed", "1", "--deals", "400"]);
        let mut server = start(command.stdout(Stdio::piped()))?;
        let lines = server.stdout.take().map(|out| BufReader::new(out).lines().map_while(Result::ok));
        let said: Vec<String> = lines.into_iter().flatten().take(SAID.len()).collect();
        let practice = Self { server, told: heard(&said) };
        if practice.told.len() == SAID.len() {
            Ok(practice)
        } else {
            Err(Failure::new("the practice CRM did not say where it is"))
        }
    }

    fn tell<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.told.iter().map(|(variable, value)| (variable, value)))
    }
}

impl Drop for Practice {
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
