#![allow(clippy::unwrap_used)]
use super::*;

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

fn counts(part: impl FnOnce(&mut Record)) -> (u32, u32) {
    let record = Record::of("part", |record| {
        part(record);
        Ok(())
    });
    (record.count.passed, record.count.failed)
}

#[test]
fn a_check_counts_once_by_its_exit_code() {
    assert_eq!(counts(|record| record.check("well", &mut shell("true"))), (1, 0));
    assert_eq!(counts(|record| record.check("badly", &mut shell("exit 3"))), (0, 1));
}

#[test]
fn a_suite_takes_over_the_counts_of_its_runner() {
    assert_eq!(counts(|record| record.suite("suite", &mut shell("echo '4 passed, 0 failed'"))), (4, 0));
    assert_eq!(counts(|record| record.suite("suite", &mut shell("echo '4 passed, 2 failed'; exit 1"))), (4, 2));
}

#[test]
fn a_suite_that_ran_no_test_has_failed() {
    assert_eq!(counts(|record| record.suite("empty", &mut shell("true"))), (0, 1));
}

#[test]
fn a_suite_that_dies_after_passing_has_failed() {
    assert_eq!(counts(|record| record.suite("dies", &mut shell("echo '4 passed'; exit 1"))), (4, 1));
}

#[test]
fn a_command_that_is_not_there_fails_its_step_and_the_next_step_runs() {
    let both = counts(|record| {
        record.check("absent", &mut Command::new("a-program-that-nobody-has"));
        record.check("well", &mut shell("true"));
    });
    assert_eq!(both, (1, 1));
}

#[test]
fn a_failure_that_ends_a_part_is_counted() {
    let record = Record::of("part", |_| Err(Failure::new("no disk")));
    assert_eq!((record.count.failed, record.failed_steps), (1, vec!["no disk".to_owned()]));
}
