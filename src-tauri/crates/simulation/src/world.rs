//! One world: a CRM, laptops, and the hand that moves them.

use crate::fault::Fault;
use crate::gate::{Gate, Site};
use crate::laptop::{Laptop, Shared, Slot};
use crate::oracle::{Oracle, Place};
use crate::org::Org;
use crate::settings::Settings;
use crate::story::{FIELDS, STAGES, STATUSES, Step, Story};
use crate::tasks::{self, Clock, Task};
use crate::time::TrueTime;
use crm::port::Property;
use domain::DealId;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::hash_map::DefaultHasher;
use std::future::poll_fn;
use std::hash::Hash;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use store::Way;
use sync::Chance;

pub struct World {
    pub time: TrueTime,
    pub laptops: Vec<Laptop>,
    pub shared: Shared,
    /// What happened, as one number: the same for the same story.
    pub trace: DefaultHasher,
    pub passed: u64,
}

impl World {
    pub async fn new(story: &Story, settings: Settings) -> Self {
        let time = TrueTime::from(story.beginning);
        let mut org = Org::over(&time);
        org.room = story.room;
        (0..story.deals).for_each(|deal| org.add_deal(&deal_name(deal)));
        let dice = Mutex::new(ChaCha8Rng::seed_from_u64(story.seed));
        let chance = Chance::of(move || dice.lock().unwrap_or_else(PoisonError::into_inner).random_range(0..1_000));
        let (leaves_events, bug) = (story.room.is_some(), settings.bug);
        let shared = Shared { org: Arc::new(Mutex::new(org)), oracle: Arc::default(), chance, leaves_events, bug };
        let mut laptops = Vec::new();
        for (number, person) in story.people.iter().enumerate() {
            let clock = Clock::over(&time, settings.bug);
            laptops.push(Laptop::new(number, *person, shared.clone(), clock, settings.on_disk).await);
        }
        Self { time, laptops, shared, trace: DefaultHasher::new(), passed: 0 }
    }

    pub fn org(&self) -> MutexGuard<'_, Org> {
        self.shared.org.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn oracle(&self) -> MutexGuard<'_, Oracle> {
        self.shared.oracle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one step. A step that means nothing now is passed over, so that a story can be shortened.
    pub async fn take(&mut self, step: &Step) {
        format!("{step}").hash(&mut self.trace);
        match step {
            Step::Wait(span) => {
                self.time.pass(*span);
                self.org().what_was_late_arrives();
            }
            Step::Round(laptop) => self.begin_round(*laptop).await,
            Step::GoOn(laptop, gates) => self.go_on(*laptop, Which::Round, *gates).await,
            Step::UpToWrite(laptop, writes) => self.up_to(*laptop, *writes, Site::is_write).await,
            Step::UpToFile(laptop, gates) => self.up_to(*laptop, *gates, Site::is_file).await,
            Step::PersonGoesOn(laptop, gates) => self.go_on(*laptop, Which::Person, *gates).await,
            Step::GoesWrong(laptop, fault) => self.advance(*laptop, Which::Round, Some(*fault)).await,
            Step::PersonFails(laptop, fault) => self.advance(*laptop, Which::Person, Some(*fault)).await,
            Step::Kill(laptop) => self.laptops[*laptop].kill().await,
            Step::LoseCache(laptop) => self.laptops[*laptop].lose_cache().await,
            Step::RecoverJournal(laptop) => self.laptops[*laptop].recover_journal().await,
            Step::Update(laptop) => self.update(*laptop).await,
            Step::Edit { .. }
            | Step::AddRow { .. }
            | Step::EditRow { .. }
            | Step::RemoveRow { .. }
            | Step::Decide { .. }
            | Step::Undo { .. }
            | Step::Redo { .. }
            | Step::Submit { .. } => self.work(step).await,
            Step::Unplug(laptop) => self.laptops[*laptop].wire.unplugged.store(true, Ordering::Relaxed),
            Step::Plug(laptop) => self.laptops[*laptop].wire.unplugged.store(false, Ordering::Relaxed),
            Step::SignOut(laptop) => self.laptops[*laptop].wire.signed_out.store(true, Ordering::Relaxed),
            Step::GiveUp(laptop) => self.laptops[*laptop].give_up().await,
            Step::SignIn(laptop) => self.laptops[*laptop].wire.signed_out.store(false, Ordering::Relaxed),
            Step::SetClock(laptop, wrong) => {
                self.laptops[*laptop].clock.skew.store(wrong.num_milliseconds(), Ordering::Relaxed);
            }
            in_crm => self.in_crm(in_crm),
        }
    }

    pub async fn begin_round(&mut self, laptop: usize) {
        let laptop_ = &mut self.laptops[laptop];
        if laptop_.round.task.is_none() {
            let desk = laptop_.desk(&laptop_.round);
            laptop_.round.task = Some(Box::pin(tasks::round(desk)));
            self.advance(laptop, Which::Round, None).await;
        }
    }

    async fn work(&mut self, step: &Step) {
        let (laptop, task) = self.task_of(step);
        if let Some(task) = task {
            self.laptops[laptop].at_work.task = Some(task);
            self.advance(laptop, Which::Person, None).await;
        }
    }

