//! The store in memory does what the real one does: the same calls, by chance, on both, and the same answers.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Deal, DealId, FieldEntry, FieldKey, FieldValue, HandoffRecord, Knew, Provenance};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use simulation::{Disk, MemoryStore};
use std::fmt::Debug;
use store::{
    Alarm, Edit, Handover, MirrorPage, NewAlarm, NewOutboxEntry, OutboxEntry, OutboxError, OutboxKind, RecordSave,
    Store, StoreError, Way,
};

const DEALS: [&str; 2] = ["d1", "d2"];
const STEPS: usize = 60;

#[tokio::test]
async fn the_store_in_memory_answers_as_the_real_one() {
    for seed in 0..25 {
        let folder = tempfile::tempdir().unwrap();
        let real = Store::open(folder.path()).await.unwrap();
        let memory = MemoryStore::named(real.replica_id().await.unwrap().as_str());
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        for step in 0..STEPS {
            let call = Call::of(&mut dice, &memory, i64::try_from(step).unwrap()).await;
            let (ours, theirs) = (call.on(&memory).await, call.on(&real).await);
            assert_eq!(ours, theirs, "seed {seed}, step {step}: {call:?}");
            for (ours, theirs) in all(&memory).await.into_iter().zip(all(&real).await) {
                assert_eq!(ours, theirs, "seed {seed}, after step {step}: {call:?}");
            }
        }
    }
}

#[derive(Debug)]
enum Call {
    Page(MirrorPage),
    Save(Box<RecordSave>),
    Step(DealId, Way),
    Claim(usize),
    Sent(usize),
    Stuck(usize),
    Retry(usize),
    Unstick(usize),
    Discard(usize),
    Recover,
    Alarm(NewAlarm),
    /// The alarm at a place among those that wait.
    Tell(usize),
    Judged(DealId),
    EventId,
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap() + TimeDelta::minutes(minute)
}

fn refusal() -> OutboxError {
    OutboxError { code: "crm_field".to_owned(), message: "too long".to_owned(), remedy: "shorten it".to_owned() }
}

impl Call {
    async fn of(dice: &mut ChaCha8Rng, memory: &MemoryStore, now: i64) -> Self {
        let mut below = |limit: i64| dice.random_range(0..limit);
        let deal = DealId::from(DEALS[usize::try_from(below(2)).unwrap()]);
        let entry = usize::try_from(below(8)).unwrap();
        match below(16) {
            0 | 1 => Self::Page(page(&deal, now - below(3))),
            2..=5 => Self::Save(Box::new(save(memory, &deal, now, below(6)).await)),
            6 => Self::Step(deal, Way::Back),
            7 => Self::Step(deal, Way::Forth),
            8 => Self::Claim(entry),
            9 => Self::Sent(entry),
            10 => Self::Stuck(entry),
            11 => Self::Retry(entry),
            12 if below(2) == 0 => Self::Discard(entry),
            12 => Self::Unstick(entry),
            13 if below(2) == 0 => Self::Recover,
            13 => Self::Alarm(alarm(&deal, now, below(4))),
            14 if below(2) == 0 => Self::Tell(entry % 2),
            14 => Self::Judged(deal),
            _ => Self::EventId,
        }
    }

    async fn on(&self, disk: &dyn Disk) -> String {
        let deals = |deal: &DealId| vec![deal.clone()];
        match self {
            Self::Page(page) => told(disk.apply(page).await),
            Self::Save(save) => told(disk.save_record(save).await),
            Self::Step(deal, way) => {
                let push = NewOutboxEntry::push(deal.clone(), at(1), at(1));
                told(disk.take_step(deal, *way, at(1), &[push]).await)
            }
            Self::Claim(entry) => told(disk.mark_sending(id(disk, *entry).await).await),
            Self::Sent(entry) => told(disk.mark_sent(id(disk, *entry).await, at(4), Some("77")).await),
            Self::Stuck(entry) => told(disk.mark_stuck(id(disk, *entry).await, &refusal()).await),
            Self::Retry(entry) => told(disk.retry_entry(id(disk, *entry).await, at(30), Some(&refusal())).await),
            Self::Unstick(entry) => told(disk.unstick_entry(id(disk, *entry).await, at(2)).await),
            Self::Discard(entry) => told(disk.discard_entry(id(disk, *entry).await).await),
            Self::Recover => told(disk.recover_sending().await),
            Self::Alarm(alarm) => told(disk.record_alarms(std::slice::from_ref(alarm)).await),
            Self::Tell(alarm) => {
                let alarms = disk.pending_alarms(&"p1".into(), 10).await.unwrap();
                let id = alarms.get(*alarm).map_or(-1, |alarm| alarm.id);
                let taken = told(disk.mark_handed_to_os(id, at(3)).await);
                disk.note_handover(&[id], Handover::Refused).await.unwrap();
                taken
            }
            Self::Judged(deal) => told(disk.mark_judged(&deals(deal)).await),
            Self::EventId => told(disk.next_event_id().await),
        }
    }
}

