use super::*;

fn count_of(lines: &[&str]) -> (u32, u32) {
    let mut count = Count::default();
    lines.iter().for_each(|line| count.read(line));
    (count.passed, count.failed)
}

#[test]
fn every_binary_of_cargo_test_adds_to_the_sum() {
    let first = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s";
    let second = "test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 0 filtered out";
    assert_eq!(count_of(&[first, second]), (5, 4));
}

#[test]
fn nextest_is_read_through_its_colours_and_timeouts() {
    let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   1.005s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 3 skipped";
    assert_eq!(count_of(&[line]), (6, 3));
}

#[test]
fn vitest_counts_tests_and_not_files() {
    assert_eq!(count_of(&[" Test Files  2 passed (2)", "      Tests  1 failed | 11 passed (12)"]), (11, 1));
}

#[test]
fn node_playwright_pytest_and_the_plain_form_are_read() {
    assert_eq!(count_of(&["# pass 5", "# fail 1", "# tests 6"]), (5, 1));
    assert_eq!(count_of(&["ℹ pass 4", "ℹ fail 0"]), (4, 0));
    assert_eq!(count_of(&["  1 failed", "  12 passed (3.4s)"]), (12, 1));
    assert_eq!(count_of(&["===== 1 failed, 2 passed in 0.12s ====="]), (2, 1));
    assert_eq!(count_of(&["7 passed, 0 failed"]), (7, 0));
}

#[test]
fn sentences_that_mention_counts_are_not_counted() {
    assert_eq!(count_of(&["3 failed attempts before it connected", "handoffs: 4 passed", "2 records passed"]), (0, 0));
}
