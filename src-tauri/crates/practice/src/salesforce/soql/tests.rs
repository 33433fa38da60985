#![allow(clippy::unwrap_used)]

use super::{Comparison, Condition, Literal, Nulls, Operand, Selected, parse};
use crate::org::Moment;

fn condition(text: &str) -> Condition {
    parse(&format!("SELECT Id FROM Task WHERE {text}")).unwrap().condition.unwrap()
}

fn literal(text: &str) -> Literal {
    match condition(&format!("Field = {text}")) {
        Condition::Compare(_, Comparison::Equal, literal) => literal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_query_is_read_with_all_its_parts() {
    let query = parse(
        "select Id, Owner.Email, (SELECT ContactId FROM OpportunityContactRoles) from Opportunity o \
         where IsWon = true order by SystemModstamp desc nulls last, Id limit 5 offset 2 all rows",
    )
    .unwrap();
    assert_eq!(query.selected.len(), 3);
    assert!(matches!(&query.selected[1], Selected::Field(path) if path.parts == ["Owner", "Email"]));
    assert!(matches!(&query.selected[2], Selected::Children(inner) if inner.from == "OpportunityContactRoles"));
    assert_eq!((query.from.as_str(), query.alias.as_deref()), ("Opportunity", Some("o")));
    assert!(query.order[0].descending && query.order[0].nulls == Nulls::Last && !query.order[1].descending);
    assert_eq!((query.limit, query.offset, query.all_rows), (Some(5), 2, true));
}

#[test]
fn texts_keep_what_was_escaped() {
    assert_eq!(literal(r"'O\'Hara \\ \n \u00fc'"), Literal::Text("O'Hara \\ \n ü".to_owned()));
    assert_eq!(literal(r"'50\% off\_'"), Literal::Text("50\\% off\\_".to_owned()));
    assert!(parse(r"SELECT Id FROM Task WHERE Subject = 'a\q'").is_err());
    assert!(parse("SELECT Id FROM Task WHERE Subject = 'open").is_err());
}

#[test]
fn values_without_quotes_have_their_types() {
    assert_eq!(literal("null"), Literal::Null);
    assert_eq!(literal("-1.5"), Literal::Number(-1.5));
    assert_eq!(literal("2026-11-20"), Literal::Date("2026-11-20".parse().unwrap()));
    let at = Literal::Moment(Moment::parse("2026-11-20T15:00:00Z").unwrap());
    for text in ["2026-11-20T15:00:00Z", "2026-11-20T16:00:00+01:00", "2026-11-20T15:00:00.000+0000"] {
        assert_eq!(literal(text), at, "{text}");
    }
    assert_eq!(literal("LAST_N_DAYS:30"), Literal::Days("LAST_N_DAYS".to_owned(), 30));
}

#[test]
fn and_and_or_meet_only_in_parentheses() {
    assert!(matches!(condition("A = 1 AND B = 2 AND NOT C = 3"), Condition::All(all) if all.len() == 3));
    assert!(matches!(condition("A = 1 OR (B = 2 AND C = 3)"), Condition::Any(any) if any.len() == 2));
    for text in ["A = 1 AND B = 2 OR C = 3", "A = 1 OR B = 2 AND C = 3"] {
        let refused = parse(&format!("SELECT Id FROM Task WHERE {text}")).unwrap_err();
        assert!(refused.message.starts_with("unexpected token"), "{}", refused.message);
    }
}

#[test]
fn lists_and_semi_joins_are_told_apart() {
    assert!(matches!(
        condition("Id NOT IN ('a', 'b')"),
        Condition::Among { within: Operand::List(list), negated: true, .. } if list.len() == 2
    ));
    assert!(matches!(
        condition("Id IN (SELECT WhatId FROM Task)"),
        Condition::Among { within: Operand::Query(_), negated: false, .. }
    ));
}

#[test]
fn what_is_no_query_is_refused_where_it_goes_wrong() {
    for (text, at) in
        [("SELECT FROM Task", 7), ("SELECT Id Task", 10), ("SELECT Id FROM Task WHERE", 25), ("DELETE Task", 0)]
    {
        assert_eq!(parse(text).unwrap_err().at, at, "{text}");
    }
    assert!(parse("SELECT Id, FROM Task").is_err());
    assert!(parse("SELECT Id FROM Task LIMIT many").is_err());
    assert!(parse("SELECT Id FROM Task GROUP BY Id").is_err());
}
