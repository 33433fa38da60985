//! The process that is killed: this test program once more, told by its environment to live one day.

use super::ledger::Ledger;
use crate::bench::Office;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{ChildStdout, Command};

/// The variables that tell the child what to do.
pub const ADDRESS: &str = "CRASH_ADDRESS";
pub const TOKEN: &str = "CRASH_TOKEN";
pub const FOLDER: &str = "CRASH_FOLDER";
pub const STOP: &str = "CRASH_STOP";
pub const DAY: &str = "CRASH_DAY";
/// What each line of the child that matters begins with.
pub const MARK: &str = "@ ";

/// A day takes seconds.
const PATIENCE: Duration = Duration::from_secs(90);

/// What the child lives through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    Usual,
    /// One on which so much is written that old events move to a file. It is long in the telling, too.
    Long,
}

impl Day {
    pub const ALL: [Self; 2] = [Self::Usual, Self::Long];

    pub fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Long => "long",
        }
    }
}

/// Where the process dies: at the so-manyth meeting of a place on a day.
#[derive(Debug, Clone)]
pub struct Stop {
    pub day: Day,
    pub place: String,
    pub time: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    Killed,
    Finished,
    /// It ended by itself before its day was over, with these last words.
    Broke(String),
}

pub struct Child {
    process: tokio::process::Child,
    said: PathBuf,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Child {
    pub fn start(office: &Office, folder: &Path, day: Day, stop: Option<&Stop>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["crash::story::the_day", "--exact", "--ignored", "--nocapture"])
            .env(ADDRESS, office.crm.base_url())
            .env(TOKEN, office.crm.token())
            .env(FOLDER, folder)
            .env(DAY, day.name())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::options().create(true).append(true).open(folder.join("said")).unwrap())
            .kill_on_drop(true);
        if let Some(stop) = stop {
            command.env(STOP, format!("{} {}", stop.time, stop.place));
        }
        let mut process = command.spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, said: folder.join("said"), lines }
    }

    /// Takes down what the child says, and kills it once it stands at its place.
    pub async fn follow(mut self, ledger: &mut Ledger) -> Ending {
        loop {
            let line =
                tokio::time::timeout(PATIENCE, self.lines.next_line()).await.expect("the child goes on").unwrap();
            let Some(line) = line else {
                self.process.wait().await.unwrap();
                return Ending::Broke(std::fs::read_to_string(&self.said).unwrap_or_default());
            };
            match line.split_once(MARK).map(|(_, said)| said) {
                Some("here") => {
                    self.process.kill().await.unwrap();
                    return Ending::Killed;
                }
                Some("end") => {
                    assert!(self.process.wait().await.unwrap().success());
                    return Ending::Finished;
                }
                Some(said) => ledger.take_down(said),
                None => {}
            }
        }
    }
}
