#![allow(clippy::unwrap_used)]

use super::*;

fn score(noticed: usize, missed: usize) -> Score {
    Score {
        noticed,
        missed: vec!["src/merge.rs:1: replace merge".to_owned(); missed],
        not_compiled: 2,
        listed: noticed + missed + 2,
    }
}

#[test]
fn nine_of_ten_are_enough_and_none_at_all_are_not() {
    assert!(score(90, 10).is_enough());
    assert!(!score(89, 11).is_enough());
    assert!(!score(0, 0).is_enough());
}

#[test]
fn those_that_nobody_noticed_are_named() {
    assert_eq!(
        score(3, 1).to_string(),
        "3 of 4 noticed (75 %); 2 more did not compile\n  not noticed: src/merge.rs:1: replace merge"
    );
}

#[test]
fn every_named_file_is_there() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    for file in PARTS.iter().flat_map(|part| part.files).filter(|file| !file.contains('*')) {
        assert!(crates.join(file).is_file(), "{file}");
    }
}

#[test]
fn every_change_that_changes_nothing_is_of_a_file_that_is_there() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    for (file, change, why) in THE_SAME {
        assert!(crates.join(file).is_file(), "{file}: {change}: {why}");
    }
}

/// A folder of its own for one test.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("changeover-mutants-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn what_an_earlier_run_left_does_not_count() {
    let folder = folder("afresh");
    std::fs::create_dir(folder.join("mutants.out")).unwrap();
    afresh(&folder).unwrap();
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_run_that_was_cut_off_is_known_by_its_lists() {
    let folder = folder("cut-off");
    for (name, text) in [("caught", "a\nb\n"), ("timeout", "c\n"), ("missed", "d\n"), ("unviable", "e\n")] {
        std::fs::write(folder.join(format!("{name}.txt")), text).unwrap();
    }
    std::fs::write(folder.join("mutants.json"), "[1, 2,\n3, 4, 5, 6]").unwrap();
    let score = Score::read(&folder).unwrap();
    assert_eq!((score.noticed, score.tried(), score.ended(), score.listed), (3, 4, 5, 6));
    std::fs::remove_dir_all(&folder).unwrap();
}
