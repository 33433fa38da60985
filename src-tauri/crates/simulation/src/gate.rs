//! Where a task waits until the one thread of control lets it go on.

use crate::fault::Fault;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

/// A place at which a laptop can be stopped, fail, or be killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Site {
    /// A request is about to leave.
    Request(&'static str),
    /// A write of the CRM was carried out, its reply is on the way.
    Reply(&'static str),
    /// A transaction is about to be committed.
    Write(&'static str),
    /// It was committed.
    Written(&'static str),
    /// A person looks at the screen.
    Thought,
}

impl Site {
    /// Something is about to be written, or just was: where being cut off matters most.
    pub fn is_write(self) -> bool {
        !matches!(self, Self::Request(_) | Self::Thought)
    }

    /// A file is about to be sent or read, or just was sent.
    pub fn is_file(self) -> bool {
        matches!(self, Self::Request("file") | Self::Reply("file"))
    }
}

/// One task's gate. Clones are the same gate.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// What waits, in the order of arrival: a task may ask for one thing while it writes another.
    waiting: VecDeque<(u64, Site)>,
    arrivals: u64,
    /// For the first of those that wait.
    answer: Option<Option<Fault>>,
    /// Everybody passes.
    open: bool,
}

impl State {
    fn arrive(&mut self, site: Site) -> u64 {
        self.arrivals += 1;
        self.waiting.push_back((self.arrivals, site));
        self.arrivals
    }

    fn is_first(&self, number: u64) -> bool {
        self.waiting.front().is_some_and(|(first, _)| *first == number)
    }

    fn leave(&mut self, number: u64) {
        if self.is_first(number) {
            self.answer = None;
        }
        self.waiting.retain(|(other, _)| *other != number);
    }
}

/// One place in the row; given up where what waits is given up.
struct Place<'a> {
    gate: &'a Gate,
    number: Option<u64>,
}

impl Place<'_> {
    fn pass(&mut self, site: Site) -> Poll<Option<Fault>> {
        let mut state = self.gate.state();
        if state.open {
            return Poll::Ready(None);
        }
        let number = *self.number.get_or_insert_with(|| state.arrive(site));
        let answer = if state.is_first(number) { state.answer.take() } else { None };
        answer.map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.gate.state().leave(number);
        }
    }
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits to be let through, perhaps with a fault.
    pub async fn pass(&self, site: Site) -> Option<Fault> {
        let mut place = Place { gate: self, number: None };
        poll_fn(|_| place.pass(site)).await
    }

    /// Where somebody waits.
    pub fn waiting(&self) -> Option<Site> {
        self.state().waiting.front().map(|(_, site)| *site)
    }

    /// Lets the one that waits longest go on.
    pub fn answer(&self, fault: Option<Fault>) {
        self.state().answer = Some(fault);
    }

    /// From now on everybody passes, or nobody does.
    pub fn set_open(&self, open: bool) {
        *self.state() = State { open, ..State::default() };
    }
}
