//! Where a task waits until the one thread of control lets it go on.

use crate::fault::Fault;
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
}

/// One task's gate. Clones are the same gate.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    waiting: Option<Site>,
    answer: Option<Option<Fault>>,
    /// Everybody passes.
    open: bool,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits to be let through, perhaps with a fault.
    pub async fn pass(&self, site: Site) -> Option<Fault> {
        let mut arrived = false;
        poll_fn(|_| {
            let mut state = self.state();
            if state.open {
                state.waiting = None;
                return Poll::Ready(None);
            }
            if !arrived {
                arrived = true;
                state.waiting = Some(site);
                return Poll::Pending;
            }
            match state.answer.take() {
                Some(answer) => {
                    state.waiting = None;
                    Poll::Ready(answer)
                }
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Where somebody waits.
    pub fn waiting(&self) -> Option<Site> {
        self.state().waiting
    }

    /// Lets the one that waits go on.
    pub fn answer(&self, fault: Option<Fault>) {
        self.state().answer = Some(fault);
    }

    /// From now on everybody passes, or nobody does.
    pub fn set_open(&self, open: bool) {
        *self.state() = State { open, ..State::default() };
    }
}
