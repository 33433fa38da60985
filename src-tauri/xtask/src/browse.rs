//! Looks through folders: what changed last, and whether something is older than what it was made from.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Folders that hold results, never sources.
const RESULTS: [&str; 4] = ["node_modules", "dist", "target", "test-results"];

/// Every file below a folder, results and hidden files left out.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if path.is_file() {
                found.push(path);
            } else if !name.starts_with('.') && !RESULTS.contains(&name.as_str()) && path.is_dir() {
                open.push(path);
            }
        }
    }
    found
}

/// When any of these files, or of those below these folders, was changed last.
pub fn last_change(places: &[PathBuf]) -> Option<SystemTime> {
    let below = places.iter().flat_map(|place| files(place));
    places.iter().filter(|place| place.is_file()).cloned().chain(below).filter_map(|file| changed_at(&file)).max()
}

/// Whether the product is missing, or older than a file that it is made from.
pub fn is_stale(product: &Path, sources: &[PathBuf]) -> bool {
    match changed_at(product) {
        Some(made_at) => last_change(sources).is_some_and(|changed_at| changed_at > made_at),
        None => true,
    }
}

fn changed_at(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).and_then(|about| about.modified()).ok()
}

#[cfg(test)]
mod tests;