    /// `None` where the person is still busy with something else.
    fn task_of(&self, step: &Step) -> (usize, Option<Task>) {
        let desk = |laptop: &usize| self.laptops[*laptop].desk(&self.laptops[*laptop].at_work);
        let id = |deal: &usize| DealId::from(deal_name(*deal).as_str());
        let (laptop, task): (usize, Task) = match step {
            Step::Edit { laptop, deal, field } => {
                (*laptop, Box::pin(tasks::edit(desk(laptop), id(deal), FIELDS[*field].to_owned())))
            }
            Step::AddRow { laptop, deal } => (*laptop, Box::pin(tasks::add_row(desk(laptop), id(deal)))),
            Step::EditRow { laptop, deal, row } => (*laptop, Box::pin(tasks::edit_row(desk(laptop), id(deal), *row))),
            Step::RemoveRow { laptop, deal, row } => {
                (*laptop, Box::pin(tasks::remove_row(desk(laptop), id(deal), *row)))
            }
            Step::Decide { laptop, deal } => (*laptop, Box::pin(tasks::decide(desk(laptop), id(deal)))),
            Step::Undo { laptop, deal } => (*laptop, Box::pin(tasks::step(desk(laptop), id(deal), Way::Back))),
            Step::Redo { laptop, deal } => (*laptop, Box::pin(tasks::step(desk(laptop), id(deal), Way::Forth))),
            Step::Submit { laptop, deal } => (*laptop, Box::pin(tasks::submit(desk(laptop), id(deal)))),
            _ => return (0, None),
        };
        let busy = self.laptops[laptop].at_work.task.is_some();
        (laptop, Some(task).filter(|_| !busy))
    }

    async fn go_on(&mut self, laptop: usize, which: Which, gates: u32) {
        for _ in 0..gates {
            if self.slot(laptop, which).task.is_none() {
                return;
            }
            self.advance(laptop, which, None).await;
        }
    }

    async fn up_to(&mut self, laptop: usize, gates: u32, counts: fn(Site) -> bool) {
        let mut left = gates;
        while left > 0 && self.laptops[laptop].round.task.is_some() {
            self.advance(laptop, Which::Round, None).await;
            left -= u32::from(self.laptops[laptop].round.gate.waiting().is_some_and(counts));
        }
    }

    /// Lets a task pass the gate where it waits, up to the next one.
    pub async fn advance(&mut self, laptop: usize, which: Which, fault: Option<Fault>) {
        let slot = self.slot(laptop, which);
        let Some(task) = slot.task.as_mut() else { return };
        let gate: Gate = slot.gate.clone();
        let site = gate.waiting();
        if site.is_some() {
            gate.answer(fault);
        }
        let done = poll_fn(|context| match task.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending if gate.waiting().is_some() => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        })
        .await;
        if done {
            slot.task = None;
        }
        self.note(laptop, site);
    }

    fn note(&mut self, laptop: usize, site: Option<Site>) {
        (laptop, site).hash(&mut self.trace);
        self.passed += 1;
    }

    fn slot(&mut self, laptop: usize, which: Which) -> &mut Slot {
        let laptop = &mut self.laptops[laptop];
        match which {
            Which::Round => &mut laptop.round,
            Which::Person => &mut laptop.at_work,
        }
    }

    /// What people do in the CRM's own screen.
    fn in_crm(&mut self, step: &Step) {
        let id = |deal: &usize| DealId::from(deal_name(*deal).as_str());
        let user = |user: &usize| format!("user-p{}", user + 1);
        match step {
            Step::TypeInCrm { user: by, deal, field } => self.type_in_crm(&user(by), &id(deal), FIELDS[*field]),
            Step::Status { user: by, deal, status } => {
                self.org().type_into(&user(by), &id(deal), &Property::Status, STATUSES[*status]);
            }
            Step::Stage { user: by, deal, stage } => drop(self.org().set_stage(&user(by), &id(deal), STAGES[*stage])),
            Step::Reassign { deal, owner } => {
                self.org().reassign(&id(deal), &format!("p{}", owner + 1));
            }
            Step::Delete { deal } => drop(self.org().delete(&id(deal))),
            Step::Merge { deal, into } => drop(self.org().merge(&id(deal), &id(into))),
            Step::Schema { removed } => {
                let property = Property::Field(FIELDS[0].into());
                let mut org = self.org();
                if *removed {
                    org.removed.insert(property)
                } else {
                    org.removed.remove(&property)
                };
            }
            Step::Lag(changes) => {
                self.org().lag = *changes;
                self.oracle().lagging = *changes > 0;
            }
            _ => {}
        }
    }

    fn type_in_crm(&mut self, user: &str, deal: &DealId, field: &str) {
        let property = Property::Field(field.into());
        let saw = self.org().find(deal).and_then(|row| row.field(&property).map(str::to_owned));
        if self.org().removed.contains(&property) {
            return;
        }
        let text = self.oracle().new_text();
        if self.org().type_into(user, deal, &property, &text) {
            let place = Place { deal: deal.clone(), field: field.to_owned(), row: None };
            let write = self.oracle().begin(format!("{user} in the CRM"), place, Some(text), vec![saw]);
            self.oracle().acknowledge(write);
        }
    }

    async fn update(&mut self, laptop: usize) {
        self.laptops[laptop].kill().await;
        self.laptops[laptop].newer = true;
    }
}

/// Which of a laptop's two tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Round,
    Person,
}

pub fn deal_name(deal: usize) -> String {
    format!("d{}", deal + 1)
}
