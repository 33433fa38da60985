//! Where things are: the repository, cargo's target folder, and what the workshop keeps beside it.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The variable that moves cargo's target folder.
pub const TARGET_VARIABLE: &str = "CARGO_TARGET_DIR";

/// The folders that every verb works in.
pub struct Workshop {
    /// The root of the repository.
    pub root: PathBuf,
    /// Cargo's target folder: shared between clones, so that a fresh checkout need not compile Tauri again.
    pub target: PathBuf,
}

impl Workshop {
    /// Finds the repository from the place of this crate, and the target folder from the environment.
    pub fn find() -> Result<Self, Failure> {
        let own = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own.ancestors().nth(2).map(Path::to_owned);
        let root = root.filter(|root| root.join("tauri.conf.json").is_file() || root.join("src-tauri").is_dir());
        let root = root.ok_or_else(|| Failure::new(format!("no repository around `{}`", own.display())))?;
        let target = match std::env::var_os(TARGET_VARIABLE) {
            Some(set) => root.join(set),
            None => cache_folder().unwrap_or_else(|| root.clone()).join("target"),
        };
        Ok(Self { root, target })
    }

    /// The front end's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// What the workshop makes for people to look at: pictures, tables. Always inside the repository.
    pub fn results(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Programs and environments that the tests need and that cargo, npm or pip installed for us.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// A program that cargo built, in its debug or release folder.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

/// `changeover` in the user's cache folder, by the custom of each operating system.
fn cache_folder() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    cache.map(|cache| cache.join("changeover"))
}
