#![allow(clippy::unwrap_used)]
use std::fs::{File, FileTimes, create_dir_all, remove_dir_all};
use std::time::Duration;

use super::*;

/// Files with ages in seconds since the epoch, in a folder of their own.
fn tree(name: &str, ages: &[(&str, u64)]) -> PathBuf {
    let root = std::env::temp_dir().join(format!("changeover-browse-{name}-{}", std::process::id()));
    let _ = remove_dir_all(&root);
    for (path, age) in ages {
        let path = root.join(path);
        create_dir_all(path.parent().unwrap()).unwrap();
        let changed_at = SystemTime::UNIX_EPOCH + Duration::from_secs(*age);
        File::create(path).unwrap().set_times(FileTimes::new().set_modified(changed_at)).unwrap();
    }
    root
}

#[test]
fn a_product_is_stale_when_a_source_is_newer() {
    let root = tree("stale", &[("dist/index.html", 20), ("src/app.ts", 10), ("lock.json", 30)]);
    let product = root.join("dist/index.html");
    assert!(!is_stale(&product, &[root.join("src")]));
    assert!(is_stale(&product, &[root.join("src"), root.join("lock.json")]));
    assert!(is_stale(&root.join("dist/missing.html"), &[root.join("src")]));
    remove_dir_all(root).unwrap();
}

#[test]
fn results_and_hidden_folders_are_no_sources() {
    let root = tree("results", &[("a/b/c.ts", 1), ("node_modules/x.js", 9), (".cache/y", 9), ("target/z", 9)]);
    assert_eq!(files(&root), [root.join("a/b/c.ts")]);
    remove_dir_all(root).unwrap();
}
