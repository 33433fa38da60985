//! What an import under way keeps between two steps of its screen.

use crm::csv::FileProfile;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The files that were looked at last, and the switch that stops the work.
#[derive(Default)]
pub struct ImportDesk {
    profiles: Mutex<Vec<FileProfile>>,
    running: Mutex<Arc<AtomicBool>>,
}

impl ImportDesk {
    pub fn remember(&self, profiles: Vec<FileProfile>) {
        *self.profiles.lock().unwrap_or_else(PoisonError::into_inner) = profiles;
    }

    pub fn profiles(&self) -> Vec<FileProfile> {
        self.profiles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A fresh switch for work that begins.
    pub fn start(&self) -> Arc<AtomicBool> {
        let switch = Arc::new(AtomicBool::new(false));
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&switch);
        switch
    }

    /// Asks the work to stop; false where it was asked before.
    pub fn cancel(&self) -> bool {
        !self.running.lock().unwrap_or_else(PoisonError::into_inner).swap(true, Ordering::Relaxed)
    }
}
