//! Modules inside a crate form no circle: each can be read after the ones it uses.

use std::collections::{BTreeMap, BTreeSet};

use crate::holds;
use crate::tree::{self, File};

type Edges = BTreeMap<String, BTreeSet<String>>;

/// Circles between the top-level modules of each crate.
fn circles(files: &[File]) -> Vec<String> {
    let sources: BTreeSet<&str> =
        files.iter().filter_map(|file| file.path.find("/src/").map(|at| &file.path[..at + "/src/".len()])).collect();
    let rust = sources.into_iter().filter(|folder| folder.starts_with("src-tauri/"));
    rust.filter_map(|folder| Some(format!("{folder}: {}", circle(&edges(folder, files))?))).collect()
}

/// Which top-level module uses which, from `crate::x` and from `super::` in its first level.
fn edges(folder: &str, files: &[File]) -> Edges {
    let own: Vec<(Vec<&str>, String)> = files
        .iter()
        .filter_map(|file| Some((file.path.strip_prefix(folder)?.strip_suffix(".rs")?, file)))
        .filter(|(path, file)| !path.contains("tests") && !path.starts_with("bin/") && !file.is_test())
        .map(|(path, file)| (path.split('/').filter(|part| *part != "mod").collect(), production(&file.text)))
        .collect();
    let modules: BTreeSet<&str> =
        own.iter().map(|(path, _)| path[0]).filter(|name| !matches!(*name, "lib" | "main")).collect();
    let named: BTreeMap<String, String> = own
        .iter()
        .filter(|(path, _)| matches!(path[0], "lib" | "main"))
        .flat_map(|(_, text)| names_given_out(text, &modules))
        .collect();
    let mut edges = Edges::new();
    for (path, text) in own.iter().filter(|(path, _)| modules.contains(path[0])) {
        let up = "super::".repeat(path.len());
        let from_crate = paths_after(text, "crate::").into_iter();
        let used = from_crate.chain(paths_after(text, &up)).filter_map(|name| {
            modules.get(name.as_str()).map(|module| (*module).to_owned()).or_else(|| named.get(&name).cloned())
        });
        let others = used.filter(|name| name != path[0]).collect::<BTreeSet<_>>();
        edges.entry(path[0].to_owned()).or_default().extend(others);
    }
    edges
}

/// The code before the unit tests, without comments: a doc may point anywhere.
fn production(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// `pub use store::Store` in the crate's root: whoever says `crate::Store` uses the module `store`.
fn names_given_out(root: &str, modules: &BTreeSet<&str>) -> Vec<(String, String)> {
    let uses = root.split("pub use ").skip(1).chain(root.split("pub(crate) use ").skip(1));
    let statements = uses.filter_map(|rest| rest.split(';').next());
    let from_module = statements.filter_map(|statement| {
        let statement = statement.trim_start_matches("crate::").trim_start_matches("self::");
        let (module, names) = statement.split_once("::")?;
        modules.contains(module).then_some((module, names))
    });
    let name = |text: &str| text.trim().rsplit([' ', ':']).next().unwrap_or_default().to_owned();
    from_module
        .flat_map(|(module, names)| {
            names
                .split(['{', '}', ','])
                .map(name)
                .filter(|name| !name.is_empty())
                .map(|name| (name, module.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The first name of each path after a prefix, also of each path in `prefix{a::b, c}`.
fn paths_after(text: &str, prefix: &str) -> Vec<String> {
    let identifier =
        |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect::<String>();
    let mut names = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':' || letter == '$') {
            continue;
        }
        let rest = &text[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(members(group).iter().map(|member| identifier(member))),
            None => names.push(identifier(rest)),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The members of a use group, up to its closing brace.
fn members(group: &str) -> Vec<String> {
    let (mut depth, mut members) = (0, vec![String::new()]);
    for letter in group.chars() {
        match letter {
            '}' if depth == 0 => break,
            ',' if depth == 0 => members.push(String::new()),
            letter => {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                members.last_mut().expect("there is always one").push(letter);
            }
        }
    }
    members.iter().map(|member| member.trim().to_owned()).collect()
}

/// One circle as `a → b → a`, if there is any.
fn circle(edges: &Edges) -> Option<String> {
    fn walk<'a>(edges: &'a Edges, at: &'a str, way: &mut Vec<&'a str>, done: &mut BTreeSet<&'a str>) -> Option<String> {
        if let Some(start) = way.iter().position(|step| *step == at) {
            return Some(format!("{} → {at}", way[start..].join(" → ")));
        }
        if !done.insert(at) {
            return None;
        }
        way.push(at);
        let found = edges.get(at).into_iter().flatten().find_map(|next| walk(edges, next, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    edges.keys().find_map(|start| walk(edges, start, &mut Vec::new(), &mut done))
}

fn crate_of(files: &[(&str, &str)]) -> Vec<File> {
    files.iter().map(|(path, text)| File::new(&format!("src-tauri/crates/room/src/{path}"), text)).collect()
}

#[test]
fn modules_of_a_crate_form_no_circle() {
    holds("modules use each other in a circle:", &circles(tree::all()));
}

#[test]
fn a_circle_is_found_through_groups_folders_and_parents() {
    let files = crate_of(&[
        ("lib.rs", "mod plan; mod record; mod text;"),
        ("plan.rs", "use crate::{record::{Copy, Base}, text};"),
        ("plan/step.rs", "use super::Plan;"),
        ("record/merge.rs", "use crate::text::flat;"),
        ("text.rs", "use super::plan::Plan;"),
    ]);
    assert_eq!(circles(&files), ["src-tauri/crates/room/src/: plan → record → text → plan"]);
}

#[test]
fn a_circle_through_a_name_that_the_root_gives_out_is_found() {
    let files = crate_of(&[
        ("lib.rs", "mod plan;\nmod record;\npub use plan::{Plan, step::Step as PlanStep};"),
        ("plan.rs", "use crate::record::Record;"),
        ("record.rs", "use crate::PlanStep;"),
    ]);
    assert_eq!(circles(&files), ["src-tauri/crates/room/src/: plan → record → plan"]);
}

#[test]
fn a_straight_line_and_the_tests_of_a_module_are_no_circle() {
    let files = crate_of(&[
        ("lib.rs", "mod plan; mod record;"),
        ("plan.rs", "use crate::record::Record;\n#[cfg(test)]\nmod tests;"),
        ("record.rs", "pub struct Record;\n#[cfg(test)]\nmod tests { use crate::plan::Plan; }"),
        ("record/tests.rs", "use crate::plan::Plan;"),
    ]);
    assert_eq!(circles(&files), Vec::<String>::new());
}
