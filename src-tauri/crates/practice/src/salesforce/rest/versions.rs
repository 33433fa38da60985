//! Which versions there are, and what each offers.

use axum::Json;
use serde_json::{Value, json};

use super::Call;

/// The versions that are spoken here, all alike.
pub const NUMBERS: std::ops::RangeInclusive<u32> = 50..=68;

/// `GET /services/data`, which needs no session.
pub async fn list() -> Json<Value> {
    let row = |number: u32| {
        // A year has three releases; version 50 was that of the winter of 2021.
        let season = ["Winter", "Spring", "Summer"][(number as usize - 50) % 3];
        let year = 21 + (number - 50) / 3;
        json!({
            "label": format!("{season} '{year}"),
            "url": format!("/services/data/v{number}.0"),
            "version": format!("{number}.0"),
        })
    };
    Json(NUMBERS.map(row).collect())
}

/// `GET /services/data/v62.0`
pub async fn resources(call: Call) -> Json<Value> {
    let names = ["sobjects", "query", "queryAll", "limits", "composite", "jobs"];
    let rows = names.map(|name| (name.to_owned(), json!(format!("/services/data/v{}/{name}", call.version))));
    Json(Value::Object(rows.into_iter().collect()))
}
