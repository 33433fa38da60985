//! The shell: windows, commands, notifications, dialogues. The only room that knows tauri.
//!
//! A command deserialises its arguments, calls the intention of the same name in `app`, and returns. Everything that a
//! command could decide is decided there.

mod arguments;
mod commands;
mod host;
mod journal;
mod notifications;
mod start;
mod window;

use std::path::PathBuf;

/// Why the application could not start.
#[derive(Debug)]
pub struct StartError(String);

impl std::fmt::Display for StartError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StartError {}

impl StartError {
    fn because(what: &str, error: impl std::fmt::Display) -> Self {
        Self(format!("{what}: {error}"))
    }
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// Where the data folder can't be used, or the operating system gives no window.
pub fn run() -> Result<(), StartError> {
    let arguments = arguments::Arguments::read(std::env::args().skip(1))?;
    let _log = journal::start(&arguments.data_dir);
    start::run(arguments)
}

/// Says on the terminal why the application ends.
#[allow(clippy::print_stderr, reason = "there is no window to say it in")]
pub fn complain(error: &StartError) {
    eprintln!("changeover: {error}");
}

/// The folder of the workspaces where none is named.
fn default_data_dir() -> Option<PathBuf> {
    let base = if cfg!(target_os = "windows") {
        std::env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        std::env::home_dir().map(|home| home.join("Library/Application Support"))
    } else {
        std::env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::home_dir().map(|home| home.join(".local/share")))
    };
    base.map(|folder| folder.join("Changeover"))
}
