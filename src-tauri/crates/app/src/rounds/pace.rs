//! When the CRM is asked for news: everybody's laptops share one quota.
//!
//! A practice CRM is on this machine and shared with nobody: it is asked often.

use crate::connection::Connection;
use crate::wire::overview::WorkspaceKind;
use crate::workspace::Workspace;
use chrono::{DateTime, TimeDelta, Utc};
use sync::{Chance, Situation, next_pull};

/// Where nobody shares a quota, and where the CRM can't be reached, which costs none.
const OFTEN: TimeDelta = TimeDelta::seconds(10);
/// Where there is no CRM to ask, only deadlines.
const WITHOUT_CRM: TimeDelta = TimeDelta::seconds(30);
/// A first load that was cut off goes on so soon.
const UNLOADED: TimeDelta = TimeDelta::seconds(30);
/// A pause that is longer was reckoned by a clock that was put right since.
const LONGEST: TimeDelta = TimeDelta::hours(26);

/// When the next pull of a workspace is due.
#[derive(Debug, Default)]
pub struct Pace {
    last: Option<Pull>,
}

#[derive(Debug, Clone, Copy)]
struct Pull {
    at: DateTime<Utc>,
    next_at: DateTime<Utc>,
    /// Somebody used the window when the pause was reckoned.
    in_use: bool,
}

impl Pace {
    /// True where it is time to ask the CRM again; a practice CRM is asked whenever there is a reason to look. Somebody who
    /// comes back to the window does not wait out a long pause.
    pub async fn is_due(&mut self, workspace: &Workspace) -> bool {
        if workspace.kind != WorkspaceKind::Crm {
            return true;
        }
        let (now, in_use) = (workspace.now(), workspace.attention.is_there(workspace.now()));
        let Some(last) = self.last else { return true };
        if in_use && !last.in_use {
            let sooner = last.at + pause(workspace).await;
            self.last = Some(Pull { in_use, next_at: last.next_at.min(sooner), ..last });
        }
        self.last.is_none_or(|last| now >= last.next_at || last.next_at - now > LONGEST)
    }

    /// Notes a pull that just ended.
    pub async fn note(&mut self, workspace: &Workspace) {
        let at = workspace.now();
        let next_at = at + pause(workspace).await;
        self.last = Some(Pull { at, next_at, in_use: workspace.attention.is_there(workspace.now()) });
    }

    /// How long until the next pull.
    pub fn left(&self, now: DateTime<Utc>) -> TimeDelta {
        self.last.map_or(OFTEN, |last| (last.next_at - now).max(TimeDelta::zero()))
    }
}

async fn pause(workspace: &Workspace) -> TimeDelta {
    match &workspace.connection {
        Some(connection) if workspace.kind == WorkspaceKind::Crm && is_reached(connection) => {
            let pause = next_pull(&situation(workspace, connection).await, &Chance::real());
            let loaded = connection.sync().is_loaded().await.unwrap_or(false);
            if loaded { pause } else { pause.min(UNLOADED) }
        }
        Some(_) => OFTEN,
        None => WITHOUT_CRM,
    }
}

fn is_reached(connection: &Connection) -> bool {
    connection.standing().offline_since.is_none()
}

async fn situation(workspace: &Workspace, connection: &Connection) -> Situation {
    let now = workspace.now();
    let person = workspace.viewer();
    let next_close_at = workspace.store.next_close_at(&person, now).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the next close is not known");
        None
    });
    Situation {
        now,
        zone: workspace.process().roster.person(&person).map_or(chrono_tz::UTC, |person| person.time_zone),
        in_use: workspace.attention.is_there(workspace.now()),
        watches: workspace.viewer_role().only_watches(),
        next_close_at,
        quota: connection.quota(),
    }
}
