//! A damaged journal is kept aside as it is, and what can be read of it goes on in a new one.
//!
//! ```text
//! journal.sqlite ──a copy, read row by row from both ends of each table──▶ journal.recovering/journal.sqlite
//!       │                              records that only the backup still has ──▲     │ filled and closed
//!       ├─ 1. moved ▶ journal.damaged.sqlite (kept, never written to)                 │
//!       └◀──────────────────────────── 2. moved ──────────────────────────────────────┘
//! ```
//!
//! Cut off before the first move, it is made again; between the two, the next opening makes the second.

use super::backup;
use crate::StoreError;
use crate::database::{DataFile, Database};
use crate::fault::Fault;
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::path::{Path, PathBuf};

/// Everything but the journal's name: the new one counts under a name of its own.
const TABLES: &[&str] = &["record", "revision", "outbox", "alarm", "setting", "import_issue", "sync_log"];
/// Of a backup only what is not stale: its outbox was sent long ago.
const OF_A_BACKUP: &[&str] = &["record", "setting"];
/// Rows that are copied together while all goes well.
const TOGETHER: i64 = 256;

/// What came of it.
pub(super) struct Recovered {
    pub journal: Database,
    pub moved_to: PathBuf,
    /// Handoffs whose record could be read.
    pub records: u32,
}

/// Fills a new journal and puts it in the place of the damaged one. Where that can't be done, everything is left as it was.
pub(super) async fn recover(folder: &Path) -> Result<Recovered, StoreError> {
    let (damaged, new) = (folder.join(DataFile::Journal.name()), building_site(folder));
    let _ = std::fs::remove_dir_all(&new);
    let filled = fill_new(folder, &damaged, &new).await;
    if filled.is_err() {
        let _ = std::fs::remove_dir_all(&new);
    }
    filled?;
    let moved_to =
        names(folder).find(|name| !name.exists()).unwrap_or_else(|| damaged.with_extension("damaged.sqlite"));
    move_with_sides(&damaged, &moved_to)?;
    if let Err(error) = put_in_place(folder) {
        move_with_sides(&moved_to, &damaged)?;
        return Err(error);
    }
    opened(folder, moved_to).await
}

/// Goes on where an earlier process was cut off between the two moves; `None` where none was.
pub(super) async fn finish_cut_off(folder: &Path) -> Result<Option<Recovered>, StoreError> {
    let (place, new) = (folder.join(DataFile::Journal.name()), building_site(folder));
    let moved_to = names(folder).take_while(|name| name.exists()).last();
    let Some(moved_to) = moved_to.filter(|_| !place.exists() && new.join(DataFile::Journal.name()).exists()) else {
        return Ok(None);
    };
    for side in SIDES {
        let _ = std::fs::rename(beside(&place, side), beside(&moved_to, side));
    }
    put_in_place(folder)?;
    opened(folder, moved_to).await.map(Some)
}

/// Where the new journal is filled, under the name that it will have.
fn building_site(folder: &Path) -> PathBuf {
    folder.join("journal.recovering")
}

async fn fill_new(folder: &Path, damaged: &Path, new: &Path) -> Result<(), StoreError> {
    super::create_private_folder(new)?;
    // SQLite writes to what it reads (it folds the log in): only a copy may be touched.
    let copy = new.join("reading.sqlite");
    copy_with_sides(damaged, &copy).map_err(|source| StoreError::CannotOpen { path: copy.clone(), source })?;
    let journal = Database::open(new, DataFile::Journal).await?;
    let filled = async {
        take_over(&journal, &copy, TABLES).await?;
        let backup = backup::path(folder);
        if backup.is_file() { take_over(&journal, &backup, OF_A_BACKUP).await } else { Ok(()) }
    };
    let filled = filled.await;
    // Closed, so that all of it is in the one file that is moved.
    journal.close().await;
    filled
}

fn put_in_place(folder: &Path) -> Result<(), StoreError> {
    let (place, new) = (folder.join(DataFile::Journal.name()), building_site(folder));
    let moved = std::fs::rename(new.join(DataFile::Journal.name()), &place);
    moved.map_err(|source| StoreError::CannotOpen { path: place, source })?;
    let _ = std::fs::remove_dir_all(new);
    Ok(())
}

