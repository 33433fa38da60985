use serde_json::{Map, Value, json};

use super::{fill, fill_all};

fn known() -> Map<String, Value> {
    let answers = json!({"deal": {"id": "006x"}, "found": {"records": [{"Id": "005y"}]}});
    answers.as_object().cloned().unwrap_or_default()
}

#[test]
fn a_reference_takes_the_place_of_what_an_earlier_answer_gave() {
    assert_eq!(fill("/sobjects/Task/@{deal.id}/x", &known()).as_deref(), Some("/sobjects/Task/006x/x"));
    assert_eq!(fill("@{found.records[0].Id} and @{deal.id}", &known()).as_deref(), Some("005y and 006x"));
    let body = json!({"WhatId": "@{deal.id}", "Count": 1, "List": ["@{found.records[0].Id}"]});
    assert_eq!(fill_all(&body, &known()), Some(json!({"WhatId": "006x", "Count": 1, "List": ["005y"]})));
}

#[test]
fn a_reference_to_nothing_is_not_guessed() {
    assert_eq!(fill("@{task.id}", &known()), None);
    assert_eq!(fill("@{deal.id", &known()), None);
}
