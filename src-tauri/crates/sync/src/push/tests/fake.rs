//! A CRM with one deal, in memory.

use super::cabinet::Files;
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use crm::port::{
    Around, Capabilities, Crm, CrmError, Cursor, DealHistory, ErrorClass, FileDraft, Flaw, Identity, NoteDraft, Object,
    Page, Part, Property, PropertyHistory, ReadDeal, ServerTime, TaskDraft, Version,
};
use domain::{Deal, DealId, FieldKey, Person, Pipeline};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

#[derive(Default)]
pub(super) struct FakeCrm {
    properties: Mutex<BTreeMap<Property, String>>,
    writes: Mutex<Vec<Vec<Property>>>,
    overwrite: Mutex<Option<String>>,
    typed: Mutex<Option<(Property, String)>>,
    merged: Mutex<Merging>,
    history: Mutex<PropertyHistory>,
    refusal: Mutex<Option<ErrorClass>>,
    /// Keys and first words of notes and tasks.
    made: Mutex<Vec<(String, String)>>,
    time: Mutex<Option<DateTime<Utc>>>,
    /// The deal as it is there, but for the handoff's properties.
    deal: Mutex<Option<Deal>>,
    statuses: Mutex<Vec<Version>>,
    /// It has no property of its own.
    without_property: Mutex<Option<FieldKey>>,
    asked_history: AtomicUsize,
    pub(super) files: Files,
}

/// A merge of the deal into another one.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Merging {
    #[default]
    Never,
    BeforeNextWrite,
    Done,
}

impl FakeCrm {
    /// The deal that stays when ours is merged away.
    pub(super) const SURVIVOR: &str = "2";
    pub(super) const TEXT_LIMIT: usize = 2_000;

    pub(super) fn set(&self, property: Property, text: &str) {
        self.properties.lock().unwrap().insert(property, text.to_owned());
    }

    pub(super) fn property(&self, property: &Property) -> Option<String> {
        self.properties.lock().unwrap().get(property).cloned()
    }

    /// Someone else's record replaces ours right after the next write.
    pub(super) fn overwrite_after_next_write(&self, record: String) {
        *self.overwrite.lock().unwrap() = Some(record);
    }

    /// A person types this in the CRM's own screen, just before our next write arrives.
    pub(super) fn type_before_next_write(&self, property: Property, text: &str) {
        *self.typed.lock().unwrap() = Some((property, text.to_owned()));
    }

    /// Somebody merges the deal into another one, just before our next write arrives, and types there right after it.
    pub(super) fn merge_before_next_write(&self, property: Property, text: &str) {
        *self.merged.lock().unwrap() = Merging::BeforeNextWrite;
        self.type_before_next_write(property, text);
    }

    /// Every request is refused from now on, or none any more.
    pub(super) fn refuse(&self, class: Option<ErrorClass>) {
        *self.refusal.lock().unwrap() = class;
    }

    pub(super) fn set_time(&self, at: DateTime<Utc>) {
        *self.time.lock().unwrap() = Some(at);
    }

    pub(super) fn set_deal(&self, deal: Deal) {
        *self.deal.lock().unwrap() = Some(deal);
    }

    /// A person sets the status there.
    pub(super) fn type_status(&self, status: &str, at: DateTime<Utc>) {
        self.set(Property::Status, status);
        let version = Version { value: status.to_owned(), at, by_user: Some("900".to_owned()) };
        self.statuses.lock().unwrap().push(version);
    }

    /// A field stands in the record alone.
    pub(super) fn take_property_away(&self, field: FieldKey) {
        *self.without_property.lock().unwrap() = Some(field);
    }

    /// How often the history of properties was asked for.
    pub(super) fn asked_history(&self) -> usize {
        self.asked_history.load(Ordering::SeqCst)
    }

    pub(super) fn made(&self) -> Vec<(String, String)> {
        self.made.lock().unwrap().clone()
    }

    fn answer(&self) -> Result<(), CrmError> {
        let class = self.refusal.lock().unwrap().clone();
        class.map_or(Ok(()), |class| Err(CrmError::new(class, "refused to order", "wait for the order to end")))
    }

    fn make(&self, key: &str, words: &str) -> Result<String, CrmError> {
        self.answer()?;
        self.made.lock().unwrap().push((key.to_owned(), words.to_owned()));
        Ok(format!("made-{key}"))
    }

