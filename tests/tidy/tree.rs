//! The files of the repository: what git tracks, and what it would track once added.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// One text file, by its path from the root with forward slashes.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn is_one_of(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Tests, examples and the workshop's own checks: what never reaches a laptop.
    pub fn is_test(&self) -> bool {
        let folders = ["tests/", "ui/e2e/", "ui/tests/"];
        let marks = ["/tests/", "/tests.rs", ".test.ts", ".spec.ts", "/test/", "/benches/", "/examples/", "/proptest-"];
        folders.iter().any(|folder| self.path.starts_with(folder)) || marks.iter().any(|mark| self.path.contains(mark))
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every file, read once; what is no text is left out.
pub fn all() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let read = |path: String| {
            let text = String::from_utf8(std::fs::read(root().join(&path)).ok()?).ok()?;
            Some(File { path, text })
        };
        paths().into_iter().filter_map(read).collect()
    })
}

/// The path of every file, text or not.
pub fn paths() -> Vec<String> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(listing.status.success(), "git could not list the files");
    let listing = String::from_utf8(listing.stdout).expect("paths are UTF-8");
    let mut paths: Vec<String> = listing.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    paths.retain(|path| root().join(path).is_file());
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn the_tree_holds_this_file_and_no_build_results() {
    let paths = paths();
    assert!(paths.iter().any(|path| path == "tests/tidy/tree.rs"));
    assert!(!paths.iter().any(|path| path.contains("node_modules/") || path.starts_with("target/")));
}
