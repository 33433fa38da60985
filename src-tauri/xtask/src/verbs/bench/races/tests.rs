use super::*;
use serde_json::json;

fn contestant(seconds: f64, requests: u32) -> Value {
    let run = json!({"seconds": seconds, "requests": requests, "changed": 20});
    json!({"version": "dlt 1, duckdb 2", "first": run, "second": run, "idle_mb": 10.0, "peak_mb": 71.0, "deals": 9})
}

#[test]
fn the_last_line_of_a_contestant_counts() {
    let printed = "a warning\n{\"first\": 1}\n{\"first\": 2}\nend";
    assert_eq!(read(printed), Ok(json!({"first": 2})));
    assert!(read("nothing").is_err());
}

#[test]
fn a_peer_is_beaten_as_often_as_the_goal_says_or_not() {
    let (ours, peer) = (contestant(2.0, 3), contestant(39.0, 4));
    let row = first_load("HubSpot", &ours, &peer, 20.0);
    assert_eq!((&row["name"], &row["holds"]), (&json!("HubSpot, first load, s: dlt"), &json!(false)));
    assert_eq!(row["note"], "dlt 1, duckdb 2; 3 requests, peer 4");
    assert_eq!(second_run("HubSpot", &ours, &peer, 5.0)["holds"], true);
}

#[test]
fn a_contestant_that_tells_no_time_wins_nothing() {
    assert_eq!(first_load("HubSpot", &contestant(1.0, 1), &json!({}), 1.0)["holds"], false);
    assert_eq!(memory(&json!({}))["holds"], false);
}

#[test]
fn limits_allow_so_many_requests_at_once_and_the_rest_in_later_windows() {
    let within = |seconds, requests| floor(&contestant(seconds, requests))["holds"].clone();
    assert_eq!((within(20.9, 381), within(21.1, 381)), (json!(true), json!(false)));
    assert_eq!(floor(&contestant(20.9, 380))["peer"], 10.0, "the last request of the second window");
    assert_eq!(memory(&contestant(1.0, 1))["holds"], false);
}
