//! What each CSM carries, read now and then: it changes slowly, and counting it costs a walk over all handoffs.

use crate::error::AppError;
use playbook::{CsmLoad, Workload};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::Store;

/// So long a count is good for. An assignment is made once and kept, so that a count of a moment ago moves nobody.
const GOOD_FOR: Duration = Duration::from_secs(30);

/// The last count.
#[derive(Default)]
pub struct Loads(Mutex<Option<(Instant, Arc<Workload>)>>);

impl Loads {
    /// The last count, or a new one where it is too old.
    pub async fn now(&self, store: &Store) -> Result<Arc<Workload>, AppError> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, workload)) = known.filter(|(counted, _)| counted.elapsed() < GOOD_FOR) {
            return Ok(workload);
        }
        let by_csm = store.workload().await?.into_iter().map(|load| {
            let carried = CsmLoad {
                open_accounts: load.open_accounts,
                recurring_value: load.recurring_value,
                ..CsmLoad::default()
            };
            (load.csm, carried)
        });
        let workload = Arc::new(Workload { by_csm: by_csm.collect() });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), Arc::clone(&workload)));
        Ok(workload)
    }
}
