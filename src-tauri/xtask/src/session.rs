//! A session of its own for a window that nobody looks at.
//!
//! Private XDG folders keep it apart from the person's own data; inside them a D-Bus session, an unlocked Secret
//! Service and an X server start, run one command, and end with it. `HOME` stays, because cargo needs it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, about};

pub mod inside;

/// The hidden verb by which the workshop calls itself inside a session.
pub const INSIDE: &str = "inside-a-session";

/// Starts the Secret Service and the X server, then the command; the D-Bus session is there already.
const SCRIPT: &str = include_str!("session/start.sh");

/// The folders of a session; they are removed when it ends.
pub struct Session {
    folder: PathBuf,
}

impl Session {
    /// Makes the private folders, which only this user may open.
    pub fn open() -> Result<Self, Failure> {
        if !cfg!(target_os = "linux") {
            return Err(Failure::new("a virtual display is only to be had on Linux"));
        }
        let session = Self { folder: fresh_folder()? };
        for (_, name) in FOLDERS {
            private_folder(&session.folder.join(name))?;
        }
        Ok(session)
    }

    /// The same command, to be started inside the session.
    pub fn around(&self, inner: &Command) -> Command {
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "sh", "-c", SCRIPT, "session"]).arg(inner.get_program()).args(inner.get_args());
        for (variable, value) in inner.get_envs() {
            match value {
                Some(value) => command.env(variable, value),
                None => command.env_remove(variable),
            };
        }
        if let Some(folder) = inner.get_current_dir() {
            command.current_dir(folder);
        }
        for (variable, name) in FOLDERS {
            command.env(variable, self.folder.join(name));
        }
        command
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        command
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // What is left is in the temporary folder: the operating system clears it.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

const FOLDERS: [(&str, &str); 4] =
    [("XDG_RUNTIME_DIR", "run"), ("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")];

/// A folder that was not there before: one with the same number may be left from a session that was killed.
fn fresh_folder() -> Result<PathBuf, Failure> {
    let name = |turn: u32| format!("changeover-session-{}-{turn}", std::process::id());
    let mut folders = (0..).map(|turn| std::env::temp_dir().join(name(turn))).filter(|folder| !folder.exists());
    let folder = folders.next().ok_or_else(|| Failure::new("no free name for the session's folder"))?;
    private_folder(&folder)?;
    Ok(folder)
}

fn private_folder(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir(folder).map_err(about(folder))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let only_us = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(folder, only_us).map_err(about(folder))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
