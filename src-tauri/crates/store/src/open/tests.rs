#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cut;

use super::*;
use crate::samples::{bench, deal, minute, record, summary};
use crate::{MirrorPage, NewOutboxEntry, RecordSave};
use std::io::{Seek, Write};

async fn save_something(store: &Store) {
    let save = RecordSave {
        record: record("d1", &[("business_goals", "Halve the wait by May", 1)]),
        edit: None,
        outbox: vec![NewOutboxEntry::push("d1".into(), minute(1), minute(1))],
        alarms: Vec::new(),
        at: minute(1),
    };
    store.save_record(&save).await.unwrap();
    store.put_summaries(&[summary(1)]).await.unwrap();
}

fn spoil(path: &Path) {
    let mut file = File::options().write(true).open(path).unwrap();
    let middle = file.metadata().unwrap().len() / 2;
    for place in [0, middle] {
        file.seek(std::io::SeekFrom::Start(place)).unwrap();
        file.write_all(&[0xA5; 4096]).unwrap();
    }
}

#[tokio::test]
async fn what_was_saved_is_there_after_reopening() {
    let bench = bench().await;
    save_something(&bench.store).await;
    let bench = bench.reopen().await;
    assert!(bench.store.record(&"d1".into()).await.unwrap().is_some());
    assert!(bench.store.summary_of(&"d1".into()).await.unwrap().is_some());
    assert_eq!(bench.store.opening_notes(), []);
}

#[tokio::test]
async fn a_damaged_cache_is_moved_aside_and_the_journal_stays() {
    let bench = bench().await;
    save_something(&bench.store).await;
    bench.store.close().await;
    spoil(&bench.folder.path().join("cache.sqlite"));
    let store = Store::open(bench.folder.path()).await.unwrap();
    let moved_to = bench.folder.path().join("cache.damaged.sqlite");
    assert_eq!(store.opening_notes(), [OpeningNote::CacheRebuilt { moved_to: moved_to.clone() }]);
    assert!(moved_to.exists());
    assert!(store.record(&"d1".into()).await.unwrap().is_some());
    assert_eq!(store.summary_of(&"d1".into()).await.unwrap(), None);
    store.put_summaries(&[summary(1)]).await.unwrap();
}

#[tokio::test]
async fn a_cache_that_turned_out_damaged_while_running_is_replaced_at_the_next_opening() {
    let bench = bench().await;
    save_something(&bench.store).await;
    bench.store.close().await;
    let cache = bench.folder.path().join("cache.sqlite");
    let store = Store::open(bench.folder.path()).await.unwrap();
    let error: Result<(), StoreError> =
        store.inner.cache.judge(spoiled_read(&bench.folder.path().join("other.sqlite")).await);
    assert!(matches!(error, Err(StoreError::CacheDamaged)), "{error:?}");
    assert!(doubt_path(&cache).exists());
    store.close().await;
    let store = Store::open(bench.folder.path()).await.unwrap();
    assert!(matches!(store.opening_notes(), [OpeningNote::CacheRebuilt { .. }]));
    assert!(!doubt_path(&cache).exists());
}

#[tokio::test]
async fn a_cache_written_by_a_version_that_knew_other_fields_is_replaced_at_the_next_opening() {
    let bench = bench().await;
    save_something(&bench.store).await;
    let older = "UPDATE summary_body SET json = '{\"handoff_id\": \"only this\"}'";
    sqlx::query(older).execute(bench.store.inner.cache.writer()).await.unwrap();
    let error = bench.store.summary_of(&"d1".into()).await.unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { what: "handoff row", .. }), "{error}");
    let bench = bench.reopen().await;
    assert!(matches!(bench.store.opening_notes(), [OpeningNote::CacheRebuilt { .. }]));
    assert_eq!(bench.store.summary_of(&"d1".into()).await.unwrap(), None);
}

