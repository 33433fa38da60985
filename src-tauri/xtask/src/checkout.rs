//! Clones share one target folder, and cargo tells their crates apart by the times of the files alone: what one clone built
//! after a file of another was edited would count as built from that file. So whoever comes after another clone makes
//! their own sources new.

use std::fs::{File, FileTimes};
use std::path::Path;
use std::time::SystemTime;

use crate::failure::{Failure, about};
use crate::workshop::Workshop;

/// What cargo compiles from.
const SOURCES: [&str; 2] = ["src-tauri", "tests"];

/// Notes that this clone builds now.
pub fn claim(workshop: &Workshop) -> Result<(), Failure> {
    let note = workshop.target.join("checkout");
    let root = workshop.root.display().to_string();
    if std::fs::read_to_string(&note).is_ok_and(|last| last == root) {
        return Ok(());
    }
    std::fs::create_dir_all(&workshop.target).map_err(about(&workshop.target))?;
    // The time of a file that is written now; the note counts once all sources are renewed.
    let begun = workshop.target.join("checkout.new");
    std::fs::write(&begun, root).map_err(about(&begun))?;
    let now = std::fs::metadata(&begun).and_then(|file| file.modified()).map_err(about(&begun))?;
    for folder in SOURCES {
        renew(&workshop.root.join(folder), now)?;
    }
    std::fs::rename(&begun, &note).map_err(about(&note))
}

fn renew(folder: &Path, now: SystemTime) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder).map_err(about(folder))?.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && entry.file_name() != "node_modules" => renew(&path, now)?,
            Ok(kind) if kind.is_file() => {
                let file = File::options().append(true).open(&path).map_err(about(&path))?;
                file.set_times(FileTimes::new().set_modified(now)).map_err(about(&path))?;
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;

    #[test]
    fn sources_are_made_new_for_another_clone_and_left_alone_for_the_same() {
        let folder = std::env::temp_dir().join(format!("changeover-checkout-{}", std::process::id()));
        let source = folder.join("src-tauri/lib.rs");
        std::fs::create_dir_all(folder.join("src-tauri")).unwrap();
        std::fs::create_dir_all(folder.join("tests")).unwrap();
        std::fs::write(&source, "").unwrap();
        let old = std::fs::metadata(&source).unwrap().modified().unwrap() - Duration::from_secs(3600);
        let age = || File::options().append(true).open(&source).unwrap().set_times(FileTimes::new().set_modified(old));
        let is_new = || std::fs::metadata(&source).unwrap().modified().unwrap() > old + Duration::from_secs(60);
        let workshop = Workshop { root: folder.clone(), target: folder.join("target") };
        age().unwrap();
        claim(&workshop).unwrap();
        assert!(is_new());
        age().unwrap();
        claim(&workshop).unwrap();
        assert!(!is_new(), "the same clone again");
        std::fs::write(folder.join("target/checkout"), "another").unwrap();
        claim(&workshop).unwrap();
        assert!(is_new());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
