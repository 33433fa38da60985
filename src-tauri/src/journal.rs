//! The log file: rotating, in the data folder, without records' texts or tokens.

use std::path::Path;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

/// Days that a log file is kept.
const KEPT_FILES: usize = 7;

/// Starts logging; the guard flushes what is left when it is dropped. A folder that can't be written costs the log only.
pub fn start(data_dir: &Path) -> Option<WorkerGuard> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("changeover")
        .filename_suffix("log")
        .max_log_files(KEPT_FILES)
        .build(data_dir.join("logs"))
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let filter = EnvFilter::try_from_env("CHANGEOVER_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,app=info,sync=info,changeover=info"));
    tracing_subscriber::fmt().with_writer(writer).with_ansi(false).with_env_filter(filter).try_init().ok()?;
    Some(guard)
}
