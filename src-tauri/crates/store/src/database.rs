//! One SQLite file: a writer, some readers, and what its errors mean.

use crate::StoreError;
use crate::commit::{Commit, Moment, Writing};
use crate::fault::Fault;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Sqlite, Transaction};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a reader or the writer waits for its turn. A page of a pull takes a fraction of a second.
const PATIENCE: Duration = Duration::from_secs(60);
const READERS: u32 = 4;
const BEGIN: &str = "BEGIN IMMEDIATE";

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataFile {
    Cache,
    Journal,
}

impl DataFile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cache => "cache.sqlite",
            Self::Journal => "journal.sqlite",
        }
    }

    fn migrations(self) -> &'static Migrator {
        static CACHE: Migrator = sqlx::migrate!("src/cache_schema");
        static JOURNAL: Migrator = sqlx::migrate!("src/journal_schema");
        match self {
            Self::Cache => &CACHE,
            Self::Journal => &JOURNAL,
        }
    }

    fn schema(self) -> Commit {
        match self {
            Self::Cache => Commit::CacheSchema,
            Self::Journal => Commit::JournalSchema,
        }
    }

    /// Megabytes of pages that the writer keeps in memory.
    fn write_cache(self) -> u32 {
        match self {
            Self::Cache => 16,
            Self::Journal => 8,
        }
    }

    /// The same for each reader. Lists and searches of a large organisation read from them.
    fn read_cache(self) -> u32 {
        match self {
            Self::Cache => 32,
            Self::Journal => 8,
        }
    }

    /// A lost cache is pulled again; a lost journal is lost, so that each of its commits reaches the disk.
    fn durability(self) -> SqliteSynchronous {
        match self {
            Self::Cache => SqliteSynchronous::Normal,
            Self::Journal => SqliteSynchronous::Full,
        }
    }
}

/// One open file.
pub(crate) struct Database {
    file: DataFile,
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Database {
    /// Opens or creates the file in `folder` and brings its schema up to date.
    pub(crate) async fn open(folder: &Path, file: DataFile) -> Result<Self, StoreError> {
        let path = folder.join(file.name());
        create_private(&path)?;
        let writing = options(&path, file.write_cache());
        let writing = writing.journal_mode(SqliteJournalMode::Wal).synchronous(file.durability());
        let reading = options(&path, file.read_cache()).pragma("query_only", "ON");
        let database = Self {
            file,
            path,
            writer: pool(1).connect_lazy_with(writing),
            readers: pool(READERS).connect_lazy_with(reading),
        };
        match database.prepare().await {
            Ok(()) => Ok(database),
            Err(error) => {
                database.close().await;
                Err(error)
            }
        }
    }

    async fn prepare(&self) -> Result<(), StoreError> {
        self.refuse_newer().await?;
        self.file.schema().reach(Moment::Before);
        let migrated = self.file.migrations().run(&self.writer).await;
        self.file.schema().reach(Moment::After);
        self.judge(migrated.map_err(|error| Fault::Sql(error.into())))
    }

    async fn refuse_newer(&self) -> Result<(), StoreError> {
        let found = self.judge(schema_version(&self.writer).await)?.unwrap_or(0);
        let known = self.file.migrations().iter().map(|migration| migration.version).max().unwrap_or(0);
        if found > known {
            return Err(StoreError::NewerSchema { file: self.file.name(), found, known });
        }
        Ok(())
    }

    /// Starts a write. Taking the lock at once keeps two writers from finding out at their commits.
    pub(crate) async fn begin(&self) -> Result<Writing, Fault> {
        match self.writer.begin_with(BEGIN).await {
            Err(sqlx::Error::InvalidSavePointStatement) => self.begin_afresh().await,
            begun => Ok(Writing::of(begun?)),
        }
    }

    /// SQLite ends a transaction by itself when the disk is full or fails, and the connection still counts it as open:
    /// no other would ever begin on it. A new connection takes its place.
    async fn begin_afresh(&self) -> Result<Writing, Fault> {
        let stale = self.writer.acquire().await?;
        stale.close().await?;
        Ok(Writing::of(self.writer.begin_with(BEGIN).await?))
    }

    /// Starts a read of several queries that all see the same commit.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, Fault> {
        Ok(self.readers.begin().await?)
    }

    /// For a single query.
    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.readers
    }

    /// For what can't be done in a transaction, and for a file that nobody uses yet. All else begins a write.
    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Says what an inner error means. A cache that can't be read is marked, so that the next opening replaces it: it may
    /// be damaged, or written by a version that knew other fields.
    pub(crate) fn judge<T>(&self, result: Result<T, Fault>) -> Result<T, StoreError> {
        result.map_err(|fault| match fault {
            Fault::Sql(error) => self.meaning(error),
            Fault::Json { what, source } => {
                self.doubt();
                StoreError::Unreadable { what, source }
            }
        })
    }

    fn meaning(&self, error: sqlx::Error) -> StoreError {
        match primary_code(&error) {
            Some(5 | 6) => StoreError::Busy,
            Some(3 | 8) => StoreError::ReadOnly,
            Some(11 | 26) => self.damaged(),
            Some(13) => StoreError::DiskFull,
            Some(14) => StoreError::CannotOpen { path: self.path.clone(), source: std::io::Error::other("no access") },
            _ if matches!(error, sqlx::Error::PoolTimedOut) => StoreError::Busy,
            _ => StoreError::Database(error),
        }
    }

    fn damaged(&self) -> StoreError {
        match self.file {
            DataFile::Journal => StoreError::JournalDamaged { path: self.path.clone() },
            DataFile::Cache => {
                self.doubt();
                StoreError::CacheDamaged
            }
        }
    }

    fn doubt(&self) {
        if self.file == DataFile::Cache
            && let Err(error) = std::fs::write(doubt_path(&self.path), b"")
        {
            tracing::warn!(%error, "could not mark the cache as damaged");
        }
    }
}

/// The mark beside a cache that SQLite found damaged.
pub(crate) fn doubt_path(cache: &Path) -> PathBuf {
    cache.with_extension("doubted")
}

/// SQLite's primary result code: the low byte of the extended one.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let error = match error {
        sqlx::Error::Migrate(inner) => match inner.as_ref() {
            sqlx::migrate::MigrateError::Execute(error) | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => {
                error
            }
            _ => return None,
        },
        other => other,
    };
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}

async fn schema_version(pool: &SqlitePool) -> Result<Option<i64>, Fault> {
    let known: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations'").fetch_optional(pool).await?;
    match known {
        None => Ok(None),
        Some(_) => Ok(sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(pool).await?),
    }
}

fn options(path: &Path, megabytes: u32) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(10))
        .foreign_keys(false)
        .pragma("cache_size", format!("-{}", megabytes * 1024))
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .max_lifetime(None)
        .idle_timeout(None)
        .test_before_acquire(false)
}

/// Creates the file for its owner only; SQLite gives its side files the same rights.
/// An empty file for its owner only, or the one that is there.
pub(crate) fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|source| match source.kind() {
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::CannotOpen { path: path.to_owned(), source },
    })
}
