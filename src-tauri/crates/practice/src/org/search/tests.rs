#![allow(clippy::unwrap_used, clippy::expect_used)]

use chrono::TimeDelta;

use super::*;
use crate::org::tests::{made, small_org, values};
use crate::org::{Link, Source};

fn filter(property: &str, operator: Operator, operands: &[&str]) -> Filter {
    let text = |place: usize| operands.get(place).map(|text| (*text).to_owned());
    Filter {
        property: property.into(),
        operator,
        value: text(0),
        high_value: text(1),
        values: Some(operands.iter().map(|text| (*text).to_owned()).collect()),
    }
}

fn query(groups: Vec<Vec<Filter>>) -> Query {
    Query { groups, limit: 200, ..Query::default() }
}

/// Deals named by their amounts: 10, 20, 30, and one without an amount.
fn three_and_one() -> Org {
    let mut org = small_org();
    for (name, amount) in [("Alpha works", "10"), ("Beta works", "20"), ("Gamma", "30"), ("Nothing", "")] {
        let rows = [("dealname", name), ("amount", amount), ("dealstage", "open")];
        made(&mut org, Kind::Deal, &rows, 0);
    }
    org
}

fn names_found(org: &Org, query: &Query) -> Vec<String> {
    let late = Moment(i64::MAX / 2);
    let found = org.search(Kind::Deal, query, late).unwrap();
    found.page.iter().map(|view| view.named("dealname").unwrap().into_owned()).collect()
}

fn by(operator: Operator, operands: &[&str]) -> Vec<String> {
    let org = three_and_one();
    names_found(&org, &query(vec![vec![filter("amount", operator, operands)]]))
}

#[test]
fn each_operator_finds_what_it_says() {
    assert_eq!(by(Operator::Eq, &["20.0"]), ["Beta works"]);
    assert_eq!(by(Operator::Neq, &["20"]), ["Alpha works", "Gamma", "Nothing"]);
    assert_eq!(by(Operator::Lt, &["20"]), ["Alpha works"]);
    assert_eq!(by(Operator::Lte, &["20"]), ["Alpha works", "Beta works"]);
    assert_eq!(by(Operator::Gt, &["20"]), ["Gamma"]);
    assert_eq!(by(Operator::Gte, &["20"]), ["Beta works", "Gamma"]);
    assert_eq!(by(Operator::Between, &["10", "20"]), ["Alpha works", "Beta works"]);
    assert_eq!(by(Operator::In, &["10", "30"]), ["Alpha works", "Gamma"]);
    assert_eq!(by(Operator::NotIn, &["10", "30"]), ["Beta works", "Nothing"]);
    assert_eq!(by(Operator::HasProperty, &[]), ["Alpha works", "Beta works", "Gamma"]);
    assert_eq!(by(Operator::NotHasProperty, &[]), ["Nothing"]);
}

#[test]
fn words_are_found_whole_or_by_a_star() {
    let org = three_and_one();
    let find = |operator, text: &str| names_found(&org, &query(vec![vec![filter("dealname", operator, &[text])]]));
    assert_eq!(find(Operator::ContainsToken, "WORKS"), ["Alpha works", "Beta works"]);
    assert!(find(Operator::ContainsToken, "work").is_empty());
    assert_eq!(find(Operator::ContainsToken, "work*").len(), 2);
    assert_eq!(find(Operator::ContainsToken, "*mm*"), ["Gamma"]);
    assert_eq!(find(Operator::NotContainsToken, "works"), ["Gamma", "Nothing"]);
    let text = Query { text: Some("beta".into()), ..query(Vec::new()) };
    assert_eq!(names_found(&org, &text), ["Beta works"]);
}

#[test]
fn filters_of_a_group_all_hold_and_groups_add_up() {
    let org = three_and_one();
    let small = filter("amount", Operator::Lt, &["15"]);
    let works = filter("dealname", Operator::ContainsToken, &["works"]);
    let big = filter("amount", Operator::Gt, &["25"]);
    assert_eq!(names_found(&org, &query(vec![vec![small.clone(), works], vec![big]])), ["Alpha works", "Gamma"]);
    let none = filter("amount", Operator::Gt, &["99"]);
    assert!(names_found(&org, &query(vec![vec![small, none]])).is_empty());
}

