//! One workspace: a folder with its databases, a process, a person who looks, and perhaps a CRM behind it.

use crate::attention::Attention;
use crate::changes::Changed;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::error::AppError;
use crate::host::Host;
use crate::loads::Loads;
use crate::process::Process;
use crate::settings;
use crate::wire::overview::WorkspaceKind;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{DealId, Event, EventKind, HandoffId, HandoffRecord, PersonId, Role};
use std::sync::{Arc, PoisonError, RwLock};
use store::{Store, Topic};
use tokio::sync::{Notify, OnceCell};

/// Alarms of this time before a laptop first looked are told, too.
const FIRST_LOOK_BACK: TimeDelta = TimeDelta::days(7);

/// One workspace. All its parts can be used from several tasks at once.
pub struct Workspace {
    pub id: String,
    pub name: String,
    pub kind: WorkspaceKind,
    pub store: Store,
    pub clock: Clock,
    /// The organisation's id in the CRM; for imports, the workspace's own id.
    pub organisation: String,
    pub connection: Option<Connection>,
    pub host: Arc<dyn Host>,
    /// Wakes the rounds before their time: something waits in the outbox, or a person asked.
    pub wake: Notify,
    pub loads: Loads,
    /// Whether somebody uses the window.
    pub attention: Attention,
    alarms_since: OnceCell<DateTime<Utc>>,
    process: RwLock<Process>,
    viewer: RwLock<PersonId>,
}

/// What a workspace is made of.
pub struct Parts {
    pub id: String,
    pub name: String,
    pub kind: WorkspaceKind,
    pub store: Store,
    pub clock: Clock,
    pub organisation: String,
    pub connection: Option<Connection>,
    pub host: Arc<dyn Host>,
    pub process: Process,
    pub viewer: PersonId,
}

impl Workspace {
    pub fn of(parts: Parts) -> Self {
        let Parts { id, name, kind, store, clock, organisation, connection, host, process, viewer } = parts;
        Self {
            id,
            name,
            kind,
            store,
            clock,
            organisation,
            connection,
            host,
            wake: Notify::new(),
            loads: Loads::default(),
            attention: Attention::default(),
            alarms_since: OnceCell::new(),
            process: RwLock::new(process),
            viewer: RwLock::new(viewer),
        }
    }

    /// Now, by the CRM's clock; in a workspace of old data, the end of the data.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// From when on alarms are told: a first load tells of last week, not of last year.
    pub async fn alarms_since(&self) -> Result<DateTime<Utc>, AppError> {
        let since = self.alarms_since.get_or_try_init(async || {
            if let Some(known) = self.store.setting(settings::ALARMS_SINCE).await? {
                return Ok::<_, AppError>(known);
            }
            let since = self.now() - FIRST_LOOK_BACK;
            self.store.set_setting(settings::ALARMS_SINCE, &since).await?;
            Ok(since)
        });
        Ok(*since.await?)
    }

    pub fn process(&self) -> Process {
        self.process.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_process(&self, process: Process) {
        *self.process.write().unwrap_or_else(PoisonError::into_inner) = process;
    }

    pub fn viewer(&self) -> PersonId {
        self.viewer.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The viewer's role; someone whom the roster does not know reads.
    pub fn viewer_role(&self) -> Role {
        self.process().roster.role_of(&self.viewer()).unwrap_or(Role::Leader)
    }

    /// Looks through another person's eyes, now and after a restart.
    pub async fn set_viewer(&self, person: PersonId) -> Result<(), AppError> {
        self.store.set_setting(settings::VIEWER, &person).await?;
        *self.viewer.write().unwrap_or_else(PoisonError::into_inner) = person;
        Ok(())
    }

    /// The deal behind a handoff.
    pub async fn deal_of(&self, handoff: &HandoffId) -> Result<DealId, AppError> {
        self.store.summary(handoff).await?.map(|row| row.deal_id).ok_or(AppError::NoSuchHandoff)
    }

    /// The record as the journal has it, or a new one.
    pub async fn own_record(&self, deal: &DealId) -> Result<HandoffRecord, AppError> {
        let stored = self.store.record(deal).await?;
        Ok(stored.unwrap_or_else(|| HandoffRecord::empty(&self.organisation, deal.clone())))
    }

    /// An event by the viewer, now.
    pub async fn event(&self, kind: EventKind) -> Result<Event, AppError> {
        let event = self.event_at(kind, self.now()).await?;
        Ok(self.dated(event))
    }

    /// An event of this moment, marked where no reply of the CRM confirmed the clock.
    pub fn dated(&self, event: Event) -> Event {
        let claimed_at = (!self.clock.is_confirmed()).then_some(event.at);
        Event { claimed_at, ..event }
    }

    /// An event by the viewer, at a time of their own.
    pub async fn event_at(&self, kind: EventKind, at: DateTime<Utc>) -> Result<Event, AppError> {
        let id = self.store.next_event_id().await?;
        Ok(Event { id, at, by: domain::Actor::Person(self.viewer()), kind, claimed_at: None })
    }

    /// Tells the window what to load again.
    pub fn tell_changed(&self, topics: &[Topic]) {
        let topics =
            topics.iter().filter_map(|topic| serde_json::to_value(topic).ok()?.as_str().map(str::to_owned)).collect();
        self.host.changed(Changed { workspace: self.id.clone(), topics });
    }
}
