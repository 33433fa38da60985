//! How far a range of seeds has come: kept in a file, so that a long range can be told in several sittings.

use crate::ask::Ask;
use serde::{Deserialize, Serialize};
use simulation::Broken;
use std::fmt;
use std::path::PathBuf;
use std::time::Instant;

#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    pub start: u64,
    /// The seed to go on with.
    pub next: u64,
    pub gates: u64,
    /// Stories that were told twice, with one trace.
    pub twice: u64,
    /// Over all sittings.
    pub seconds: f64,
    pub broken: Option<String>,
    #[serde(skip)]
    file: Option<PathBuf>,
    #[serde(skip, default = "Instant::now")]
    since: Instant,
}

impl Report {
    /// A new report, or the one of an earlier sitting of the same range.
    ///
    /// # Errors
    /// A sentence where the file is there and is not such a report.
    pub fn resumed(ask: &Ask) -> Result<Self, String> {
        let (start, file) = (ask.start, ask.report.clone());
        let new = Self {
            start,
            next: start,
            gates: 0,
            twice: 0,
            seconds: 0.0,
            broken: None,
            file: file.clone(),
            since: Instant::now(),
        };
        let Some(text) = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok()) else { return Ok(new) };
        let known: Self = serde_json::from_str(&text).map_err(|error| format!("the report can't be read: {error}"))?;
        if known.start != start {
            return Err(format!("the report is of the seeds from {}: name another file", known.start));
        }
        Ok(Self { file, broken: None, ..known })
    }

    pub fn failed(&mut self, seed: u64, broken: &Broken) {
        self.broken = Some(format!("seed {seed}: {broken}"));
        self.keep();
    }

    /// Writes the file, where there is one.
    pub fn keep(&mut self) {
        self.seconds += self.since.elapsed().as_secs_f64();
        self.since = Instant::now();
        if let (Some(file), Ok(text)) = (&self.file, serde_json::to_string_pretty(self))
            && let Err(error) = std::fs::write(file, text)
        {
            eprintln!("the report can't be written: {error}");
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, next, gates, twice, seconds, .. } = self;
        let told = next - start;
        write!(formatter, "{told} stories from seed {start}, {twice} of them twice, {gates} gates, {seconds:.0} s")
    }
}
