//! How a person's deed becomes a change: saved with what it sends, judged, and shown.

use crate::error::AppError;
use crate::judge::{Bench, Judged};
use crate::outgoing;
use crate::rounds;
use crate::workspace::Workspace;
use chrono::{DateTime, Utc};
use domain::{DealId, EventKind, HandoffRecord};
use store::{Edit, NewOutboxEntry, RecordSave, Topic};

/// What a deed changes.
#[derive(Default)]
pub struct Deed {
    /// An edit of one field, which can be undone.
    pub edit: Option<Edit>,
    /// Events of the viewer, now.
    pub events: Vec<EventKind>,
    /// An event that happened at its own time.
    pub happened: Option<(EventKind, DateTime<Utc>)>,
    /// Sent along with the record, such as the summary note.
    pub also: Vec<NewOutboxEntry>,
}

/// Carries a deed out on a record of `Workspace::own_record`. Returns the judgement after it.
pub async fn carry_out(
    workspace: &Workspace,
    deal: &DealId,
    mut record: HandoffRecord,
    deed: Deed,
) -> Result<Judged, AppError> {
    for kind in deed.events {
        record.add_event(workspace.event(kind).await?);
    }
    if let Some((kind, at)) = deed.happened {
        record.add_event(workspace.event_at(kind, at).await?);
    }
    let bench = Bench::set_up(workspace).await?;
    record.playbook.get_or_insert_with(|| bench.process.playbook.version.clone());
    let at = workspace.now();
    let mut outbox = match &deed.edit {
        Some(_) => outgoing::push_edit(workspace, deal, at).await?,
        None => outgoing::push_now(workspace, deal, at),
    };
    if workspace.connection.is_some() {
        outbox.extend(deed.also);
    }
    let save = RecordSave { record, edit: deed.edit, outbox, alarms: Vec::new(), at };
    let mark = workspace.store.mark_unjudged(deal).await?;
    let saved = workspace.store.save_record(&save).await?;
    let judged = bench.judge_with(deal, saved.record).await?;
    rounds::write_judgement(workspace, &bench.process, &judged).await?;
    workspace.store.take_marks_off(mark.as_slice()).await?;
    finish(workspace);
    Ok(judged)
}

/// Sends what waits, and lets other screens know.
pub fn finish(workspace: &Workspace) {
    workspace.wake.notify_one();
    workspace.tell_changed(&[Topic::Handoffs, Topic::Outbox, Topic::Alarms]);
}