/// The error that SQLite gives for a file that is none of its own.
async fn spoiled_read(path: &Path) -> Result<(), crate::fault::Fault> {
    std::fs::write(path, [0x5A; 8192]).unwrap();
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
    let pool = sqlx::sqlite::SqlitePool::connect_lazy_with(options);
    sqlx::query("SELECT * FROM sqlite_master").execute(&pool).await?;
    Ok(())
}

#[tokio::test]
async fn a_journal_that_can_not_be_read_at_all_is_kept_aside_byte_for_byte_and_work_goes_on() {
    let bench = bench().await;
    save_something(&bench.store).await;
    bench.store.close().await;
    let path = bench.folder.path().join("journal.sqlite");
    spoil(&path);
    let before = std::fs::read(&path).unwrap();
    let store = Store::open(bench.folder.path()).await.unwrap();
    let moved_to = bench.folder.path().join("journal.damaged.sqlite");
    let note = OpeningNote::JournalRecovered { moved_to: moved_to.clone(), records: 0 };
    assert_eq!(store.opening_notes(), [note]);
    assert_eq!(std::fs::read(&moved_to).unwrap(), before);
    save_something(&store).await;
    store.close().await;
    assert_eq!(Store::open(bench.folder.path()).await.unwrap().opening_notes(), []);
}

/// Saves many records, long enough that each has pages of its own.
async fn save_many(store: &Store, how_many: u32) {
    let long = "Their IT freezes changes in December. ".repeat(60);
    for number in 0..how_many {
        let record = record(&format!("d{number}"), &[("risks", &long, 1)]);
        let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: minute(1) };
        store.save_record(&save).await.unwrap();
    }
}

#[tokio::test]
async fn what_lies_around_a_damaged_page_of_the_journal_is_recovered() {
    let bench = bench().await;
    save_many(&bench.store, 120).await;
    save_something(&bench.store).await;
    bench.store.close().await;
    let path = bench.folder.path().join("journal.sqlite");
    let mut file = File::options().write(true).open(&path).unwrap();
    let middle = file.metadata().unwrap().len() / 2 / 4096 * 4096;
    file.seek(std::io::SeekFrom::Start(middle)).unwrap();
    file.write_all(&[0xA5; 8192]).unwrap();
    drop(file);
    let store = Store::open(bench.folder.path()).await.unwrap();
    let [OpeningNote::JournalRecovered { records, .. }] = store.opening_notes() else {
        panic!("{:?}", store.opening_notes())
    };
    assert!((60..121).contains(records), "{records} of 121");
    assert!(store.record(&"d0".into()).await.unwrap().is_some(), "the first");
    assert_eq!(store.outbox_counts().await.unwrap().waiting, 1, "what waits to be sent still waits");
}

