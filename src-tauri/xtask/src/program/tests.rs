#![allow(clippy::unwrap_used)]
use super::*;

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

#[test]
fn both_streams_are_read_for_counts() {
    let watched = watch(&mut shell("echo '2 passed, 0 failed'; echo '1 failed' >&2; exit 4")).unwrap();
    assert!(!watched.success);
    assert_eq!(watched.count, Count { passed: 2, failed: 1 });
}

#[test]
fn a_process_that_is_left_behind_does_not_hold_the_workshop_up() {
    let watched = watch(&mut shell("sleep 20 & echo '1 passed'")).unwrap();
    assert!(watched.success && watched.took < Duration::from_secs(15));
    assert_eq!(watched.count, Count { passed: 1, failed: 0 });
}

#[test]
fn a_program_that_is_not_there_is_named_with_a_hint() {
    let failure = step("absent", &mut Command::new("a-program-that-nobody-has")).unwrap_err();
    assert!(failure.message().contains("`a-program-that-nobody-has` did not start"));
}

#[test]
fn a_program_on_the_path_is_found() {
    assert!(which("sh").is_some() || cfg!(windows));
    assert!(which("a-program-that-nobody-has").is_none());
}
