use super::*;

const LIST: &str = r#"[
    {"name": "queue", "ours": 12.345, "peer": null, "ratio": null, "goal": "< 50 ms", "holds": true},
    {"name": "import", "ours": 900, "peer": 450, "ratio": 2.0, "goal": "≤ 1.5", "holds": false}
]"#;

#[test]
fn the_table_shows_numbers_and_what_has_no_peer() {
    let rows = parse(LIST).map(|rows| printed(&rows));
    let second = rows.map(|rows| rows[1].join(" | "));
    assert_eq!(second, Ok("queue | 12.35 | – | – | < 50 ms | yes | –".to_owned()));
}

#[test]
fn a_goal_that_does_not_hold_is_named() {
    assert_eq!(parse(LIST).map(|rows| broken(&rows).join(",")), Ok("import".to_owned()));
}

#[test]
fn a_list_that_says_nothing_is_refused() {
    assert!(parse("[]").is_err());
    assert!(parse("{}").is_err());
    assert!(parse(r#"[{"name": "queue", "holds": "yes"}]"#).is_err());
}
