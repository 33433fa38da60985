//! Words that promise what isn't there, and places that exist on one machine only.

use crate::holds;
use crate::tree::{self, File};

/// Said in two halves, so that this file may stand in the tree that it judges.
const UNFINISHED: &[&str] = &[
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("coming", " soon"),
    concat!("lorem", " ipsum"),
    concat!("TO", "DO:"),
    concat!("FIX", "ME"),
];

const REGISTRIES: &[&str] = &[
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("files.python", "hosted.org"),
    concat!("pypi", ".org"),
    concat!("deb.debian", ".org"),
    concat!("proxy.go", "lang.org"),
];

const MACHINE_PLACES: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tmp", "/w/")];

/// Somebody's home. The front end's made-up people have homes, too, and they may be shown.
const HOMES: &[&str] = &[concat!("/ho", "me/"), concat!("/Us", "ers/")];

const MADE_UP: &[&str] = &["ui/src/lib/ipc/fake/", "ui/tests/"];

const RULED_FILES: &[&str] = &[
    ".rs", ".ts", ".js", ".mjs", ".svelte", ".css", ".html", ".json", ".md", ".toml", ".yml", ".py", ".sh", ".sql",
    "run",
];

/// The playbook knows filler text when it sees it in a handoff, so it has to name some.
const KNOWS_FILLER: &str = "src-tauri/crates/playbook/";

fn unfinished(files: &[File]) -> Vec<String> {
    let (playbook, others): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| file.path.starts_with(KNOWS_FILLER));
    let says = |line: &str, word: &str| line.to_lowercase().contains(&word.to_lowercase());
    let any = |line: &str| UNFINISHED.iter().copied().find(|word| says(line, word));
    let macros = |line: &str| UNFINISHED[..2].iter().copied().find(|word| says(line, word));
    [mentions(others, any), mentions(playbook, macros)].concat()
}

fn registries(files: &[File]) -> Vec<String> {
    let mut violations = mentions(files, |line| REGISTRIES.iter().copied().find(|host| line.contains(host)));
    let locks: Vec<&File> = files.iter().filter(|file| file.name() == "package-lock.json").collect();
    let resolved = locks.iter().filter(|file| file.text.contains("\"resolved\": \"http"));
    violations.extend(resolved.map(|file| format!("{}: holds resolved addresses", file.path)));
    violations
}

fn machine_places(files: &[File]) -> Vec<String> {
    let (made_up, real): (Vec<&File>, Vec<&File>) =
        files.iter().partition(|file| MADE_UP.iter().any(|folder| file.path.starts_with(folder)));
    let starts = |line: &str, places: &[&'static str]| places.iter().copied().find(|place| starts_a_path(line, place));
    let machine = |line: &str| starts(line, MACHINE_PLACES);
    let any = |line: &str| starts(line, MACHINE_PLACES).or_else(|| starts(line, HOMES));
    [mentions(real, any), mentions(made_up, machine)].concat()
}

/// The place stands at the beginning of a path, not in the middle of one such as `docs/work/`.
fn starts_a_path(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|before| !(before.is_alphanumeric() || "._-/}~*)>".contains(before)))
    })
}

fn mentions<'a>(files: impl IntoIterator<Item = &'a File>, find: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let ruled = files.into_iter().filter(|file| file.is_one_of(RULED_FILES));
    let lines =
        ruled.flat_map(|file| file.text.lines().enumerate().map(move |(number, line)| (file, number + 1, line)));
    lines.filter_map(|(file, number, line)| Some(format!("{}:{number}: `{}`", file.path, find(line)?))).collect()
}

/// An `allow` for a banned function that doesn't say why its home is the home.
fn homes_without_a_reason(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|file| file.path.ends_with(".rs") && !file.path.starts_with("tests/tidy/"));
    let silent = |text: &str, at: usize| {
        let attribute = &text[at..];
        let end = attribute.find(")]").unwrap_or(attribute.len());
        !attribute[..end].contains("reason")
    };
    let mut violations = Vec::new();
    for file in sources {
        for (at, _) in file.text.match_indices("allow(") {
            let inside = file.text[at..].split(")]").next().unwrap_or_default();
            if inside.contains("disallowed_methods") && silent(&file.text, at) {
                let line = file.text[..at].lines().count();
                violations.push(format!("{}:{line}: says no reason", file.path));
            }
        }
    }
    violations
}

#[test]
fn nothing_is_left_for_later() {
    holds("unfinished:", &unfinished(tree::all()));
}

#[test]
fn no_file_names_a_package_registry() {
    holds("a registry is named:", &registries(tree::all()));
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    holds("an absolute path of one machine:", &machine_places(tree::all()));
}

#[test]
fn a_home_of_a_banned_function_says_why() {
    holds("`allow(clippy::disallowed_methods)` needs a reason:", &homes_without_a_reason(tree::all()));
}

#[test]
fn an_unfinished_piece_is_found_by_file_and_line() {
    let text = format!("fn a() {{}}\nfn b() {{ {} }}\n// {}", concat!("todo", "!()"), concat!("Coming", " soon"));
    let found = unfinished(&[File::new("src/a.rs", &text)]);
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("src/a.rs:2: ") && found[1].starts_with("src/a.rs:3: "));
}

#[test]
fn a_registry_is_found_also_as_a_resolved_address() {
    let host = File::new("README.md", concat!("get it from https://pypi", ".org/p"));
    let lock = File::new("ui/package-lock.json", "\"resolved\": \"https://mirror/x.tgz\"");
    assert_eq!(registries(&[host, lock]).len(), 2);
}

#[test]
fn a_machines_place_is_found_at_the_start_of_a_path_only() {
    let place = concat!("/wo", "rk/main");
    let own = File::new("a.md", &format!("see `{place}`"));
    let middle = File::new("b.md", &format!("see docs{place} and https://host.example{place}"));
    let home = concat!("save to /ho", "me/mara/deals.csv");
    let (real, made_up) = (File::new("src/a.rs", home), File::new("ui/src/lib/ipc/fake/host.ts", home));
    let found = machine_places(&[own, middle, real, made_up]);
    assert_eq!(found.iter().map(|place| place.split(':').next().unwrap()).collect::<Vec<_>>(), ["a.md", "src/a.rs"]);
}

#[test]
fn a_home_without_a_reason_is_found() {
    let silent = File::new("src/clock.rs", "#[allow(clippy::disallowed_methods)]\nfn now() {}");
    let said = File::new(
        "src/net.rs",
        "#[allow(\n    clippy::disallowed_methods,\n    reason = \"the home\"\n)]\nfn client() {}",
    );
    assert_eq!(homes_without_a_reason(&[silent, said]), ["src/clock.rs:1: says no reason"]);
}
