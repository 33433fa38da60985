//! One laptop: its store, its line, and up to two tasks at once: the round, and its person.

use crate::bug::Bug;
use crate::disk::Disk;
use crate::gate::Gate;
use crate::gated::Gated;
use crate::line::{Line, Wire};
use crate::memory::MemoryStore;
use crate::oracle::{Broken, Oracle};
use crate::org::{Day, Org};
use crate::tasks::{Clock, Desk, Task};
use crm::port::QuotaState;
use domain::DealId;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use store::{Store, StoreError};
use sync::{Chance, Sync};

/// Where a laptop keeps its data.
pub enum Home {
    Memory(Arc<MemoryStore>),
    Files { folder: tempfile::TempDir, store: Store },
}

pub struct Laptop {
    pub number: usize,
    pub person: String,
    home: Home,
    /// How often the journal got another name.
    names: u32,
    pub wire: Arc<Wire>,
    pub clock: Arc<Clock>,
    pub round: Slot,
    pub at_work: Slot,
    sync: Arc<Sync>,
    /// Written by a newer application.
    pub newer: bool,
    shared: Shared,
    rows: Arc<Mutex<BTreeSet<DealId>>>,
}

/// What all laptops of a world share.
#[derive(Clone)]
pub struct Shared {
    pub org: Arc<Mutex<Org>>,
    pub oracle: Arc<Mutex<Oracle>>,
    pub chance: Chance,
    /// Each edit leaves an event.
    pub leaves_events: bool,
    pub bug: Option<Bug>,
}

/// One task and the gate at which it waits.
#[derive(Default)]
pub struct Slot {
    pub gate: Gate,
    pub task: Option<Task>,
}

impl Slot {
    fn stop(&mut self) {
        self.task = None;
        self.gate = Gate::default();
    }
}

impl Laptop {
    pub async fn new(number: usize, person: usize, shared: Shared, clock: Clock, on_disk: bool) -> Self {
        let home = if on_disk { files().await } else { Home::Memory(Arc::new(MemoryStore::named(&name(number, 0)))) };
        let (wire, round) = (Arc::new(Wire::default()), Slot::default());
        let sync = sync_of(number, home.disk(), &wire, &round.gate, &shared);
        Self {
            number,
            person: format!("p{}", person + 1),
            home,
            names: 0,
            wire,
            clock: Arc::new(clock),
            round,
            at_work: Slot::default(),
            sync,
            newer: false,
            shared,
            rows: Arc::default(),
        }
    }

    /// What the laptop's line knows of the shared quota.
    pub fn quota(&self) -> QuotaState {
        let org = self.shared.org.lock().unwrap_or_else(PoisonError::into_inner);
        QuotaState { day: org.day.as_ref().map(Day::allowance), ..QuotaState::default() }
    }

    pub fn disk(&self) -> Arc<dyn Disk> {
        self.home.disk()
    }

    /// What a task in a slot works with.
    pub fn desk(&self, slot: &Slot) -> Desk {
        Desk {
            laptop: self.number,
            person: self.person.as_str().into(),
            store: Gated { disk: self.disk(), gate: slot.gate.clone(), bug: self.shared.bug },
            sync: Arc::clone(&self.sync),
            clock: Arc::clone(&self.clock),
            oracle: Arc::clone(&self.shared.oracle),
            org: Arc::clone(&self.shared.org),
            rows: Arc::clone(&self.rows),
            newer: self.newer,
            leaves_events: self.shared.leaves_events,
            bug: self.shared.bug,
        }
    }

    /// Its person discards whatever waits or is stuck.
    pub async fn give_up(&self) {
        let disk = self.disk();
        for entry in disk.entries().await.unwrap_or_default() {
            let _ = disk.discard_entry(entry.id).await;
        }
    }