/// Everything that can be asked.
async fn all(disk: &dyn Disk) -> Vec<String> {
    let deals = DEALS.map(DealId::from);
    let entries = in_order(disk).await.into_iter().map(nameless);
    let due = disk.due_entries(at(20), 10).await.unwrap().into_iter().map(nameless);
    let alarms = disk.pending_alarms(&"p1".into(), 10).await.unwrap().into_iter();
    let alarms = alarms.map(|alarm| format!("{:?}\n", Alarm { id: 0, ..alarm }));
    let mut unjudged = disk.unjudged().await.unwrap();
    unjudged.sort();
    let mut answers = vec![
        told(disk.records(&deals).await),
        told(disk.contexts(&deals).await),
        told(disk.live_deals().await),
        format!("{unjudged:?}"),
        entries.collect(),
        due.collect(),
        told(disk.next_due_at().await),
        alarms.collect(),
    ];
    for deal in &deals {
        answers.push(told(disk.next_step(deal, Way::Back).await.map(|step| step.map(|step| (step.field, step.after)))));
        answers.push(told(disk.next_step(deal, Way::Forth).await.map(|step| step.map(|step| step.torn))));
    }
    answers
}

async fn in_order(disk: &dyn Disk) -> Vec<OutboxEntry> {
    let mut entries = disk.entries().await.unwrap();
    entries.sort_by_key(|entry| entry.id);
    entries
}

/// The id of the entry at a place; one that nothing has where there is none.
async fn id(disk: &dyn Disk, entry: usize) -> i64 {
    in_order(disk).await.get(entry).map_or(-1, |entry| entry.id)
}

/// Without its number, which says nothing: a file leaves some out.
fn nameless(entry: OutboxEntry) -> String {
    format!("{:?}\n", OutboxEntry { id: 0, key: String::new(), ..entry })
}

#[expect(clippy::needless_pass_by_value, reason = "as calls answer")]
fn told<T: Debug>(answer: Result<T, StoreError>) -> String {
    format!("{answer:?}")
}

fn page(deal: &DealId, minute: i64) -> MirrorPage {
    let deal = Deal { modified_at: Some(at(minute)), ..Deal::named(deal.clone(), format!("as of {minute}")) };
    MirrorPage { deals: vec![deal], ..MirrorPage::default() }
}

/// What a person saves; what another laptop wrote at once comes along now and then.
async fn save(memory: &MemoryStore, deal: &DealId, now: i64, kind: i64) -> RecordSave {
    use sync::Storage;
    let stored = memory.record(deal).await.unwrap();
    let mut record = stored.unwrap_or_else(|| HandoffRecord::empty("org", deal.clone()));
    let field = FieldKey::from("risks");
    let provenance = Provenance::Typed { by: "p1".into(), at: at(now) };
    let entry = FieldEntry { value: FieldValue::Text(format!("text {now}")), provenance, at: at(now) };
    let mut knew = Knew::Everything;
    match kind {
        0 => {
            let mut other = HandoffRecord::empty("org", deal.clone());
            let dot = domain::Dot::new("other", u64::try_from(now).unwrap() + 1);
            other.fields.write(field.clone(), &FieldEntry { at: at(now - 1), ..entry.clone() }, &knew, &dot);
            record = other;
        }
        1 => knew = Knew::Conflicts(record.fields.seen(&field)),
        _ => {}
    }
    let edit = Edit { field, entry, knew, knew_crm_until: None, by: "p1".into() };
    let note =
        || NewOutboxEntry::keyed(OutboxKind::SummaryNote, "note 1".to_owned(), deal.clone(), "{}".into(), at(now));
    let mut outbox = vec![NewOutboxEntry::push(deal.clone(), at(now), at(now + 1))];
    outbox.extend((kind == 2).then(note));
    RecordSave { record, edit: (kind != 0).then_some(edit), outbox, alarms: Vec::new(), at: at(now) }
}

fn alarm(deal: &DealId, now: i64, number: i64) -> NewAlarm {
    NewAlarm {
        key: format!("alarm {number}"),
        kind: "deal_closed".to_owned(),
        handoff_id: None,
        deal_id: Some(deal.clone()),
        person_id: "p1".into(),
        at: at(now),
        recorded_at: at(now),
        title: "closed".to_owned(),
        body: String::new(),
        missed: number == 3,
    }
}
