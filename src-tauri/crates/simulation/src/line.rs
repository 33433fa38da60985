//! A laptop's line to the CRM: the port, with a gate before each request and after each write.

mod mistaken;

use crate::bug::Bug;
use crate::fault::Fault;
use crate::gate::{Gate, Site};
use crate::org::{self, Day, Org};
use async_trait::async_trait;
use crm::port::{
    Around, Capabilities, Crm, CrmError, Cursor, DealHistory, ErrorClass, FileDraft, Flaw, Identity, NoteDraft, Object,
    Page, Part, Property, PropertyHistory, QuotaState, ReadDeal, ServerTime, TaskDraft,
};
use domain::{DealId, Person, Pipeline};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long an adapter rests where the day's quota is used up.
const DAY_IS_FULL: Duration = Duration::from_secs(3_600);

/// What stands between a laptop and the CRM for longer than one request.
#[derive(Debug, Default)]
pub struct Wire {
    pub unplugged: AtomicBool,
    /// The sign-in was revoked, or the keychain is locked.
    pub signed_out: AtomicBool,
}

pub struct Line {
    pub laptop: usize,
    pub org: Arc<Mutex<Org>>,
    pub gate: Gate,
    pub wire: Arc<Wire>,
    pub bug: Option<Bug>,
    /// By a planted mistake, what was to be uploaded counts as read.
    pub believed: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Line {
    fn org(&self) -> MutexGuard<'_, Org> {
        self.org.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Before a request: it leaves, or it does not; true where it arrives twice.
    async fn ask(&self, what: &'static str) -> Result<Option<Fault>, CrmError> {
        let fault = self.gate.pass(Site::Request(what)).await;
        if self.wire.unplugged.load(Ordering::Relaxed) {
            return Err(error(ErrorClass::Offline));
        }
        if !self.org().take_request() {
            return Err(error(ErrorClass::TryLater { after: Some(DAY_IS_FULL) }));
        }
        if self.wire.signed_out.load(Ordering::Relaxed) {
            return Err(error(ErrorClass::SignInAgain));
        }
        match fault {
            Some(Fault::SignInAgain) => Err(error(ErrorClass::SignInAgain)),
            Some(Fault::Lost) => Err(error(ErrorClass::Offline)),
            Some(Fault::Busy) => Err(error(ErrorClass::TryLater { after: Some(Duration::from_secs(20)) })),
            Some(Fault::ServerError | Fault::PageGone) => Err(error(ErrorClass::TryLater { after: None })),
            Some(Fault::NotAllowed) => Err(error(ErrorClass::NotAllowed)),
            other => Ok(other),
        }
    }

    async fn read<T>(&self, what: &'static str, read: impl FnOnce(&Org) -> T) -> Result<T, CrmError> {
        match self.ask(what).await? {
            Some(Fault::ReplyLost | Fault::Late) => Err(error(ErrorClass::Offline)),
            Some(Fault::CutOff) => Err(error(ErrorClass::Broken)),
            _ => Ok(read(&self.org())),
        }
    }

    /// A write is carried out, perhaps twice; then its reply may get lost.
    async fn write<T>(
        &self,
        what: &'static str,
        write: impl Fn(&mut Org) -> Result<T, CrmError>,
    ) -> Result<T, CrmError> {
        self.write_or_delay(what, write, |_| ()).await
    }

    /// The same; one that is delayed is kept for later, and its sender has given up by then.
    async fn write_or_delay<T>(
        &self,
        what: &'static str,
        write: impl Fn(&mut Org) -> Result<T, CrmError>,
        delay: impl Fn(&mut Org),
    ) -> Result<T, CrmError> {
        let fault = self.ask(what).await?;
        if fault == Some(Fault::Late) {
            delay(&mut self.org());
            return Err(error(ErrorClass::Offline));
        }
        let done = write(&mut self.org());
        if fault == Some(Fault::Twice) && done.is_ok() {
            let _ = write(&mut self.org());
        }
        let later = self.gate.pass(Site::Reply(what)).await;
        match fault.or(later) {
            Some(Fault::ReplyLost) => Err(error(ErrorClass::Offline)),
            Some(Fault::CutOff) => Err(error(ErrorClass::TryLater { after: None })),
            _ => done,
        }
    }
}

fn error(class: ErrorClass) -> CrmError {
    CrmError::new(class, "the story wants it so", "")
}

#[async_trait]
impl Crm for Line {
    fn capabilities(&self) -> Capabilities {
        Capabilities {
            name: "SimCRM",
            personal_rights: false,
            guarded_writes: false,
            text_limit: 65_536,
            abilities: &[],
        }
    }

    fn server_time(&self) -> Option<ServerTime> {
        Some(ServerTime { at: self.org().now(), received: Instant::now() })
    }

