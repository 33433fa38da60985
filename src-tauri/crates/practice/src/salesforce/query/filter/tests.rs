use std::cmp::Ordering;

use super::{compare, fits, pattern};
use crate::salesforce::soql::Comparison;
use crate::salesforce::value::Cell;

fn like(text: &str, wanted: &str) -> bool {
    fits(&text.to_lowercase().chars().collect::<Vec<_>>(), &pattern(wanted))
}

#[test]
fn a_percent_sign_stands_for_any_letters_and_an_underscore_for_one() {
    for (text, wanted) in
        [("Acme", "acme"), ("Acme", "A%"), ("Acme", "%c%e"), ("Acme", "A_me"), ("", "%"), ("aab", "%ab")]
    {
        assert!(like(text, wanted), "{text} {wanted}");
    }
    for (text, wanted) in [("Acme", "Acm"), ("Acme", "A_e"), ("Acme", "%x%"), ("", "_"), ("abab", "a%c")] {
        assert!(!like(text, wanted), "{text} {wanted}");
    }
}

#[test]
fn a_backslash_takes_their_meaning_away() {
    assert!(like("50% off", "50\\% off") && !like("50x off", "50\\% off"));
    assert!(like("a_b", "a\\_b") && !like("axb", "a\\_b"));
}

#[test]
fn nothing_is_neither_less_nor_more_but_different() {
    let one = Cell::Number(1.0);
    assert!(!compare(&Cell::Null, Comparison::Less, &one, &one));
    assert!(!compare(&Cell::Null, Comparison::AtLeast, &one, &one));
    assert!(compare(&Cell::Null, Comparison::Unequal, &one, &one));
    assert!(compare(&Cell::Null, Comparison::Equal, &Cell::Null, &Cell::Null));
    assert!(!compare(&one, Comparison::Equal, &Cell::Null, &Cell::Null));
}

#[test]
fn texts_are_the_same_whatever_their_case() {
    assert!(Cell::word("Acme").same(&Cell::word("ACME")));
    assert_eq!(Cell::Null.order(&Cell::word("a")), Ordering::Less);
}
