//! A story: what people do and what goes wrong, step by step.

mod filing;
mod tell;

use crate::fault::Fault;
use crate::time::BEGINNINGS;
use chrono::TimeDelta;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// One step. Laptops, deals and fields are numbers from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Wait(TimeDelta),
    /// A laptop begins a round: pull, judge, push, tell.
    Round(usize),
    /// It goes on past so many gates.
    GoOn(usize, u32),
    /// It goes on until it is about to write for the so-many-eth time, or has just written.
    UpToWrite(usize, u32),
    /// It goes on until it waits for the so-many-eth time before or after a request about a file.
    UpToFile(usize, u32),
    /// Something goes wrong at the gate where it waits.
    GoesWrong(usize, Fault),
    /// The person at it goes on past so many gates.
    PersonGoesOn(usize, u32),
    PersonFails(usize, Fault),
    /// The process is killed where it stands, and started again.
    Kill(usize),
    Edit {
        laptop: usize,
        deal: usize,
        field: usize,
    },
    AddRow {
        laptop: usize,
        deal: usize,
    },
    EditRow {
        laptop: usize,
        deal: usize,
        row: usize,
    },
    RemoveRow {
        laptop: usize,
        deal: usize,
        row: usize,
    },
    Decide {
        laptop: usize,
        deal: usize,
    },
    Undo {
        laptop: usize,
        deal: usize,
    },
    Redo {
        laptop: usize,
        deal: usize,
    },
    Submit {
        laptop: usize,
        deal: usize,
    },
    /// Somebody types into a field in the CRM's own screen.
    TypeInCrm {
        user: usize,
        deal: usize,
        field: usize,
    },
    Status {
        user: usize,
        deal: usize,
        status: usize,
    },
    Stage {
        user: usize,
        deal: usize,
        stage: usize,
    },
    Reassign {
        deal: usize,
        owner: usize,
    },
    Delete {
        deal: usize,
    },
    Merge {
        deal: usize,
        into: usize,
    },
    /// An admin removes a property from the CRM, or puts it back.
    Schema {
        removed: bool,
    },
    /// The index of changes lags behind by so many of them.
    Lag(usize),
    Unplug(usize),
    Plug(usize),
    /// The sign-in is revoked, or the keychain is locked.
    SignOut(usize),
    SignIn(usize),
    /// Its person discards whatever waits or is stuck.
    GiveUp(usize),
    /// The laptop's clock is set otherwise.
    SetClock(usize, TimeDelta),
    LoseCache(usize),
    /// The journal was damaged or copied, and goes on under another name.
    RecoverJournal(usize),
    /// The laptop gets a newer version of the application, whose record has parts that others don't know.
    Update(usize),
}

/// Everything that happens in one world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    pub seed: u64,
    /// The person at each laptop.
    pub people: Vec<usize>,
    pub deals: usize,
    /// When it begins, in milliseconds since the epoch.
    pub beginning: i64,
    /// The longest record that the CRM takes, in characters, where that is little: then each edit leaves an event, too.
    pub room: Option<usize>,
    pub steps: Vec<Step>,
}

pub const FIELDS: [&str; 3] = ["risks", "business_goals", "why_now"];
pub const STAGES: [&str; 3] = ["won", "open", "lost"];
pub const STATUSES: [&str; 2] = ["accepted", "exempt"];

impl Story {
    /// The story of a seed, with so many laptops or as many as the seed wants.
    pub fn of(seed: u64, laptops: Option<usize>) -> Self {
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
        let laptops = laptops.unwrap_or_else(|| 1 + dice.below(4) + dice.below(2));
        let people = (0..laptops).map(|_| dice.below(3)).collect();
        let deals = 1 + dice.below(3);
        let plot = Plot { laptops, deals, troubles: dice.troubles() };
        let mut steps = dice.first_meeting(&plot);
        let length = if steps.is_empty() { 20 + dice.below(90) } else { dice.below(6) };
        steps.extend((0..length).map(|_| dice.step(&plot)));
        let beginning = BEGINNINGS[dice.below(BEGINNINGS.len())];
        // Dice of their own: the steps before stay those of the seed.
        let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed ^ 0x0061_7263_6869_7665));
        let room = dice.room();
        if room.is_some() {
            steps.extend(dice.filing(&plot));
        }
        Self { seed, people, deals, beginning, room, steps }
    }
}

/// What may happen in a story: a few kinds of trouble each, because many at once hide each other.
struct Plot {
    laptops: usize,
    deals: usize,
    troubles: BTreeSet<usize>,
}

