use super::*;

fn score(noticed: usize, missed: usize) -> Score {
    Score { noticed, missed: vec!["src/merge.rs:1: replace merge".to_owned(); missed] }
}

#[test]
fn nine_of_ten_are_enough_and_none_at_all_are_not() {
    assert!(score(90, 10).is_enough());
    assert!(!score(89, 11).is_enough());
    assert!(!score(0, 0).is_enough());
}

#[test]
fn those_that_nobody_noticed_are_named() {
    assert_eq!(score(3, 1).to_string(), "3 of 4 noticed\n  not noticed: src/merge.rs:1: replace merge");
}

#[test]
fn every_named_file_is_there() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    for file in PARTS.iter().flat_map(|part| part.files).filter(|file| !file.contains('*')) {
        assert!(crates.join(file).is_file(), "{file}");
    }
}
