//! Filling a handoff as a rep does, in the wizard.

use crate::window::Window;
use fantoccini::key::Key;
use serde_json::{Value, json};

/// What a good handoff says in its free texts.
const TEXTS: &[(&str, &str)] = &[
    ("business_goals", "Cut ticket handling from 14 to 6 minutes by 31 March 2027"),
    ("pain_points", "Their 12 agents copy each ticket between two tools, about 40 times a day"),
    ("why_bought", "We beat Zentro because the migration is ours to do and takes two weeks"),
    ("post_sale_owner", "Maria Lopez, Head of Support"),
    ("contract_terms", "Starts 1 December 2026, 12 months, renews 1 December 2027, billed annually"),
    ("timeline", "Live by 15 January 2027; nothing between 20 December and 3 January"),
    ("integrations", "Salesforce Service Cloud and Slack"),
    ("objections", "They feared the data migration; we showed the one of Norwood from May 2026"),
    ("risks", "The IT lead Jon Berg leaves in February 2027; Maria Lopez watches who follows"),
    ("competitors", "Zentro and an own build by the IT team"),
    ("communication", "Weekly call on Tuesdays, everything else in a shared Slack channel"),
    ("key_conversations", "Call of 3 November 2026: the CFO ties the renewal to the ticket time"),
];

/// Types one free text, and waits until the window says that it is saved.
pub async fn type_text(window: &Window, field: &str, text: &str) {
    let area = window.css(&format!("[data-testid=\"text-{field}\"]")).await;
    window.write(&area, text).await;
    area.send_keys(&char::from(Key::Tab).to_string()).await.expect("tab");
    window.until(&format!("return {}", saved(field))).await;
}

fn saved(field: &str) -> String {
    format!(
        "/saved/i.test(document.querySelector('[data-testid=\"field-{field}\"] [data-testid=save-word]')?.innerText ?? '')"
    )
}

/// Goes to the section that holds a field.
pub async fn go_to(window: &Window, view: &Value, field: &str) -> bool {
    let sections = view["sections"].as_array().expect("sections");
    let holds = |section: &&Value| {
        section["fields"].as_array().is_some_and(|fields| fields.iter().any(|one| one["key"] == field))
    };
    let Some(section) = sections.iter().find(holds) else { return false };
    window.click(&format!("section-{}", section["key"].as_str().unwrap())).await;
    window.find(&format!("field-{field}")).await;
    true
}

/// Fills everything that is asked: texts by typing, lists through their tables.
pub async fn fill(window: &Window, id: &str) {
    let view = window.call("open_handoff", json!({"id": id})).await;
    for (field, text) in TEXTS {
        if go_to(window, &view, field).await {
            type_text(window, field, text).await;
        }
    }
    if go_to(window, &view, "exclusions").await {
        choose_none(window, "exclusions").await;
    }
    // Lists are typed through in the front end's own tests; here they come in one by one, as its tables would save them.
    for (field, value) in lists() {
        window.call("save_field", json!({"id": id, "field": field, "value": value})).await;
    }
}

async fn choose_none(window: &Window, field: &str) {
    let toggle = window.find(&format!("none-{field}")).await;
    if !toggle.is_selected().await.expect("a checkbox") {
        toggle.click().await.expect("it can be clicked");
    }
    window.find(&format!("none-{field}-said")).await;
}

fn lists() -> Vec<(&'static str, Value)> {
    let person = |id: &str, name: &str, roles: &[&str]| json!({"id": id, "name": name, "roles": roles, "sentiment": "supporter", "note": "", "contact_id": null});
    let people = json!([
        person("s1", "Maria Lopez", &["champion", "post_sale_owner"]),
        person("s2", "Ken Wu", &["decision_maker", "executive_sponsor"]),
        person("s3", "Jon Berg", &["technical_contact"]),
    ]);
    let criterion = json!([{"id": "c1", "metric": "Ticket handling time", "target": "from 14 to 6 minutes",
        "by": "2027-03-31", "validation": "customer_validated"}]);
    let promise = json!([{"id": "p1", "what": "Migration of 40,000 tickets at no charge", "owner": "Tom Hale",
        "due": "2027-01-10", "source": "call of 3 November 2026", "outcome": "open"}]);
    vec![
        ("stakeholders", json!({"shape": "stakeholders", "value": people})),
        ("success_criteria", json!({"shape": "criteria", "value": criterion})),
        ("products", json!({"shape": "items", "value": ["20 × Platform Pro (12 months)"]})),
        ("promises", json!({"shape": "promises", "value": promise})),
    ]
}
