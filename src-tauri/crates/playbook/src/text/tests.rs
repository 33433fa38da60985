use super::{figure, listed, normalise, plain};

#[test]
fn punctuation_case_and_accents_do_not_matter() {
    assert_eq!(normalise("  N/A. "), "n a");
    assert_eq!(normalise("À définir…"), "a definir");
    assert_eq!(normalise("—"), "");
    assert_eq!(normalise("Customer’s  goal"), "customers goal");
}

#[test]
fn figures_are_grouped_by_thousands() {
    assert_eq!(figure(64_800.4), "64,800");
    assert_eq!(figure(999.0), "999");
    assert_eq!(figure(-1_234_567.0), "-1,234,567");
    assert_eq!(plain(0.50), "0.5");
    assert_eq!(plain(3.0), "3");
    assert_eq!(plain(1.0 / 3.0), "0.3333");
    assert_eq!(figure(f64::MAX), "9,223,372,036,854,775,807", "capped, not wrapped");
}

#[test]
fn a_list_reads_as_a_person_would_say_it() {
    assert_eq!(listed(&["a"]), "a");
    assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
}
