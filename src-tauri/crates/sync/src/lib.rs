//! Pull: cursor and page → plan → one transaction. Push: outbox entry → sent, or stuck with a reason and a remedy.
//!
//! Nothing but this room reads the CRM, and nothing writes to it but the outbox through this room. There are no timers
//! here: whoever calls decides when. Every step can be cut off: what was applied is applied together with the cursor that
//! leads past it, and an entry whose sending was cut off is looked at again before it is sent again.
//!
//! Not being connected is a normal state ([`Reach::Offline`]), never an error.

mod adopt;
mod archive;
mod backoff;
mod chance;
mod clock;
mod exchange;
mod failure;
mod lately;
mod pace;
mod payload;
mod plan;
mod polling;
mod progress;
mod projection;
mod pull;
mod push;
mod reach;
mod report;
mod session;
mod storage;
mod telling;
mod write;

pub use adopt::knew_crm_until;
pub use chance::Chance;
pub use clock::{Clock, Known, Reading};
pub use crm::port::{CrmError, Flaw, ServerTime};
pub use failure::SyncError;
pub use pace::edit_push;
pub use payload::{ReviewTask, SummaryNote};
pub use polling::{Situation, next_pull};
pub use progress::{Cancel, Progress, Stage};
pub use reach::Reach;
pub use report::{PullReport, PushReport};
pub use session::Sync;
pub use storage::Storage;
pub use telling::{note_told, take_to_tell, untold};
#[cfg(feature = "failpoints")]
pub use write::failpoints;