#[test]
fn results_are_sorted_and_paged_with_the_whole_total() {
    let org = three_and_one();
    let mut query = query(Vec::new());
    query.sort = Some(Sort { property: "amount".into(), direction: Direction::Descending });
    (query.offset, query.limit) = (1, 2);
    assert_eq!(names_found(&org, &query), ["Beta works", "Alpha works"]);
    assert_eq!(org.search(Kind::Deal, &query, Moment(i64::MAX / 2)).unwrap().total, 4);
}

#[test]
fn deals_of_a_company_are_found_by_their_links() {
    let mut org = three_and_one();
    let company = made(&mut org, Kind::Company, &[("name", "Acme")], 0);
    let deal = org.table(Kind::Deal).rows()[2].id;
    let link = Link { to: company, kind: Kind::Company, type_id: 341 };
    org.link(Kind::Deal, deal, link, Moment(0)).unwrap();
    let linked = filter("associations.company", Operator::Eq, &[&company.to_string()]);
    assert_eq!(names_found(&org, &query(vec![vec![linked]])), ["Gamma"]);
}

#[test]
fn a_search_ends_at_ten_thousand_results() {
    let org = small_org();
    let page = |offset, limit| Query { offset, limit, ..Query::default() };
    assert!(org.search(Kind::Deal, &page(9_800, 200), Moment(0)).is_ok());
    assert!(matches!(org.search(Kind::Deal, &page(9_801, 200), Moment(0)), Err(Refusal::BadSearch { .. })));
}

#[test]
fn unknown_properties_and_missing_operands_are_refused() {
    let org = small_org();
    let refused = |filter| org.search(Kind::Deal, &query(vec![vec![filter]]), Moment(0)).is_err();
    assert!(refused(filter("no_such", Operator::Eq, &["1"])));
    assert!(refused(filter("amount", Operator::Between, &["1"])));
    assert!(refused(filter("amount", Operator::Eq, &["much"])));
}

#[test]
fn the_index_sees_a_change_only_after_its_lag() {
    let mut org = three_and_one();
    org.search_lag_seconds = 10;
    let deal = org.table(Kind::Deal).rows()[0].clone();
    let changed_at = deal.updated_at.plus(TimeDelta::minutes(5));
    let source = org.sources.key(Source::app(1));
    org.update(Kind::Deal, deal.id, &values(&[("amount", "77")]), source, changed_at).unwrap();
    let new_value = query(vec![vec![filter("amount", Operator::Eq, &["77"])]]);
    let old_value = query(vec![vec![filter("amount", Operator::Eq, &["10"])]]);
    let total = |query: &Query, seconds| {
        let now = changed_at.plus(TimeDelta::seconds(seconds));
        org.search(Kind::Deal, query, now).unwrap().total
    };
    assert_eq!((total(&new_value, 9), total(&old_value, 9)), (0, 1));
    assert_eq!((total(&new_value, 10), total(&old_value, 10)), (1, 0));
}

#[test]
fn the_index_shows_when_an_object_last_changed_as_it_saw_it() {
    let mut org = three_and_one();
    let deal = org.table(Kind::Deal).rows()[0].clone();
    let changed_at = deal.updated_at.plus(TimeDelta::minutes(5));
    let source = org.sources.key(Source::app(1));
    org.update(Kind::Deal, deal.id, &values(&[("amount", "77")]), source, changed_at).unwrap();
    org.search_lag_seconds = 60;
    let since = filter("hs_lastmodifieddate", Operator::Gte, &[&changed_at.0.to_string()]);
    let query = query(vec![vec![since]]);
    let at = |seconds| org.search(Kind::Deal, &query, changed_at.plus(TimeDelta::seconds(seconds))).unwrap().total;
    assert_eq!((at(59), at(60)), (0, 1));
}

#[test]
fn a_new_object_and_an_archived_one_show_after_the_lag() {
    let mut org = three_and_one();
    org.search_lag_seconds = 10;
    let born = org.table(Kind::Deal).rows()[0].created_at;
    let total = |org: &Org, seconds| {
        let query = query(Vec::new());
        org.search(Kind::Deal, &query, born.plus(TimeDelta::seconds(seconds))).unwrap().total
    };
    assert_eq!((total(&org, 9), total(&org, 10)), (0, 4));
    let id = org.table(Kind::Deal).rows()[3].id;
    org.archive(Kind::Deal, id, born.plus(TimeDelta::seconds(60)));
    assert_eq!((total(&org, 69), total(&org, 70)), (4, 3));
}
