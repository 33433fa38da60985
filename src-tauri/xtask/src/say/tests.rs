use super::*;

#[test]
fn a_duration_reads_as_a_person_says_it() {
    assert_eq!(elapsed(Duration::from_millis(420)), "0.4 s");
    assert_eq!(elapsed(Duration::from_secs(12)), "12 s");
    assert_eq!(elapsed(Duration::from_secs(185)), "3 min 5 s");
}

#[test]
fn a_table_aligns_its_numbers_to_the_right() {
    let rows = [vec!["layer".to_owned(), "passed".to_owned()], vec!["ui".to_owned(), "7".to_owned()]];
    assert_eq!(table(&rows), "layer  passed\nui          7\n");
}
