//! A round: pull, judge what changed, push, judge again, tell. The order is that of the application's own rounds.

use super::Desk;
use crate::bug::Bug;
use crate::disk::Disk;
use crate::oracle::Told;
use crate::org::ORGANISATION;
use alerts::{Intent, Occasion};
use chrono::{DateTime, Utc};
use domain::{Actor, DealContext, DealId, Event, EventId, EventKind, HandoffRecord};
use playbook::{Arrival, EarlierTexts, Playbook, Roster, Situation, Workload};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use store::{Handover, StoreError};
use sync::{Reach, Storage, SyncError};

/// One round; what fails is tried again in the next.
pub async fn round(desk: Desk) {
    let _ = round_of(&desk).await;
}

async fn round_of(desk: &Desk) -> Result<(), SyncError> {
    let there = desk.told_in_crm();
    let pulled = desk.sync.pull_once(desk.clock.now()).await?;
    if let Some(server) = pulled.server_time.filter(|_| pulled.reach == Reach::Online) {
        desk.clock.confirm(server.at);
    }
    judge_what_changed(desk).await?;
    judge(desk, &desk.rows()).await?;
    let pushed = desk.sync.push_due(desk.clock.now()).await?;
    judge(desk, &pushed.changed).await?;
    judge_what_changed(desk).await?;
    let knew = if pulled.is_complete() && !desk.oracle().lagging { there } else { BTreeSet::new() };
    Ok(tell(desk, &knew).await?)
}

async fn judge_what_changed(desk: &Desk) -> Result<(), StoreError> {
    let waiting = desk.store.unjudged().await?;
    judge(desk, &waiting).await?;
    desk.store.mark_judged(&waiting).await
}

/// Records what is due for each of the deals.
async fn judge(desk: &Desk, deals: &[DealId]) -> Result<(), StoreError> {
    let now = desk.clock.now();
    for context in desk.store.contexts(deals).await? {
        let record = desk.store.record(&context.deal.id).await?;
        let alarms = on_occasion(&context, record, now, |occasion| alerts::recorded(occasion, DateTime::UNIX_EPOCH));
        desk.store.record_alarms(&alarms).await?;
        desk.note_row(context.deal.id);
    }
    Ok(())
}

/// What the playbook finds due for a deal.
pub fn due(context: &DealContext, record: Option<HandoffRecord>, now: DateTime<Utc>) -> Vec<Intent> {
    on_occasion(context, record, now, alerts::due)
}

fn on_occasion<T>(
    context: &DealContext,
    record: Option<HandoffRecord>,
    now: DateTime<Utc>,
    ask: impl Fn(&Occasion<'_>) -> T,
) -> T {
    let record = closed(context, record);
    let assessment = playbook::assess(&Situation {
        playbook: playbook(),
        roster: roster(),
        context,
        record: &record,
        earlier_texts: &EarlierTexts::default(),
        workload: &Workload::default(),
        arrival: Arrival::default(),
        now,
    });
    ask(&Occasion {
        organisation: ORGANISATION,
        playbook: playbook(),
        record: &record,
        assessment: &assessment,
        account: context.account_name(),
        deal: &context.deal.name,
        owner: context.deal.owner_id.as_ref(),
        now,
    })
}

/// The record with the close that the CRM's history tells.
fn closed(context: &DealContext, record: Option<HandoffRecord>) -> HandoffRecord {
    let mut record = record.unwrap_or_else(|| HandoffRecord::empty(ORGANISATION, context.deal.id.clone()));
    if let Some(at) = context.deal.closed_at.filter(|_| context.deal.is_won) {
        let id = EventId(format!("crm:closed:{}", at.timestamp_millis()));
        record.add_event(Event { id, at, by: Actor::InCrm(None), kind: EventKind::Closed, claimed_at: None });
    }
    record
}

async fn tell(desk: &Desk, knew: &BTreeSet<String>) -> Result<(), StoreError> {
    let now = desk.clock.now();
    let untold = sync::untold(&desk.store, &desk.person, now).await?;
    for alarm in alerts::tell(untold, now).into_iter().flat_map(|notice| notice.alarms) {
        for taken in sync::take_to_tell(&desk.store, std::slice::from_ref(&alarm), now).await? {
            if !matches!(desk.bug, Some(Bug::ToldInSilence | Bug::ToldAndNotMarked)) {
                sync::note_told(&desk.store, ORGANISATION, std::slice::from_ref(&taken), now).await?;
            }
            let Some(deal) = taken.deal_id else { continue };
            let told = Told { laptop: desk.laptop, deal, key: taken.key };
            let knew = knew.contains(&told.key);
            desk.oracle().show(told, knew);
            desk.store.note_handover(&[taken.id], Handover::Taken).await?;
        }
    }
    Ok(())
}

fn playbook() -> &'static Playbook {
    static PLAYBOOK: OnceLock<Playbook> = OnceLock::new();
    PLAYBOOK.get_or_init(Playbook::embedded)
}

fn roster() -> &'static Roster {
    static ROSTER: OnceLock<Roster> = OnceLock::new();
    let people = r#"{"people": [
        {"owner_id": "p1", "name": "Ada", "role": "rep", "time_zone": "America/New_York", "capacity": 40},
        {"owner_id": "p2", "name": "Ben", "role": "csm", "time_zone": "Europe/Berlin", "capacity": 40},
        {"owner_id": "p3", "name": "Cleo", "role": "sales_manager", "time_zone": "Asia/Kolkata", "capacity": 40}
    ], "holidays": []}"#;
    ROSTER.get_or_init(|| Roster::from_practice_json(people).unwrap_or_else(|_| Roster::empty()))
}
