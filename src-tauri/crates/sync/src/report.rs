//! What a pull and a push achieved.

use crate::reach::Reach;
use chrono::{DateTime, Utc};
use crm::CrmError;
use crm::port::{Flaw, ServerTime};
use domain::DealId;

/// What a pull brought, however far it came.
#[derive(Debug, Clone)]
pub struct PullReport {
    /// Deals of which something is different now; sorted, each once.
    pub changed: Vec<DealId>,
    /// The CRM's clock.
    pub server_time: Option<ServerTime>,
    /// Values that could not be used.
    pub flaws: Vec<Flaw>,
    pub reach: Reach,
    /// A person stopped it.
    pub cancelled: bool,
    /// The refusal that ended it, where it was not the network.
    pub trouble: Option<CrmError>,
}

impl PullReport {
    /// True where everything up to the beginning of this pull has arrived.
    pub fn is_complete(&self) -> bool {
        self.reach == Reach::Online && !self.cancelled && self.trouble.is_none()
    }
}

/// What a push achieved.
#[derive(Debug, Clone)]
pub struct PushReport {
    /// Entries that the CRM has now.
    pub sent: u32,
    /// Entries that wait for another try.
    pub waiting: u32,
    /// Entries that wait for a person.
    pub stuck: u32,
    /// Deals that were found changed in the CRM on the way.
    pub changed: Vec<DealId>,
    pub server_time: Option<ServerTime>,
    pub reach: Reach,
    /// The refusal that concerns all entries, such as an expired sign-in.
    pub trouble: Option<CrmError>,
    /// When the next entry may be sent.
    pub next_due_at: Option<DateTime<Utc>>,
}
