//! The room table, and the crates that only one room may use.

use std::collections::{BTreeMap, BTreeSet};

use crate::manifest::{Manifest, Role};
use crate::{holds, tree};

/// Which rooms a room may use. A room that isn't here may not exist: add it here and to ARCHITECTURE.md together.
const TABLE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("playbook", &["domain"]),
    ("net", &[]),
    ("vault", &[]),
    ("signin", &["net", "vault"]),
    ("crm", &["domain", "net", "signin"]),
    ("store", &["domain", "playbook"]),
    ("sync", &["domain", "crm", "store"]),
    ("alerts", &["domain", "playbook", "store"]),
    ("documents", &["domain", "playbook"]),
    ("channels", &["domain", "net", "vault", "signin", "documents"]),
    ("insight", &["domain", "playbook", "store"]),
    ("provision", &["domain", "playbook", "crm"]),
    (
        "app",
        &[
            "domain",
            "playbook",
            "net",
            "vault",
            "signin",
            "crm",
            "store",
            "sync",
            "alerts",
            "documents",
            "channels",
            "insight",
            "provision",
        ],
    ),
    ("changeover", &["app", "practice"]),
    ("practice", &[]),
    ("testkit", &["domain"]),
    ("xtask", &[]),
];

/// Nobody depends on it, and it may use anything.
const FREE: &str = "simulation";

/// The tests that cross rooms: all its dependencies are for tests, whatever their role.
const TESTS: &str = "changeover-tests";

/// Crates with one user. Beside that user, the second list may have them for its tests.
const ONLY_USERS: &[(&str, &str, &[&str])] = &[
    ("reqwest", "net", &["practice", TESTS, FREE]),
    ("keyring", "vault", &[]),
    ("sqlx", "store", &[]),
    ("tauri", "changeover", &[]),
    ("tauri-build", "changeover", &[]),
];

fn manifests() -> Vec<Manifest> {
    let files = tree::all().iter().filter(|file| file.name() == "Cargo.toml");
    files.filter_map(|file| Manifest::parse(&file.text)).collect()
}

/// Edges between rooms that the table doesn't allow.
fn forbidden_edges(manifests: &[Manifest]) -> Vec<String> {
    let rooms: BTreeSet<&str> = manifests.iter().map(|manifest| manifest.name.as_str()).collect();
    let table: BTreeMap<&str, &[&str]> = TABLE.iter().copied().collect();
    let mut violations = Vec::new();
    for manifest in manifests.iter().filter(|manifest| manifest.name != FREE && manifest.name != TESTS) {
        let name = manifest.name.as_str();
        let Some(allowed) = table.get(name) else {
            violations.push(format!("{name} is not in the room table"));
            continue;
        };
        let used = manifest.of(Role::Normal).chain(manifest.of(Role::Build)).filter(|used| rooms.contains(used));
        violations
            .extend(used.filter(|used| !allowed.contains(used)).map(|used| format!("{name} must not use {used}")));
    }
    violations
}

/// The practice CRM judges our client, so the two share no code, not even in tests.
fn shared_by_practice_and_crm(manifests: &[Manifest]) -> Vec<String> {
    let both = [("practice", "crm"), ("crm", "practice")];
    let reaches = both.into_iter().filter(|(from, to)| reachable(manifests, from).contains(*to));
    reaches.map(|(from, to)| format!("{from} reaches {to}")).collect()
}

/// The crate's own dependencies in every role, and on from there those that they are built from.
fn reachable<'a>(manifests: &'a [Manifest], from: &str) -> BTreeSet<&'a str> {
    let find = |name: &str| manifests.iter().find(|manifest| manifest.name == name);
    let mut open: Vec<&str> =
        find(from).into_iter().flat_map(|own| &own.dependencies).map(|(_, name)| &**name).collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if seen.insert(name) {
            open.extend(find(name).into_iter().flat_map(|next| next.of(Role::Normal)));
        }
    }
    seen
}

fn other_users(manifests: &[Manifest]) -> Vec<String> {
    let mut violations = Vec::new();
    for (crate_name, user, in_tests) in ONLY_USERS {
        for manifest in manifests.iter().filter(|manifest| manifest.name != *user) {
            let roles = manifest.dependencies.iter().filter(|(_, name)| name == crate_name).map(|(role, _)| *role);
            let allowed = |role: Role| {
                (role == Role::Dev || manifest.name == TESTS) && in_tests.contains(&manifest.name.as_str())
            };
            let broken = roles.filter(|role| !allowed(*role));
            violations
                .extend(broken.map(|role| format!("{} uses {crate_name} ({role:?}): only {user} may", manifest.name)));
        }
    }
    violations
}

fn made_up(manifests: &[&str]) -> Vec<Manifest> {
    manifests.iter().map(|text| Manifest::parse(&format!("[package]\nname = {text}")).unwrap()).collect()
}

#[test]
fn rooms_use_only_the_rooms_that_the_table_allows() {
    holds("the room table (architecture) forbids:", &forbidden_edges(&manifests()));
}

#[test]
fn practice_and_crm_share_no_code() {
    holds("the practice CRM and our client share code:", &shared_by_practice_and_crm(&manifests()));
}

#[test]
fn what_has_one_user_is_used_by_it_alone() {
    holds("a crate with one user is used elsewhere:", &other_users(&manifests()));
}

#[test]
fn the_workspace_was_really_read() {
    let manifests = manifests();
    assert!(manifests.len() > 10, "only {} manifests", manifests.len());
    let store = manifests.iter().find(|manifest| manifest.name == "store").unwrap();
    assert!(store.of(Role::Normal).any(|name| name == "sqlx"));
}

#[test]
fn an_edge_against_the_table_is_found() {
    let manifests = made_up(&[
        "\"domain\"\n[dependencies]\nstore = \"1\"",
        "\"store\"\n[dependencies]\ndomain = \"1\"",
        "\"attic\"",
    ]);
    assert_eq!(forbidden_edges(&manifests), ["domain must not use store", "attic is not in the room table"]);
}

#[test]
fn code_shared_through_a_third_room_is_found() {
    let direct = made_up(&["\"practice\"\n[dev-dependencies]\ncrm = \"1\"", "\"crm\""]);
    assert_eq!(shared_by_practice_and_crm(&direct), ["practice reaches crm"]);
    let around =
        made_up(&["\"crm\"\n[dependencies]\nnet = \"1\"", "\"net\"\n[dependencies]\npractice = \"1\"", "\"practice\""]);
    assert_eq!(shared_by_practice_and_crm(&around), ["crm reaches practice"]);
}

#[test]
fn a_second_user_is_found_unless_it_is_a_test_that_may() {
    let manifests = made_up(&[
        "\"crm\"\n[dev-dependencies]\nreqwest = \"1\"",
        "\"practice\"\n[dev-dependencies]\nreqwest = \"1\"",
        "\"app\"\n[dependencies]\nsqlx = \"1\"",
    ]);
    assert_eq!(
        other_users(&manifests),
        ["crm uses reqwest (Dev): only net may", "app uses sqlx (Normal): only store may"]
    );
}
