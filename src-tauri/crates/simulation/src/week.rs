//! Many laptops on one quota for days: the real pull and the real pace of asking, a CRM in which people work, and other
//! applications that take their share. Every change must arrive on every laptop, as soon as the pace promises, and nobody
//! may ask for more than the quota gives.

mod presence;
mod report;

pub use report::{Mood, Week};

use crate::laptop::{Laptop, Shared};
use crate::org::{Day, Org};
use crate::tasks::Clock;
use crate::time::TrueTime;
use chrono::{DateTime, TimeDelta, Utc};
use crm::port::{ErrorClass, Property, QuotaState};
use domain::DealId;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::{Arc, Mutex, PoisonError};
use sync::{Chance, Situation, Storage, next_pull};

/// Deals of the organisation, and changes of them by people in the CRM on each day.
const DEALS: usize = 400;
const CHANGES_A_DAY: i64 = 1_500;
/// What one page of Salesforce holds.
const PAGE: usize = 2_000;

/// How large a week is.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    pub seed: u64,
    pub laptops: usize,
    pub days: i64,
    /// Requests that the organisation has in 24 hours; a fifth of them is taken by others.
    pub quota: u64,
}

impl Default for Ask {
    /// Two hundred people on Salesforce's Enterprise Edition: 100,000 requests and 1,000 for each of them.
    fn default() -> Self {
        Self { seed: 1, laptops: 200, days: 7, quota: 300_000 }
    }
}

/// One laptop and what it knows.
struct Seat {
    laptop: Laptop,
    /// Changes that were looked for.
    known: usize,
    last_at: DateTime<Utc>,
    next_at: DateTime<Utc>,
    /// In which the pause until then was reckoned.
    mood: Mood,
    there: bool,
    /// Since when somebody is there, or not.
    since: DateTime<Utc>,
    /// No request leaves before.
    rests_until: Option<DateTime<Utc>>,
}

struct Office {
    ask: Ask,
    time: TrueTime,
    org: Arc<Mutex<Org>>,
    chance: Chance,
    dice: ChaCha8Rng,
    seats: Vec<Seat>,
    week: Week,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happening {
    /// A person changes a deal in the CRM.
    Change,
    /// People come and go.
    Step,
    Pull(usize),
}

/// Lets days pass.
#[expect(clippy::expect_used, reason = "without a runtime there is no week")]
pub fn run_week(ask: Ask) -> Week {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(async { Office::open(ask).await.run().await })
}

impl Office {
    async fn open(ask: Ask) -> Self {
        let time = TrueTime::default();
        let mut org = Org::over(&time);
        org.page = Some(PAGE);
        (0..DEALS).for_each(|deal| org.add_deal(&format!("d{deal}")));
        org.day = Some(Day::of(ask.quota, ask.quota / 5));
        let dice = Mutex::new(ChaCha8Rng::seed_from_u64(ask.seed));
        let chance = Chance::of(move || dice.lock().unwrap_or_else(PoisonError::into_inner).random_range(0..1_000));
        let org = Arc::new(Mutex::new(org));
        let (oracle, leaves_events, bug) = (Arc::default(), false, None);
        let shared = Shared { org: Arc::clone(&org), oracle, chance: chance.clone(), leaves_events, bug };
        let mut seats = Vec::new();
        for number in 0..ask.laptops {
            let laptop = Laptop::new(number, number % 3, shared.clone(), Clock::over(&time, None), false).await;
            laptop.round.gate.set_open(true);
            let now = time.now();
            // They start within the first quarter of an hour.
            let next_at = now
                + TimeDelta::seconds(900) * i32::try_from(number).unwrap_or(0)
                    / i32::try_from(ask.laptops.max(1)).unwrap_or(1);
            let (last_at, since, mood) = (now, now, Mood::Open);
            seats.push(Seat { laptop, known: 0, last_at, next_at, mood, there: false, since, rests_until: None });
        }
        let week = Week { laptops: ask.laptops, days: ask.days, quota: ask.quota, ..Week::default() };
        Self { ask, time, org, chance, dice: ChaCha8Rng::seed_from_u64(ask.seed + 1), seats, week }
    }

    async fn run(mut self) -> Week {
        let end = self.time.now() + TimeDelta::days(self.ask.days);
        let mut agenda: BinaryHeap<Reverse<(DateTime<Utc>, Happening)>> = BinaryHeap::new();
        agenda.push(Reverse((self.time.now() + TimeDelta::hours(1), Happening::Change)));
        agenda.push(Reverse((self.time.now(), Happening::Step)));
        agenda.extend(self.seats.iter().enumerate().map(|(at, seat)| Reverse((seat.next_at, Happening::Pull(at)))));
        while let Some(Reverse((at, happening))) = agenda.pop().filter(|Reverse((at, _))| *at < end) {
            self.time.pass(at - self.time.now());
            match happening {
                Happening::Change => {
                    self.change();
                    agenda.push(Reverse((at + self.until_next_change(), Happening::Change)));
                }
                Happening::Step => {
                    self.come_and_go();
                    let sooner = self.seats.iter().enumerate().filter(|(_, seat)| seat.next_at < at + presence::STEP);
                    agenda.extend(sooner.map(|(number, seat)| Reverse((seat.next_at, Happening::Pull(number)))));
                    agenda.push(Reverse((at + presence::STEP, Happening::Step)));
                }
                Happening::Pull(number) if self.seats[number].next_at <= at => {
                    self.pull(number).await;
                    agenda.push(Reverse((self.seats[number].next_at, Happening::Pull(number))));
                }
                // It was put off, and stands in the agenda at its new time.
                Happening::Pull(_) => {}
            }
        }
        self.close().await
    }