    fn quota(&self) -> QuotaState {
        QuotaState { day: self.org().day.as_ref().map(Day::allowance), ..QuotaState::default() }
    }

    async fn who_am_i(&self) -> Result<Identity, CrmError> {
        let organisation = org::ORGANISATION.to_owned();
        Ok(Identity { organisation, time_zone: None, currency: None, person: None })
    }

    async fn people(&self) -> Result<Vec<Person>, CrmError> {
        self.read("people", |_| org::people()).await
    }

    async fn pipelines(&self) -> Result<Vec<Pipeline>, CrmError> {
        self.read("pipelines", |_| org::pipelines()).await
    }

    async fn pull(&self, object: Object, cursor: &Cursor) -> Result<Page, CrmError> {
        let page = self.read(object.name(), |org| org.page(object, cursor)).await?;
        Ok(mistaken::page(self.bug, page, &self.org()))
    }

    async fn around(&self, deals: &[DealId], parts: &[Part]) -> Result<(Vec<Around>, Vec<Flaw>), CrmError> {
        let nothing = |deal: &DealId| Around {
            deal_id: deal.clone(),
            account: None,
            contacts: parts.contains(&Part::Contacts).then(Vec::new),
            lines: parts.contains(&Part::Lines).then(Vec::new),
            activities: parts.contains(&Part::Activities).then(Vec::new),
        };
        let arounds = deals.iter().map(nothing).collect();
        self.read("around", |_| (arounds, Vec::new())).await
    }

    async fn deal_history(&self, deals: &[DealId]) -> Result<Vec<DealHistory>, CrmError> {
        let history = |org: &Org, id: &DealId| {
            let row = org.deals.get(id)?;
            let statuses = row.history.get(&Property::Status).cloned().unwrap_or_default();
            Some(DealHistory { deal_id: id.clone(), stages: row.stages.clone(), statuses })
        };
        self.read("history", |org| deals.iter().filter_map(|id| history(org, id)).collect()).await
    }

    async fn deal(&self, id: &DealId) -> Result<ReadDeal, CrmError> {
        let found = self.read("deal", |org| org.find(id).cloned()).await?;
        let row = found.ok_or_else(org::gone)?;
        let deal = mistaken::deal(self.bug, row.as_deal());
        Ok(ReadDeal { deal, properties: row.properties, flaws: Vec::new() })
    }

    async fn property_history(
        &self,
        deals: &[DealId],
        properties: &[Property],
    ) -> Result<BTreeMap<DealId, PropertyHistory>, CrmError> {
        let history = |org: &Org, id: &DealId| {
            let mut history = org.deals.get(id)?.history.clone();
            history.retain(|property, _| properties.contains(property));
            mistaken::history(self.bug, &mut history);
            Some((id.clone(), history))
        };
        self.read("property history", |org| deals.iter().filter_map(|id| history(org, id)).collect()).await
    }

    async fn write_deal(&self, id: &DealId, changes: &BTreeMap<Property, String>) -> Result<(), CrmError> {
        let changes = |org: &Org| mistaken::changes(self.bug, id, changes, org);
        let write = |org: &mut Org| org.write(self.laptop, id, &changes(org));
        self.write_or_delay("deal", write, |org| org.late.push((self.laptop, id.clone(), changes(org)))).await
    }

    async fn upsert_note(&self, key: &str, deal: &DealId, note: &NoteDraft) -> Result<String, CrmError> {
        let key = &mistaken::key(self.bug, key, &self.org());
        self.write("note", |org| {
            org.hear_of(deal, &note.body);
            Ok(Org::upsert(&mut org.notes, key, deal, note.body.clone()))
        })
        .await
    }

    async fn upsert_task(&self, key: &str, deal: &DealId, task: &TaskDraft) -> Result<String, CrmError> {
        self.write("task", |org| {
            org.hear_of(deal, &task.subject);
            Ok(Org::upsert(&mut org.tasks, key, deal, task.subject.clone()))
        })
        .await
    }

    async fn attach_file(&self, key: &str, deal: &DealId, file: &FileDraft) -> Result<String, CrmError> {
        match mistaken::attached(self, key, file) {
            Some(id) => Ok(id),
            None => self.write("file", |org| org.attach(self.laptop, key, deal, &file.content)).await,
        }
    }

    async fn read_file(&self, id: &str) -> Result<Vec<u8>, CrmError> {
        if let Some(believed) = mistaken::read(self, id) {
            return Ok(believed);
        }
        self.read("file", |org| org.file(id)).await?.ok_or_else(org::gone)
    }

    async fn longest(&self, property: &Property) -> Result<usize, CrmError> {
        let room = self.org().room.filter(|_| *property == Property::Record);
        Ok(room.unwrap_or(self.capabilities().text_limit))
    }
}
