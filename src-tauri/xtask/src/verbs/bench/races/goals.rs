//! From what the contestants say to the rows of the table.

use serde_json::{Value, json};

/// How much longer than the CRM's limits alone our first load may take.
const OVER_FLOOR: f64 = 1.05;
/// HubSpot's limit for an app: requests in any so many seconds.
const BURST: f64 = 190.0;
const WINDOW: f64 = 10.0;
/// The objects of which a pull asks what changed, each with a cursor of its own.
const OBJECTS: f64 = 10.0;
/// Megabytes above idle that a first load may take.
const MEMORY: f64 = 60.0;

/// Our first load against a peer's, as often as fast as `goal` says.
pub fn first_load(crm: &str, ours: &Value, peer: &Value, goal: f64) -> Value {
    against(&format!("{crm}, first load, s"), "first", ours, peer, goal)
}

/// The same of the run that brings what changed.
pub fn second_run(crm: &str, ours: &Value, peer: &Value, goal: f64) -> Value {
    against(&format!("{crm}, what changed, s"), "second", ours, peer, goal)
}

fn against(name: &str, run: &str, ours: &Value, peer: &Value, goal: f64) -> Value {
    let (mine, theirs) = (number(&ours[run]["seconds"]), number(&peer[run]["seconds"]));
    let ratio = theirs / mine;
    let version = peer["version"].as_str().unwrap_or_default();
    let note = format!("{version}; {} requests, peer {}", ours[run]["requests"], peer[run]["requests"]);
    let name = format!("{name}: {}", version.split([' ', ',']).next().unwrap_or_default());
    json!({"name": name, "ours": mine, "peer": theirs, "ratio": ratio, "goal": format!("≥ {goal}×"), "holds": ratio >= goal,
        "note": note})
}

/// Our first load against the least time in which HubSpot answers as many requests.
pub fn floor(ours: &Value) -> Value {
    let (seconds, requests) = (number(&ours["first"]["seconds"]), number(&ours["first"]["requests"]));
    let floor = ((requests - 1.0).max(0.0) / BURST).floor() * WINDOW;
    let note = format!("{requests} requests at {BURST} in {WINDOW} s");
    json!({"name": "HubSpot within its limits, first load, s", "ours": seconds, "peer": floor, "ratio": seconds / floor,
        "goal": format!("≤ {OVER_FLOOR}×"), "holds": seconds <= floor * OVER_FLOOR, "note": note})
}

/// The requests of a pull with few changes against the least that bring them: one question for each object. One more for each is
/// allowed. The deals that change are closed long since, so that nothing that hangs on them is read.
pub fn changes(ours: &Value) -> Value {
    let (requests, floor) = (number(&ours["second"]["requests"]), OBJECTS);
    json!({"name": "HubSpot, what changed, requests", "ours": requests, "peer": floor, "ratio": requests / floor,
        "goal": format!("≤ {}", floor + OBJECTS), "holds": requests <= floor + OBJECTS,
        "note": format!("{} deals changed", ours["second"]["changed"])})
}

/// What a first load of many deals takes above idle.
pub fn memory(ours: &Value) -> Value {
    let above = number(&ours["peak_mb"]) - number(&ours["idle_mb"]);
    let note = format!("{} deals in {:.0} s", ours["deals"], number(&ours["first"]["seconds"]));
    json!({"name": "HubSpot, first load, MB above idle", "ours": above, "peer": null, "ratio": null,
        "goal": format!("≤ {MEMORY}"), "holds": above > 0.0 && above <= MEMORY, "note": note})
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}
