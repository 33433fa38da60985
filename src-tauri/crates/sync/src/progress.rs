//! How far a load has come, and how it is stopped.

use std::sync::Arc;
use tokio::sync::watch;

/// What is being loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// People and pipelines.
    People,
    /// Deals with what hangs on them.
    Deals,
    /// What changed meanwhile.
    Changes,
}

/// How far a load has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub stage: Stage,
    pub done: u64,
    /// `None` where the CRM does not tell how much there is.
    pub of: Option<u64>,
}

/// Stops a load from elsewhere. Clones stop the same one.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<watch::Sender<bool>>);

impl Cancel {
    /// A switch that is not pressed yet.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Stops the load at the next reply, or while it waits for one.
    pub fn cancel(&self) {
        self.0.send_replace(true);
    }

    pub fn is_cancelled(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns once the switch is pressed.
    pub async fn cancelled(&self) {
        // The sender lives as long as `self`, so that waiting ends by the switch only.
        let mut receiver = self.0.subscribe();
        let _pressed = receiver.wait_for(|pressed| *pressed).await;
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}
