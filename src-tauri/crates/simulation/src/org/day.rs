//! The quota of a day that everybody in the organisation shares, as Salesforce counts it: over the last 24 hours.

use chrono::{DateTime, TimeDelta, Utc};
use crm::port::Allowance;
use std::collections::VecDeque;

/// Requests are counted in steps of so many minutes.
const STEP: TimeDelta = TimeDelta::minutes(10);

#[derive(Debug)]
pub struct Day {
    of: u64,
    /// What other applications take, a step.
    others: u64,
    steps: VecDeque<(DateTime<Utc>, u64)>,
    used: u64,
    pub most_used: u64,
    pub refused: u64,
}

impl Day {
    /// A quota of which others use a share all the time.
    pub fn of(of: u64, others_a_day: u64) -> Self {
        Self { of, others: others_a_day / 144, steps: VecDeque::new(), used: 0, most_used: 0, refused: 0 }
    }

    /// A request at a time; false where nothing is left.
    pub fn take(&mut self, now: DateTime<Utc>) -> bool {
        self.go_on(now);
        if self.used >= self.of {
            self.refused += 1;
            return false;
        }
        self.add(1);
        true
    }

    pub fn allowance(&self) -> Allowance {
        Allowance { used: self.used, of: self.of }
    }

    fn go_on(&mut self, now: DateTime<Utc>) {
        let last = self.steps.back().map_or(now - STEP, |(at, _)| *at);
        let mut at = last + STEP;
        while at <= now {
            self.steps.push_back((at, 0));
            self.add(self.others);
            at += STEP;
        }
        while self.steps.front().is_some_and(|(at, _)| now - *at >= TimeDelta::hours(24)) {
            self.used -= self.steps.pop_front().map_or(0, |(_, count)| count);
        }
    }

    fn add(&mut self, count: u64) {
        if let Some((_, step)) = self.steps.back_mut() {
            *step += count;
            self.used += count;
            self.most_used = self.most_used.max(self.used);
        }
    }
}