    fn until_next_change(&mut self) -> TimeDelta {
        let mean = 86_400_000 / CHANGES_A_DAY;
        TimeDelta::milliseconds(self.dice.random_range(1..2 * mean))
    }

    fn change(&mut self) {
        let deal = DealId(format!("d{}", self.dice.random_range(0..DEALS)));
        let text = format!("Said on {}", self.time.now());
        self.org().type_into("user-p1", &deal, &Property::Field("risks".into()), &text);
    }

    /// Whoever comes back to the window does not wait out a long pause.
    fn come_and_go(&mut self) {
        let now = self.time.now();
        for number in 0..self.seats.len() {
            let there = presence::is_there(self.ask.seed, number, now);
            if there == self.seats[number].there {
                continue;
            }
            (self.seats[number].there, self.seats[number].since) = (there, now);
            if there {
                let situation = self.situation(number);
                let sooner = self.seats[number].last_at + next_pull(&situation, &self.chance);
                let seat = &mut self.seats[number];
                (seat.mood, seat.next_at) = (mood(&situation), seat.next_at.min(sooner.max(now)));
            }
        }
    }

    fn situation(&self, number: usize) -> Situation {
        let (seat, now) = (&self.seats[number], self.time.now());
        let mut quota = seat.laptop.quota();
        quota.rests_for = seat.rests_until.and_then(|until| (until - now).to_std().ok());
        Situation {
            now,
            zone: presence::zone_of(number),
            in_use: seat.there,
            watches: false,
            next_close_at: None,
            quota,
        }
    }

    async fn pull(&mut self, number: usize) {
        let now = self.time.now();
        let desk = self.seats[number].laptop.desk(&self.seats[number].laptop.round);
        self.week.pulls += 1;
        match desk.sync.glance(desk.clock.now()).await {
            Ok(report) => {
                let rests = report.trouble.as_ref().and_then(|trouble| match trouble.class {
                    ErrorClass::TryLater { after } => TimeDelta::from_std(after?).ok(),
                    _ => None,
                });
                self.seats[number].rests_until = rests.map(|rests| now + rests);
                if report.is_complete() {
                    self.arrive(number).await;
                } else if rests.is_none() {
                    self.week.broken.push(format!("laptop {number} at {now}: {:?}", report.trouble));
                }
            }
            Err(error) => self.week.broken.push(format!("laptop {number} at {now}: {error}")),
        }
        let situation = self.situation(number);
        let pause = next_pull(&situation, &self.chance);
        let seat = &mut self.seats[number];
        (seat.mood, seat.last_at, seat.next_at) = (mood(&situation), now, now + pause);
    }

    /// What changed since the last look must be here now; how long it took.
    async fn arrive(&mut self, number: usize) {
        let now = self.time.now();
        let (there, news) = self.org().changes_after(self.seats[number].known);
        let first = self.seats[number].known == 0;
        self.seats[number].known = there;
        let (mood, since) = (self.seats[number].mood, self.seats[number].since);
        let store = self.seats[number].laptop.desk(&self.seats[number].laptop.round).store;
        for (deal, changed_at) in news {
            let here = store.context(&deal).await.ok().flatten().and_then(|context| context.deal.modified_at);
            if here.is_none_or(|at| at < changed_at) {
                self.week.broken.push(format!("laptop {number}: the change of {deal} at {changed_at} is not here"));
            }
            if !first {
                let delay = (now - changed_at.max(since)).max(TimeDelta::zero());
                if delay > mood.promise() {
                    self.week.broken.push(format!("laptop {number}: {deal} took {} s, {mood:?}", delay.num_seconds()));
                }
                self.week.delays.push((mood, delay));
            }
        }
    }

    /// At the end every laptop knows what the CRM knows.
    async fn close(mut self) -> Week {
        let (requests, changes, day) = {
            let mut org = self.org();
            (org.requests, org.changes_after(DEALS).1.len(), org.day.take())
        };
        (self.week.requests, self.week.changes) = (requests, changes);
        (self.week.most_used, self.week.refused) = day.map_or((0, 0), |day| (day.most_used, day.refused));
        for number in 0..self.seats.len() {
            self.seats[number].since = self.time.now();
            self.pull(number).await;
        }
        self.week
    }

    fn org(&self) -> std::sync::MutexGuard<'_, Org> {
        self.org.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mood(situation: &Situation) -> Mood {
    let at_once = Chance::of(|| 0);
    let carefree = Situation { quota: QuotaState::default(), ..*situation };
    let thrifty = next_pull(situation, &at_once) > next_pull(&carefree, &at_once);
    let night = next_pull(&Situation { in_use: false, ..carefree }, &at_once) >= TimeDelta::minutes(30);
    match (thrifty, situation.in_use, night) {
        (true, true, _) => Mood::ThriftyInUse,
        (true, false, _) => Mood::Thrifty,
        (_, true, _) => Mood::InUse,
        (_, _, true) => Mood::Night,
        _ => Mood::Open,
    }
}