async fn opened(folder: &Path, moved_to: PathBuf) -> Result<Recovered, StoreError> {
    let journal = Database::open(folder, DataFile::Journal).await?;
    let count = sqlx::query_scalar("SELECT count(*) FROM record").fetch_one(journal.readers()).await;
    let count: i64 = journal.judge(count.map_err(Fault::from))?;
    Ok(Recovered { journal, moved_to, records: u32::try_from(count).unwrap_or(u32::MAX) })
}

/// Copies what can be read. That a file or a table can't be read is no error here; that nothing can be written is.
async fn take_over(journal: &Database, from: &Path, tables: &[&str]) -> Result<(), StoreError> {
    let mut writer = journal.judge(journal.writer().acquire().await.map_err(Fault::from))?;
    let attach = sqlx::query("ATTACH DATABASE ?1 AS old").bind(from.to_string_lossy().into_owned());
    if let Err(error) = attach.execute(&mut *writer).await {
        tracing::warn!(%error, "a damaged journal can't be read at all");
        return Ok(());
    }
    for table in tables {
        if let Some(columns) = shared_columns(&mut writer, table).await {
            for backwards in [false, true] {
                copy_rows(&mut writer, table, &columns, backwards).await;
            }
        }
    }
    let _ = sqlx::query("DETACH DATABASE old").execute(&mut *writer).await;
    Ok(())
}

/// The columns that both know, from the new file's own list; `None` where the old table can't be read.
async fn shared_columns(writer: &mut SqliteConnection, table: &str) -> Option<String> {
    let query = "SELECT new.name FROM pragma_table_info(?1, 'main') AS new
                 JOIN pragma_table_info(?1, 'old') AS old ON old.name = new.name";
    let names: Vec<String> = sqlx::query_scalar(query).bind(table).fetch_all(writer).await.ok()?;
    (!names.is_empty()).then(|| names.join(", "))
}

/// Copies rows from one end until one can't be read. Names of tables and columns are our own.
async fn copy_rows(writer: &mut SqliteConnection, table: &str, columns: &str, backwards: bool) {
    let (than, order, last, mut from) =
        if backwards { ("<", "DESC", "min", i64::MAX) } else { (">", "ASC", "max", i64::MIN) };
    let whole = if table == "record" { "AND json_valid(json)" } else { "" };
    let next = format!(
        "SELECT {last}(rowid) FROM (SELECT rowid FROM old.{table} WHERE rowid {than} ?1 ORDER BY rowid {order} LIMIT ?2)"
    );
    let copy = format!(
        "INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM old.{table} WHERE rowid {than} ?1 {whole} ORDER BY rowid {order} LIMIT ?2"
    );
    let mut together = TOGETHER;
    loop {
        let reached: Result<Option<i64>, _> =
            sqlx::query_scalar(AssertSqlSafe(next.clone())).bind(from).bind(together).fetch_one(&mut *writer).await;
        let copied = sqlx::query(AssertSqlSafe(copy.clone())).bind(from).bind(together).execute(&mut *writer).await;
        match (reached, copied) {
            (Ok(Some(reached)), Ok(_)) => from = reached,
            (Ok(None), _) => return,
            _ if together > 1 => together = 1,
            _ => return,
        }
    }
}

/// The names under which damaged journals are kept: none is ever overwritten by another one.
fn names(folder: &Path) -> impl Iterator<Item = PathBuf> {
    (1..).map(move |number: u32| match number {
        1 => folder.join("journal.damaged.sqlite"),
        more => folder.join(format!("journal.damaged-{more}.sqlite")),
    })
}

const SIDES: [&str; 3] = ["", "-wal", "-shm"];

fn beside(path: &Path, side: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(side);
    PathBuf::from(name)
}

fn move_with_sides(from: &Path, to: &Path) -> Result<(), StoreError> {
    for side in SIDES {
        match std::fs::rename(beside(from, side), beside(to, side)) {
            Err(source) if side.is_empty() || source.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::CannotOpen { path: from.to_owned(), source });
            }
            _ => {}
        }
    }
    Ok(())
}

fn copy_with_sides(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::copy(from, to)?;
    let wal = beside(from, "-wal");
    if wal.is_file() {
        std::fs::copy(wal, beside(to, "-wal"))?;
    }
    Ok(())
}
