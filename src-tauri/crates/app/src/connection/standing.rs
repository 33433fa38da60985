//! What is known of a connection between two rounds.

#[cfg(test)]
mod tests;

use crate::wire::sync::LoadProgress;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use sync::{Cancel, Progress, Reach, ServerTime, Stage};

/// Where a connection stands, as the window shows it.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    pub offline_since: Option<DateTime<Utc>>,
    pub offline_by_choice: bool,
    pub last_contact_at: Option<DateTime<Utc>>,
    /// A first load under way.
    pub progress: Option<Loading>,
}

/// A first load under way.
#[derive(Debug, Clone)]
pub struct Loading {
    stage: &'static str,
    done: u32,
    of: Option<u32>,
}

impl Loading {
    pub fn of(progress: Progress) -> Self {
        let stage = match progress.stage {
            Stage::People => "Reading people and pipelines",
            Stage::Deals => "Reading deals",
            Stage::Changes => "Reading what changed meanwhile",
        };
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        Self { stage, done: number(progress.done), of: progress.of.map(number) }
    }

    /// `Reading deals: 200 of 400`
    pub fn sentence(&self) -> String {
        match self.of {
            Some(of) => format!("{}: {} of {of}", self.stage, self.done),
            None if self.done > 0 => format!("{}: {} so far", self.stage, self.done),
            None => self.stage.to_owned(),
        }
    }

    pub fn wire(&self) -> LoadProgress {
        LoadProgress { stage: self.stage.to_owned(), done: self.done, of: self.of }
    }
}

/// What the connection itself keeps.
#[derive(Default)]
pub(super) struct State {
    offline_since: Option<DateTime<Utc>>,
    offline_by_choice: bool,
    last_contact_at: Option<DateTime<Utc>>,
    /// The CRM's time as it was noted last.
    heard: Option<ServerTime>,
    /// A person stopped the first load; nothing is pulled until they ask for it.
    pub load_stopped: bool,
    pub loading: Option<Loading>,
    pub cancel: Option<Cancel>,
    /// The last refusal that was logged, so that it is logged once.
    trouble: Option<String>,
    /// What the last pull could not use: a record may come with each pull.
    flaws: BTreeSet<String>,
}

impl State {
    pub fn standing(&self) -> Standing {
        Standing {
            offline_since: self.offline_since,
            offline_by_choice: self.offline_by_choice,
            last_contact_at: self.last_contact_at,
            progress: self.loading.clone(),
        }
    }

    pub fn set_offline_by_choice(&mut self, offline: bool, now: DateTime<Utc>) {
        self.offline_by_choice = offline;
        self.offline_since = offline.then(|| self.offline_since.unwrap_or(now));
    }

    /// The CRM's time where it was not noted before: the last reply is told again and again, and grows old.
    pub fn note_time(&mut self, time: Option<ServerTime>) -> Option<ServerTime> {
        let news = time.filter(|_| time != self.heard);
        self.heard = time.or(self.heard);
        news
    }

    /// The CRM was heard.
    pub fn note_contact(&mut self, now: DateTime<Utc>) {
        self.last_contact_at = Some(now);
    }

    /// A sentence where the reach changed.
    pub fn note_reach(&mut self, reach: Reach) -> Option<&'static str> {
        let was_offline = self.offline_since.is_some();
        match reach {
            Reach::Online => {
                self.offline_since = None;
                was_offline.then_some("Online again")
            }
            Reach::Offline { since } => {
                self.offline_since = Some(since);
                (!was_offline).then_some("Offline; everything is saved here")
            }
        }
    }

    /// Those that the last pull did not tell.
    pub fn note_flaws(&mut self, flaws: BTreeSet<String>) -> Vec<String> {
        let news = flaws.difference(&self.flaws).cloned().collect();
        self.flaws = flaws;
        news
    }

    /// The refusal where it is not the one that was noted last.
    pub fn note_trouble(&mut self, trouble: Option<String>) -> Option<String> {
        let news = trouble.clone().filter(|_| trouble != self.trouble);
        self.trouble = trouble;
        news
    }
}
