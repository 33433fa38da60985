//! Only the front end's `lib/ipc` speaks to Tauri.

use crate::holds;
use crate::tree::{self, File};

const HOST: &str = "@tauri-apps/";

fn other_speakers(files: &[File]) -> Vec<String> {
    let scripts = files.iter().filter(|file| file.path.starts_with("ui/src/") && !file.is_test());
    let outside = scripts.filter(|file| !file.path.starts_with("ui/src/lib/ipc/"));
    let speaking = outside.filter(|file| file.is_one_of(&[".ts", ".js", ".svelte"]) && file.text.contains(HOST));
    speaking.map(|file| format!("{} imports {HOST}*", file.path)).collect()
}

#[test]
fn only_the_ipc_folder_imports_tauri() {
    holds("only ui/src/lib/ipc may speak to Tauri:", &other_speakers(tree::all()));
}

#[test]
fn an_import_of_tauri_in_a_screen_is_found() {
    let text = "import { invoke } from '@tauri-apps/api/core';";
    let files = [File::new("ui/src/deals/Queue.svelte", text), File::new("ui/src/lib/ipc/call.ts", text)];
    assert_eq!(other_speakers(&files), ["ui/src/deals/Queue.svelte imports @tauri-apps/*"]);
}
