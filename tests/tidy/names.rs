//! Names say what a thing is. A name that fits everything says nothing.

use crate::holds;
use crate::tree::{self, File};

const EMPTY: &[&str] =
    &["manager", "service", "helper", "helpers", "util", "utils", "handler", "handlers", "common", "misc"];

const TYPES: &[&str] = &["struct", "enum", "trait", "type", "class", "interface"];

fn empty_file_names(paths: &[String]) -> Vec<String> {
    let sources = paths
        .iter()
        .filter(|path| [".rs", ".ts", ".js", ".mjs", ".svelte", ".py"].iter().any(|end| path.ends_with(end)));
    let empty = sources.filter(|path| path.split('/').any(|part| says_nothing(part.split('.').next().unwrap_or(part))));
    empty.map(|path| format!("{path}: the name says nothing")).collect()
}

fn empty_type_names(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|file| file.is_one_of(&[".rs", ".ts", ".svelte"]));
    let lines = sources.flat_map(|file| file.text.lines().map(move |line| (file, line)));
    let names = lines.filter_map(|(file, line)| Some((file, declared(line)?)));
    names
        .filter(|(_, name)| says_nothing(name))
        .map(|(file, name)| format!("{}: `{name}` says nothing", file.path))
        .collect()
}

/// The type that a line declares.
fn declared(line: &str) -> Option<&str> {
    let mut words = line
        .split_whitespace()
        .skip_while(|word| matches!(*word, "export" | "default" | "abstract" | "unsafe") || word.starts_with("pub"));
    let (keyword, name) = (words.next()?, words.next()?);
    let end = name.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(name.len());
    TYPES.contains(&keyword).then_some(&name[..end])
}

/// Its last word is an empty one: `sync_manager`, `DealService`, `utils`.
fn says_nothing(name: &str) -> bool {
    let last_hump = name.rfind(char::is_uppercase).map_or(name, |at| &name[at..]);
    let last = last_hump.rsplit(['_', '-']).next().unwrap_or(last_hump);
    EMPTY.contains(&last.to_lowercase().as_str())
}

#[test]
fn files_and_folders_have_names_that_say_something() {
    holds("names without meaning:", &empty_file_names(&tree::paths()));
}

#[test]
fn types_have_names_that_say_something() {
    holds("names without meaning:", &empty_type_names(tree::all()));
}

#[test]
fn an_empty_file_name_is_found() {
    let paths = [
        "ui/src/lib/utils/date.ts",
        "src-tauri/src/deal_service.rs",
        "src-tauri/src/managers_view.rs",
        "ui/src/lib/parts/DateHelper.svelte",
    ];
    let found = empty_file_names(&paths.map(str::to_owned));
    assert_eq!(found.len(), 3);
    assert!(!found.iter().any(|violation| violation.contains("managers_view")));
}

#[test]
fn an_empty_type_name_is_found() {
    let text = "pub(crate) struct SyncManager<T> {\nenum Role { SalesManager }\nexport class DealHandler {\npub trait Clock {\n";
    let found = empty_type_names(&[File::new("src/a.rs", text)]);
    assert_eq!(found, ["src/a.rs: `SyncManager` says nothing", "src/a.rs: `DealHandler` says nothing"]);
}
