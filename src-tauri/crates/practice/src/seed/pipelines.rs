//! The two pipelines. The second one has stage ids that say nothing, so that nobody matches stages by name.

use crate::org::{Moment, Pipeline, Stage};

/// Open stages come first in each pipeline, then won, then lost.
pub const OPEN_STAGES: usize = 5;

const NEW_BUSINESS: [(&str, &str, &str); 7] = [
    ("appointmentscheduled", "Discovery", "0.1"),
    ("qualifiedtobuy", "Qualified", "0.2"),
    ("presentationscheduled", "Evaluation", "0.4"),
    ("decisionmakerboughtin", "Negotiation", "0.6"),
    ("contractsent", "Commit", "0.9"),
    ("closedwon", "Closed won", "1.0"),
    ("closedlost", "Closed lost", "0.0"),
];

const EXPANSION: [(&str, &str, &str); 7] = [
    ("176400201", "Idea", "0.1"),
    ("176400202", "Scoped", "0.3"),
    ("176400203", "Proposed", "0.5"),
    ("176400204", "Negotiation", "0.7"),
    ("176400205", "Signature", "0.9"),
    ("176400206", "Booked", "1.0"),
    ("176400207", "Not now", "0.0"),
];

/// New business, and expansions of existing customers.
pub fn pipelines(at: Moment) -> Vec<Pipeline> {
    let rows = [("default", "New business", &NEW_BUSINESS), ("84210077", "Expansion", &EXPANSION)];
    (0..)
        .zip(rows)
        .map(|(place, (id, label, stages))| Pipeline {
            id: id.to_owned(),
            label: label.to_owned(),
            display_order: place,
            stages: (0..).zip(stages).map(|(order, row)| stage(order, row)).collect(),
            created_at: at,
            updated_at: at,
        })
        .collect()
}

fn stage(display_order: i32, (id, label, probability): &(&str, &str, &str)) -> Stage {
    Stage { id: (*id).to_owned(), label: (*label).to_owned(), probability: (*probability).to_owned(), display_order }
}
