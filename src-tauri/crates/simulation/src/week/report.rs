//! What a week of many laptops came to.

use chrono::TimeDelta;
use std::fmt;

/// How a laptop looked when news arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mood {
    InUse,
    Open,
    Night,
    /// In use while little was left of the quota.
    ThriftyInUse,
    /// Not in use, and little was left.
    Thrifty,
}

impl Mood {
    /// How long news may take: the pause and a fifth of it.
    pub fn promise(self) -> TimeDelta {
        match self {
            Self::InUse => TimeDelta::seconds(72),
            Self::Open => TimeDelta::minutes(6),
            Self::Night => TimeDelta::minutes(36),
            Self::ThriftyInUse => TimeDelta::minutes(24),
            Self::Thrifty => TimeDelta::minutes(72),
        }
    }
}

/// The figures of a week; `broken` names what did not hold.
#[derive(Debug, Default)]
pub struct Week {
    pub laptops: usize,
    pub days: i64,
    pub pulls: u64,
    pub changes: usize,
    pub requests: u64,
    pub refused: u64,
    /// The most that was used of the quota in 24 hours, by everybody, and the quota.
    pub most_used: u64,
    pub quota: u64,
    pub delays: Vec<(Mood, TimeDelta)>,
    pub broken: Vec<String>,
}

impl Week {
    /// The longest that 95 of 100 news took, and the longest of all, in seconds.
    fn of(&self, mood: Mood) -> Option<(usize, i64, i64)> {
        let mut delays: Vec<i64> =
            self.delays.iter().filter(|(one, _)| *one == mood).map(|(_, delay)| delay.num_seconds()).collect();
        delays.sort_unstable();
        let p95 = delays.get(delays.len() * 95 / 100).or(delays.last())?;
        Some((delays.len(), *p95, *delays.last()?))
    }
}

impl fmt::Display for Week {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            formatter,
            "{} laptops, {} days: {} pulls, {} changes, {} arrivals, {} requests, {} refused",
            self.laptops,
            self.days,
            self.pulls,
            self.changes,
            self.delays.len(),
            self.requests,
            self.refused
        )?;
        writeln!(formatter, "most of the shared quota in 24 hours: {} of {}", self.most_used, self.quota)?;
        for mood in [Mood::InUse, Mood::Open, Mood::Night, Mood::ThriftyInUse, Mood::Thrifty] {
            if let Some((count, p95, longest)) = self.of(mood) {
                writeln!(
                    formatter,
                    "{mood:?}: {count} arrivals, 95 of 100 within {p95} s, the last after {longest} s"
                )?;
            }
        }
        self.broken.iter().take(10).try_for_each(|broken| writeln!(formatter, "broken: {broken}"))
    }
}