    pub(super) fn note(&self, property: &Property, value: &str, by_user: Option<&str>) {
        let mut history = self.history.lock().unwrap();
        let versions = history.entry(property.clone()).or_default();
        let at = DateTime::from_timestamp(1_794_182_400 + i64::try_from(versions.len()).unwrap(), 0).unwrap();
        versions.push(Version { value: value.to_owned(), at, by_user: by_user.map(str::to_owned) });
    }

    pub(super) fn writes(&self) -> usize {
        self.writes.lock().unwrap().len()
    }

    pub(super) fn last_write(&self) -> Vec<Property> {
        self.writes.lock().unwrap().last().cloned().unwrap_or_default()
    }
}

fn not_asked<T>() -> Result<T, CrmError> {
    Err(CrmError::new(ErrorClass::Broken, "this CRM is only written to", ""))
}

#[async_trait]
impl Crm for FakeCrm {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            name: "FakeCRM",
            personal_rights: false,
            guarded_writes: false,
            text_limit: Self::TEXT_LIMIT,
            abilities: &[],
        }
    }

    fn server_time(&self) -> Option<ServerTime> {
        self.time.lock().unwrap().map(|at| ServerTime { at, received: Instant::now() })
    }

    fn carries(&self, field: &FieldKey) -> bool {
        self.without_property.lock().unwrap().as_ref() != Some(field)
    }

    async fn who_am_i(&self) -> Result<Identity, CrmError> {
        not_asked()
    }

    async fn people(&self) -> Result<Vec<Person>, CrmError> {
        not_asked()
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        not_asked()
    }

    async fn pull(&self, _: Object, _: &Cursor) -> Result<Page, CrmError> {
        not_asked()
    }

    async fn around(&self, _: &[DealId], _: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        not_asked()
    }

    async fn deal_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        let statuses = self.statuses.lock().unwrap().clone();
        let history =
            |deal: &DealId| DealHistory { deal_id: deal.clone(), stages: Vec::new(), statuses: statuses.clone() };
        Ok(deals.iter().map(history).collect())
    }

    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        self.answer()?;
        let properties = self.properties.lock().unwrap().clone();
        let is_merged = *self.merged.lock().unwrap() == Merging::Done;
        let id = if is_merged { Self::SURVIVOR.into() } else { id.clone() };
        let known = self.deal.lock().unwrap().clone();
        let mut deal = Deal { id: id.clone(), ..known.unwrap_or_else(|| Deal::named(id, "Acme")) };
        deal.record_json = properties.get(&Property::Record).cloned();
        deal.handoff_status = properties.get(&Property::Status).cloned();
        for (property, text) in &properties {
            if let Property::Field(key) = property {
                deal.flat_fields.insert(key.clone(), text.clone());
            }
        }
        Ok(ReadDeal { deal, properties, flaws: Vec::new() })
    }

    async fn property_history(
        &self,
        deals: &[DealId],
        _: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        self.asked_history.fetch_add(1, Ordering::SeqCst);
        Ok(deals.iter().map(|deal| (deal.clone(), self.history.lock().unwrap().clone())).collect())
    }

    async fn write_deal(&self, _: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        self.writes.lock().unwrap().push(changes.keys().cloned().collect());
        let merges = std::mem::take(&mut *self.merged.lock().unwrap()) == Merging::BeforeNextWrite;
        let typed = self.typed.lock().unwrap().take();
        let (before, after) = if merges { (None, typed) } else { (typed, None) };
        if let Some((property, text)) = before {
            self.note(&property, &text, Some("900"));
        }
        for (property, text) in changes {
            self.note(property, text, None);
        }
        let mut properties = self.properties.lock().unwrap();
        properties.extend(changes.clone());
        if let Some((property, text)) = after {
            *self.merged.lock().unwrap() = Merging::Done;
            self.note(&property, &text, Some("900"));
            properties.insert(property, text);
        }
        if let Some(record) = self.overwrite.lock().unwrap().take() {
            properties.insert(Property::Record, record);
            properties.retain(|property, _| !matches!(property, Property::Field(_)));
        }
        Ok(())
    }

    async fn upsert_note(&self, key: &str, _: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        self.make(key, &note.body)
    }

    async fn attach_file(&self, key: &str, _: &DealId, file: &FileDraft) -> Result<String, CrmError> {
        self.files.attach(key, &file.content)
    }

    async fn read_file(&self, id: &str) -> Result<Vec<u8>, CrmError> {
        self.files.read(id)
    }

    async fn upsert_task(&self, key: &str, _: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        self.make(key, &task.subject)
    }
}
