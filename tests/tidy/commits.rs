//! Every commit of the store has a name, so that the process can be stopped at each of them; and the fail points that do
//! it are never part of the application.

use crate::holds;
use crate::tree::{self, File};

const STORE: &str = "src-tauri/crates/store/src/";

/// What writes past the one door, and the files that may: the door itself, a copy that can't be made in a transaction,
/// and a new file that nobody uses yet.
const PAST_THE_DOOR: &[(&str, &[&str])] = &[
    ("Transaction<", &["commit.rs", "database.rs"]),
    ("begin_with(", &["database.rs"]),
    ("COMMIT", &[]),
    (".writer()", &["open/backup.rs", "open/recovery.rs"]),
];

fn nameless_commits(files: &[File]) -> Vec<String> {
    let own = files.iter().filter(|file| !file.is_test());
    let own = own.filter_map(|file| Some((file.path.strip_prefix(STORE)?, &file.text)));
    let mut violations = Vec::new();
    for (path, text) in own {
        let past = PAST_THE_DOOR.iter().filter(|(what, homes)| text.contains(what) && !homes.contains(&path));
        violations.extend(past.map(|(what, _)| format!("{path}: `{what}` writes past `Database::begin`")));
    }
    violations
}

/// Manifests that switch fail points on for others: only the tests may, and only when asked.
fn switched_on(files: &[File]) -> Vec<String> {
    let manifests = files.iter().filter(|file| file.name() == "Cargo.toml");
    let lines = manifests.flat_map(|file| file.text.lines().map(move |line| (file, line.trim())));
    let wrong = lines.filter(|(file, line)| {
        let names = line.contains("failpoints") && !line.starts_with('#');
        let own = line.starts_with("failpoints = [") && (file.path == "tests/Cargo.toml" || !line.contains('/'));
        let of_the_crate = line.starts_with("failpoints = [\"dep:fail\", \"fail/failpoints\"]");
        names && !own && !of_the_crate
    });
    wrong.map(|(file, line)| format!("{}: {line}", file.path)).collect()
}

#[test]
fn every_commit_of_the_store_goes_through_one_door() {
    holds("a commit without a name:", &nameless_commits(tree::all()));
}

#[test]
fn nothing_but_the_tests_asks_for_fail_points() {
    holds("fail points are for tests:", &switched_on(tree::all()));
}

#[test]
fn a_commit_past_the_door_is_found() {
    let file = |path: &str, text: &str| File::new(&format!("{STORE}{path}"), text);
    let files = [
        file("journal/notes.rs", "sqlx::query(\"DELETE\").execute(journal.writer()).await"),
        file("open/backup.rs", "vacuum.execute(journal.writer())"),
        file("journal/tests/notes.rs", "execute(journal.writer())"),
    ];
    assert_eq!(nameless_commits(&files), ["journal/notes.rs: `.writer()` writes past `Database::begin`"]);
}

#[test]
fn a_manifest_that_switches_fail_points_on_is_found() {
    let wrong = "[dependencies]\nstore = { workspace = true, features = [\"failpoints\"] }";
    let default = "[features]\ndefault = [\"failpoints\"]";
    let right = "[features]\nfailpoints = [\"dep:fail\", \"fail/failpoints\"]";
    let files =
        [File::new("a/Cargo.toml", wrong), File::new("b/Cargo.toml", default), File::new("c/Cargo.toml", right)];
    assert_eq!(switched_on(&files).len(), 2);
}