const TROUBLES: usize = 17;

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0.random_range(0..limit.max(1))
    }

    fn troubles(&mut self) -> BTreeSet<usize> {
        let count = self.below(6);
        (0..count).map(|_| self.below(TROUBLES)).collect()
    }

    /// A short story now and then, in which a laptop is killed while it meets a won deal for the first time: in a long one,
    /// later changes of the deal mend what went wrong then.
    fn first_meeting(&mut self, plot: &Plot) -> Vec<Step> {
        let (laptop, deal) = (self.below(plot.laptops), self.below(plot.deals));
        let writes = 1 + u32::try_from(self.below(16)).unwrap_or_default();
        if self.below(10) > 0 {
            return Vec::new();
        }
        let won = Step::Stage { user: 0, deal, stage: 0 };
        vec![won, Step::Round(laptop), Step::UpToWrite(laptop, writes), Step::Kill(laptop)]
    }

    fn step(&mut self, plot: &Plot) -> Step {
        match self.below(100) {
            0..=5 => Step::Wait(self.span()),
            6..=23 => Step::Round(self.below(plot.laptops)),
            24..=39 => Step::GoOn(self.below(plot.laptops), self.gates()),
            40..=49 => Step::UpToWrite(self.below(plot.laptops), self.writes()),
            50..=59 => Step::PersonGoesOn(self.below(plot.laptops), 1 + self.gates() / 8),
            60..=79 => self.work(plot),
            80..=87 => self.in_crm(plot),
            _ => self.trouble(plot),
        }
    }

    fn writes(&mut self) -> u32 {
        let many = [1, 2, 3, 5, 8, 13, 21, 34];
        many[self.below(many.len())]
    }

    fn gates(&mut self) -> u32 {
        let many = [1, 2, 3, 5, 8, 40, 40, 400];
        many[self.below(many.len())]
    }

    fn span(&mut self) -> TimeDelta {
        let spans = [1, 20, 40, 60, 600, 3_600, 20_000, 90_000];
        TimeDelta::seconds(spans[self.below(spans.len())])
    }

    fn work(&mut self, plot: &Plot) -> Step {
        let (laptop, deal) = (self.below(plot.laptops), self.below(plot.deals));
        match self.below(14) {
            0..=4 => Step::Edit { laptop, deal, field: self.below(2) },
            5..=6 => Step::AddRow { laptop, deal },
            7 => Step::EditRow { laptop, deal, row: self.below(4) },
            8 => Step::RemoveRow { laptop, deal, row: self.below(4) },
            9 => Step::Submit { laptop, deal },
            10 => Step::Undo { laptop, deal },
            11 => self.either(Step::Undo { laptop, deal }, Step::Redo { laptop, deal }),
            _ => Step::Decide { laptop, deal },
        }
    }

    fn in_crm(&mut self, plot: &Plot) -> Step {
        let (user, deal) = (self.below(3), self.below(plot.deals));
        match self.below(6) {
            0..=3 => Step::TypeInCrm { user, deal, field: self.below(FIELDS.len()) },
            4 => Step::Stage { user, deal, stage: 0 },
            _ => Step::Reassign { deal, owner: self.below(3) },
        }
    }

    fn trouble(&mut self, plot: &Plot) -> Step {
        let (laptop, deal) = (self.below(plot.laptops), self.below(plot.deals));
        let kinds: Vec<usize> = plot.troubles.iter().copied().collect();
        let Some(kind) = kinds.get(self.below(kinds.len())) else { return Step::Round(laptop) };
        match kind {
            0..=2 => Step::GoesWrong(laptop, Fault::ALL[self.below(Fault::ALL.len())]),
            3 => Step::PersonFails(laptop, Fault::DiskFull),
            4 | 5 => Step::Kill(laptop),
            6 => self.either(Step::Unplug(laptop), Step::Plug(laptop)),
            7 => self.either(Step::SignOut(laptop), Step::SignIn(laptop)),
            8 => {
                let wrong = TimeDelta::minutes(i64::try_from(self.below(2_880)).unwrap_or(0) - 1_440);
                Step::SetClock(laptop, wrong)
            }
            9 => Step::LoseCache(laptop),
            10 => Step::RecoverJournal(laptop),
            11 => Step::Lag(self.below(4)),
            12 => {
                let into = self.below(plot.deals);
                self.either(Step::Delete { deal }, Step::Merge { deal, into })
            }
            13 => {
                let removed = self.below(2) == 0;
                Step::Schema { removed }
            }
            14 => {
                let (user, stage, status) = (self.below(3), self.below(3), self.below(STATUSES.len()));
                self.either(Step::Stage { user, deal, stage }, Step::Status { user, deal, status })
            }
            15 => Step::Update(laptop),
            _ => Step::GiveUp(laptop),
        }
    }

    fn either(&mut self, one: Step, other: Step) -> Step {
        if self.below(2) == 0 { one } else { other }
    }
}
