#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

#[test]
fn a_statement_is_put_together_in_the_vendors_order() {
    let at = DateTime::from_timestamp(1_794_182_400, 0).unwrap();
    let soql =
        Soql::select(["Id", "Account.Name"], "Opportunity").and(since("SystemModstamp", at)).next_by_id("006A", 200);
    assert_eq!(
        soql.into_text(),
        "SELECT Id, Account.Name FROM Opportunity WHERE SystemModstamp >= 2026-11-09T00:00:00.000Z AND Id > '006A' ORDER BY Id LIMIT 200"
    );
}

#[test]
fn the_first_page_has_no_id_to_go_on_from() {
    let soql = Soql::select(["Id"], "Task").next_by_id("", 10).into_text();
    assert_eq!(soql, "SELECT Id FROM Task ORDER BY Id LIMIT 10");
}

#[test]
fn a_text_can_not_end_its_quotes() {
    assert_eq!(equals("Title", "It's \\ \"here\"\n' OR Name != '"), r#"Title = 'It\'s \\ \"here\"\n\' OR Name != \''"#);
    assert_eq!(any_of("Id", ["a'b", "c"]), r"Id IN ('a\'b', 'c')");
}

#[test]
fn a_name_can_not_carry_more_than_a_name() {
    assert_eq!(Soql::select(["Id FROM User WHERE (x)"], "Task").into_text(), "SELECT IdFROMUserWHEREx FROM Task");
}

proptest! {
    #[test]
    fn quotes_inside_a_text_are_always_escaped(value in ".{0,60}") {
        let quoted = text(&value);
        let inner = &quoted[1..quoted.len() - 1];
        let mut escaped = false;
        for character in inner.chars() {
            prop_assert!(escaped || character != '\'', "{quoted}");
            escaped = !escaped && character == '\\';
        }
        prop_assert!(!escaped, "{quoted}");
    }
}