    /// Ends the process where it stands, and starts it again. Its person tried a second start before, in vain.
    pub async fn kill(&mut self) {
        if !self.home.refuses_a_second_start().await {
            let broken = Broken::of("a second instance is refused", format!("laptop {}", self.number + 1));
            self.desk(&self.round).oracle().broken.push(broken);
        }
        self.stop();
        if self.shared.bug == Some(Bug::CutOffCountsAsSent) {
            let _ = self.desk(&self.round).store.send_what_was_cut_off().await;
        }
        self.home.open_again().await;
        self.start();
    }

    /// The cache was damaged; opening replaces it.
    pub async fn lose_cache(&mut self) {
        self.stop();
        self.home.lose_cache().await;
        self.rows = Arc::default();
        self.start();
    }

    /// The journal goes on under another name.
    pub async fn recover_journal(&mut self) {
        self.stop();
        self.names += u32::from(self.shared.bug != Some(Bug::OldNameAfterRecovery));
        self.home.recover_journal(&name(self.number, self.names)).await;
        self.start();
    }

    fn stop(&mut self) {
        self.round.stop();
        self.at_work.stop();
    }

    fn start(&mut self) {
        self.clock.restart();
        self.sync = sync_of(self.number, self.disk(), &self.wire, &self.round.gate, &self.shared);
    }
}

fn name(number: usize, names: u32) -> String {
    format!("r{}.{names}", number + 1)
}

fn sync_of(number: usize, disk: Arc<dyn Disk>, wire: &Arc<Wire>, gate: &Gate, shared: &Shared) -> Arc<Sync> {
    let (org, wire) = (Arc::clone(&shared.org), Arc::clone(wire));
    let (gate, bug, believed) = (gate.clone(), shared.bug, Mutex::default());
    let line = Line { laptop: number, org, gate: gate.clone(), wire, bug, believed };
    let store = Gated { disk, gate, bug };
    Arc::new(Sync::over(Arc::new(store), Arc::new(line), shared.chance.clone()))
}

async fn files() -> Home {
    #[expect(clippy::expect_used, reason = "a world without a disk can't begin")]
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = opened(folder.path()).await;
    Home::Files { folder, store }
}

#[expect(clippy::expect_used, reason = "that a store opens is what is tried here")]
async fn opened(folder: &Path) -> Store {
    Store::open(folder).await.expect("the workspace opens")
}

impl Home {
    fn disk(&self) -> Arc<dyn Disk> {
        match self {
            Self::Memory(store) => Arc::clone(store) as Arc<dyn Disk>,
            Self::Files { store, .. } => Arc::new(store.clone()),
        }
    }

    /// What keeps a second one out is a lock on the files; without files there is none.
    async fn refuses_a_second_start(&self) -> bool {
        match self {
            Self::Memory(_) => true,
            Self::Files { folder, .. } => matches!(Store::open(folder.path()).await, Err(StoreError::InUse { .. })),
        }
    }

    async fn open_again(&mut self) {
        match self {
            Self::Memory(store) => store.open_again(),
            Self::Files { folder, store } => {
                store.close().await;
                *store = opened(folder.path()).await;
            }
        }
    }

    async fn lose_cache(&mut self) {
        match self {
            Self::Memory(store) => store.lose_cache(),
            Self::Files { folder, store } => {
                store.close().await;
                let _ =
                    std::fs::write(folder.path().join("cache.sqlite"), b"not a database, and long enough to look at");
                *store = opened(folder.path()).await;
            }
        }
        self.open_again().await;
    }

    async fn recover_journal(&mut self, name: &str) {
        match self {
            Self::Memory(store) => store.recover_journal_as(name),
            Self::Files { folder, store } => {
                store.close().await;
                let (journal, copy) = (folder.path().join("journal.sqlite"), folder.path().join("copy"));
                let _ = std::fs::copy(&journal, &copy).and_then(|_| std::fs::rename(&copy, &journal));
                *store = opened(folder.path()).await;
            }
        }
    }
}
