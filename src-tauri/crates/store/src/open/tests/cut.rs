//! The write-ahead log, cut off wherever a laptop can lose its power.
//!
//! ```text
//! before ──close──▶ one file, no log ──step──▶ log: commit 1 ──step──▶ log: commit 1, 2 …
//!                                                     │ cut after every frame, and in the middle of each
//!                                                     ▼
//!                     opened again: the state after the last whole commit, never a mix, and work goes on
//! ```
//!
//! The files are put back in place, not copied elsewhere: a copy has a number of its own in the file system, and the
//! journal would count its events under a new name.

mod files;
mod scenarios;
mod state;
mod steps;

use super::*;
use files::{Files, Log};
use scenarios::{CACHE, EDITS, REST, SENDING, Scenario};
use state::State;
use steps::{Step, take};

/// What a run came to.
#[derive(Default)]
struct Tally {
    frames: usize,
    cuts: usize,
}

#[allow(clippy::print_stderr, reason = "how much was cut is for a person who looks at the output")]
async fn all(scenarios: &[Scenario]) {
    let mut tally = Tally::default();
    for scenario in scenarios {
        run(scenario, &mut tally).await;
    }
    assert!(tally.cuts > 2 * tally.frames, "{} cuts of {} frames", tally.cuts, tally.frames);
    eprintln!("{} scenarios, {} frames, {} cuts", scenarios.len(), tally.frames, tally.cuts);
}

async fn run(scenario: &Scenario, tally: &mut Tally) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for step in scenario.before {
        take(&store, step).await;
    }
    store.close().await;
    let before = Files::take(folder.path());
    let store = Store::open(folder.path()).await.unwrap();
    let mut states = vec![State::of(&store).await];
    for step in scenario.steps {
        take(&store, step).await;
        states.push(State::of(&store).await);
        let commits = Files::take(folder.path()).log(scenario.file).commits();
        assert_eq!(commits, states.len() - 1, "`{}`: {step:?} is one commit", scenario.name);
    }
    let after = Files::take(folder.path());
    store.close().await;
    assert!(before.same_databases(&after), "`{}`: a checkpoint ran meanwhile", scenario.name);
    cut_everywhere(scenario, &after, folder.path(), &states, tally).await;
}

async fn cut_everywhere(scenario: &Scenario, files: &Files, folder: &Path, states: &[State], tally: &mut Tally) {
    let log = files.log(scenario.file);
    let mut reached = 0;
    for cut in log.cuts() {
        files.put_back(folder, scenario.file, &cut);
        let commits = log.commits_before(cut.kept);
        let place = format!("`{}`, the log cut at {} of {}", scenario.name, cut.kept, log.len());
        assert!(commits >= reached, "{place}: a longer log never holds less");
        reached = commits;
        opens_as(folder, &states[commits], cut.between_frames, &place).await;
        tally.cuts += 1;
    }
    assert_eq!(reached, states.len() - 1, "`{}`: the whole log holds the last state", scenario.name);
    tally.frames += log.frames();
}

/// The folder opens without a word of damage, holds this state, and, if asked, takes the next edit.
async fn opens_as(folder: &Path, state: &State, go_on: bool, place: &str) {
    let store = Store::open(folder).await.unwrap();
    let recovered = (state.sending > 0).then_some(OpeningNote::SendingRecovered { entries: state.sending });
    assert_eq!(store.opening_notes(), recovered.as_slice(), "{place}");
    let found = State::of(&store).await;
    found.assert_is(state, place);
    found.assert_whole(place);
    if go_on {
        for step in [Step::Edit("timeline", "after the cut", 90), Step::Page(9)] {
            take(&store, &step).await;
        }
        State::of(&store).await.assert_follows(&found, place);
    }
    store.close().await;
}

#[tokio::test]
async fn an_edit_is_whole_or_not_there_wherever_the_log_is_cut() {
    all(EDITS).await;
}

#[tokio::test]
async fn what_is_sent_is_where_a_commit_left_it_wherever_the_log_is_cut() {
    all(SENDING).await;
}

#[tokio::test]
async fn alarms_settings_and_the_log_are_whole_wherever_the_log_is_cut() {
    all(REST).await;
}

#[tokio::test]
async fn a_page_and_its_cursor_stay_together_wherever_the_log_is_cut() {
    all(CACHE).await;
}

/// The schema of a new workspace is written in several commits: cut off between them, the next opening goes on.
#[tokio::test]
async fn a_first_opening_that_was_cut_off_is_made_good_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let (files, whole) = (Files::take(folder.path()), State::of(&store).await);
    store.close().await;
    for file in [DataFile::Cache, DataFile::Journal] {
        let log = files.log(file);
        assert!(log.commits() > 0, "the schema is in the log");
        for cut in log.cuts() {
            files.put_back(folder.path(), file, &cut);
            let place = format!("{}, the log cut at {} of {}", file.name(), cut.kept, log.len());
            let store = Store::open(folder.path()).await.unwrap();
            assert_eq!(store.opening_notes(), [], "{place}");
            State::of(&store).await.assert_has_the_tables_of(&whole, &place);
            take(&store, &Step::Edit("timeline", "after the cut", 90)).await;
            store.close().await;
        }
    }
}

/// A copied journal takes a new name; cut off while it does, it never goes on under the old one.
#[tokio::test]
async fn a_copied_journal_never_counts_on_under_the_old_name_wherever_the_log_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    take(&store, &Step::Edit("risks", "before the copy", 1)).await;
    let old = store.replica_id().await.unwrap();
    let elsewhere = "UPDATE identity SET fingerprint = 'of the original'";
    sqlx::query(elsewhere).execute(store.inner.journal.writer()).await.unwrap();
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    let files = Files::take(folder.path());
    store.close().await;
    let log: &Log = files.log(DataFile::Journal);
    assert_eq!(log.commits(), 1);
    for cut in log.cuts() {
        files.put_back(folder.path(), DataFile::Journal, &cut);
        let store = Store::open(folder.path()).await.unwrap();
        assert_ne!(store.replica_id().await.unwrap(), old, "cut at {}", cut.kept);
        take(&store, &Step::Edit("risks", "after the copy", 2)).await;
        State::of(&store).await.assert_whole("a copied journal");
        store.close().await;
    }
}