/// Every file of a folder, to be put back.
#[cfg(unix)]
fn copies(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// Lets a future go on so many times, and drops it then, as a process that ends.
#[cfg(unix)]
async fn cut_off<T>(work: impl Future<Output = T>, after: u32) -> Option<T> {
    let (mut work, mut left) = (std::pin::pin!(work), after);
    std::future::poll_fn(|context| {
        left = left.saturating_sub(1);
        match work.as_mut().poll(context) {
            std::task::Poll::Pending if left == 0 => std::task::Poll::Ready(None),
            other => other.map(Some),
        }
    })
    .await
}

/// Where an open file can be removed: what was dropped in the middle lets go of its files a moment later.
#[cfg(unix)]
#[tokio::test]
async fn a_recovery_that_was_cut_off_anywhere_is_made_good_by_the_next_opening() {
    let bench = bench().await;
    save_many(&bench.store, 8).await;
    save_something(&bench.store).await;
    bench.store.close().await;
    let folder = bench.folder.path();
    let path = folder.join("journal.sqlite");
    let mut file = File::options().write(true).open(&path).unwrap();
    file.seek(std::io::SeekFrom::End(-4096)).unwrap();
    file.write_all(&[0xA5; 4096]).unwrap();
    drop(file);
    let damaged = copies(folder);
    let whole = {
        let store = Store::open(folder).await.unwrap();
        let counts = (store.walk_records(None, 100).await.unwrap().len(), store.outbox_counts().await.unwrap());
        assert!(matches!(store.opening_notes(), [OpeningNote::JournalRecovered { .. }]));
        store.close().await;
        counts
    };
    assert!(whole.0 > 4, "{} of 9", whole.0);
    for after in (1..).step_by(6) {
        std::fs::remove_dir_all(folder).unwrap();
        std::fs::create_dir(folder).unwrap();
        for (path, bytes) in &damaged {
            std::fs::write(path, bytes).unwrap();
        }
        let ended = cut_off(Store::open(folder), after).await;
        let Some(store) = ended else {
            // What runs in the background of the dropped opening ends first, as it would with the process.
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            let store = Store::open(folder).await.unwrap();
            let found = (store.walk_records(None, 100).await.unwrap().len(), store.outbox_counts().await.unwrap());
            assert_eq!(found, whole, "cut off at {after}");
            store.close().await;
            continue;
        };
        store.unwrap().close().await;
        return;
    }
}

#[tokio::test]
async fn a_recovery_that_was_cut_off_between_its_two_moves_is_finished() {
    let bench = bench().await;
    save_something(&bench.store).await;
    bench.store.close().await;
    let folder = bench.folder.path();
    let new = folder.join("journal.recovering");
    std::fs::create_dir(&new).unwrap();
    std::fs::copy(folder.join("journal.sqlite"), new.join("journal.sqlite")).unwrap();
    std::fs::rename(folder.join("journal.sqlite"), folder.join("journal.damaged.sqlite")).unwrap();
    std::fs::write(folder.join("journal.sqlite-wal"), b"of the damaged one").unwrap();
    let store = Store::open(folder).await.unwrap();
    let moved_to = folder.join("journal.damaged.sqlite");
    assert!(store.opening_notes().contains(&OpeningNote::JournalRecovered { moved_to, records: 1 }));
    assert!(store.record(&"d1".into()).await.unwrap().is_some());
    assert_eq!(std::fs::read(folder.join("journal.damaged.sqlite-wal")).unwrap(), b"of the damaged one");
    assert!(!new.exists());
}

#[tokio::test]
async fn a_copy_is_made_when_another_version_wrote_last_and_fills_what_a_damaged_journal_lost() {
    let bench = bench().await;
    save_something(&bench.store).await;
    let older = "UPDATE setting SET json = '\"0.0.1\"' WHERE name = 'written_by'";
    assert_eq!(sqlx::query(older).execute(bench.store.inner.journal.writer()).await.unwrap().rows_affected(), 1);
    let bench = bench.reopen().await;
    assert!(bench.folder.path().join("journal.backup.sqlite").is_file());
    bench.store.close().await;
    spoil(&bench.folder.path().join("journal.sqlite"));
    let store = Store::open(bench.folder.path()).await.unwrap();
    assert!(matches!(store.opening_notes(), [OpeningNote::JournalRecovered { records: 1, .. }]));
    assert!(store.record(&"d1".into()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    for file in [DataFile::Cache, DataFile::Journal] {
        let bench = bench().await;
        save_something(&bench.store).await;
        let database = match file {
            DataFile::Cache => &bench.store.inner.cache,
            DataFile::Journal => &bench.store.inner.journal,
        };
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9000, 'from the future', true, x'00', 0)",
        )
        .execute(database.writer())
        .await
        .unwrap();
        bench.store.close().await;
        let refused = Store::open(bench.folder.path()).await.err().unwrap();
        assert!(matches!(refused, StoreError::NewerSchema { found: 9000, known: 1.., .. }), "{refused}");
        assert!(!bench.folder.path().join("cache.damaged.sqlite").exists());
    }
}

#[tokio::test]
async fn a_second_program_is_told_that_the_workspace_is_in_use() {
    let bench = bench().await;
    let refused = Store::open(bench.folder.path()).await.err().unwrap();
    assert!(matches!(refused, StoreError::InUse { .. }), "{refused}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"").unwrap();
    let refused = Store::open(&file.join("workspace")).await.err().unwrap();
    assert!(refused.to_string().contains("workspace"), "{refused}");
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_saved_before_is_lost() {
    let bench = bench().await;
    save_something(&bench.store).await;
    let journal = &bench.store.inner.journal;
    // The page limit stands for the disk: SQLite answers both with the same code.
    sqlx::query("PRAGMA max_page_count = 1").execute(journal.writer()).await.unwrap();
    let text = "x".repeat(2_000_000);
    let save = RecordSave {
        record: record("d2", &[("risks", &text, 2)]),
        edit: None,
        outbox: Vec::new(),
        alarms: Vec::new(),
        at: minute(2),
    };
    let refused = bench.store.save_record(&save).await.unwrap_err();
    assert!(matches!(refused, StoreError::DiskFull), "{refused}");
    sqlx::query("PRAGMA max_page_count = 1000000").execute(journal.writer()).await.unwrap();
    bench.store.save_record(&save).await.unwrap();
    assert!(bench.store.record(&"d1".into()).await.unwrap().is_some());
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let bench = bench().await;
    save_something(&bench.store).await;
    for name in ["cache.sqlite", "cache.sqlite-wal", "journal.sqlite", "journal.sqlite-wal"] {
        let mode = std::fs::metadata(bench.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_copied_journal_counts_its_events_under_a_new_name() {
    let bench = bench().await;
    let first = bench.store.next_event_id().await.unwrap();
    let second = bench.store.next_event_id().await.unwrap();
    assert_ne!(first, second);
    let replica = bench.store.replica_id().await.unwrap();
    assert_eq!(second.as_str(), format!("{replica}:2"));
    bench.store.close().await;
    let copy = tempfile::tempdir().unwrap();
    // A copied file can get a number that is free; held open, the first one's is not.
    let _held = File::open(bench.folder.path().join("journal.sqlite")).unwrap();
    std::fs::copy(bench.folder.path().join("journal.sqlite"), copy.path().join("journal.sqlite")).unwrap();
    let store = Store::open(copy.path()).await.unwrap();
    assert_eq!(store.opening_notes(), [OpeningNote::ReplicaRenewed]);
    assert_ne!(store.replica_id().await.unwrap(), replica);
}

#[tokio::test]
async fn an_entry_whose_sending_was_cut_off_waits_again_after_reopening() {
    let bench = bench().await;
    save_something(&bench.store).await;
    let entry = bench.store.due_entries(minute(2), 10).await.unwrap().remove(0);
    assert!(bench.store.mark_sending(entry.id).await.unwrap());
    let bench = bench.reopen().await;
    assert_eq!(bench.store.opening_notes(), [OpeningNote::SendingRecovered { entries: 1 }]);
    assert_eq!(bench.store.due_entries(minute(2), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn lists_are_read_while_a_writer_is_at_work() {
    let bench = bench().await;
    bench.store.put_summaries(&[summary(1)]).await.unwrap();
    let page = MirrorPage { deals: vec![deal("d1", "Acme", 1)], ..MirrorPage::default() };
    bench.store.apply(&page).await.unwrap();
    let mut writing = bench.store.inner.cache.begin().await.unwrap();
    sqlx::query("DELETE FROM summary").execute(&mut *writing).await.unwrap();
    assert_eq!(bench.store.list(&crate::ListQuery::default()).await.unwrap().total, 1);
    drop(writing);
}

#[tokio::test]
async fn a_journal_that_may_only_be_read_says_so_and_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    store.set_setting("before", &1).await.unwrap();
    // SQLite itself refuses to write now, with the code that it has for a file without the right.
    let mut tx = store.inner.journal.begin().await.unwrap();
    sqlx::query("PRAGMA query_only = ON").execute(&mut *tx).await.unwrap();
    drop(tx);
    let refused = store.set_setting("after", &2).await.unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly), "{refused:?}");
    assert_eq!(store.setting::<i32>("before").await.unwrap(), Some(1));
    store.close().await;
    drop(store);
    let store = Store::open(folder.path()).await.unwrap();
    store.set_setting("after", &2).await.unwrap();
}
