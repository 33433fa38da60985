//! Records as nobody wants them: what a client must survive. Written past the org's own checks, because real
//! CRMs hold values from before a rule was made.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::org::{AssociationType, Kind, Link, Moment, Object, ObjectId, Org, Source, Version};

/// Property values as they shall stand, whatever the schema says.
type Raw = Vec<(&'static str, String)>;

const SCRIPT: &str = "<img src=x onerror=\"alert('owned')\"><script>document.body.innerHTML='owned'</script>";

/// `POST /practice/hostile`: a won deal for each kind of trouble. Answers their ids and what is wrong.
pub async fn inject(State(desk): State<Arc<Desk>>) -> Json<Value> {
    let made = desk.change(|org, now| {
        let troubles = troubles(now).into_iter();
        troubles
            .map(|(what, raw)| json!({"trouble": what, "deal_id": won_deal(org, &raw, now).to_string()}))
            .collect::<Vec<_>>()
    });
    Json(json!({"injected": made}))
}

fn troubles(now: Moment) -> Vec<(&'static str, Raw)> {
    let megabyte = "Ordnung muss sein, sagte der Kunde. ".repeat(29_128);
    vec![
        ("script in the name", vec![("dealname", format!("{SCRIPT} Ltd"))]),
        ("script in a field", vec![("dealname", "Script field".into()), ("handoff_business_goals", SCRIPT.into())]),
        ("a text of one megabyte", vec![("dealname", "Long text".into()), ("handoff_risks", megabyte)]),
        ("emoji", vec![("dealname", "🚀🧑‍🚒👩🏽‍🔬 Family 👨‍👩‍👧‍👦 ﷽ Z̷͙̈a̸l̵g̶o̵".into())]),
        ("right to left", vec![("dealname", "\u{202e}שלום עולם مرحبا بالعالم\u{202c} – evil.exe".into())]),
        ("no amount, no currency", vec![("dealname", "Nothing known".into()), ("amount", String::new())]),
        (
            "words where numbers belong",
            vec![
                ("dealname", "Wrong types".into()),
                ("amount", "about 40k".into()),
                ("contract_term_months", "two years".into()),
                ("closedate", "next week".into()),
                ("regulated_data", "maybe".into()),
            ],
        ),
        (
            "numbers beyond reason",
            vec![
                ("dealname", "Huge numbers".into()),
                ("amount", "1e308".into()),
                ("contract_term_months", "-12".into()),
            ],
        ),
        (
            "an unknown state",
            vec![
                ("dealname", "Unknown state".into()),
                ("handoff_status", "half-done".into()),
                ("handoff_tier", "z".into()),
            ],
        ),
        ("a broken record", vec![("dealname", "Broken record".into()), ("handoff_record", "{\"format\":1,".into())]),
        (
            "someone else's record",
            vec![
                ("dealname", "Cloned record".into()),
                (
                    "handoff_record",
                    "{\"format\":1,\"min_reader\":1,\"deal_id\":\"1\",\"org_id\":\"other\",\"checksum\":\"0\"}".into(),
                ),
            ],
        ),
        (
            "lists that do not parse",
            vec![
                ("dealname", "Odd lists".into()),
                ("handoff_stakeholders", ",,,:::\n(((\n\u{0}\u{7}Ana".into()),
                ("handoff_promises", "(by , due 2026-99-99, source: )".into()),
            ],
        ),
        ("an owner who is gone", vec![("dealname", "Orphan".into()), ("hubspot_owner_id", "999999999".into())]),
        ("a close in the year 1", vec![("dealname", "Ancient".into()), ("closedate", "0001-01-01T00:00:00Z".into())]),
        ("no name", vec![("dealname", String::new())]),
        (
            "a formula",
            vec![
                ("dealname", "=HYPERLINK(\"http://127.0.0.1/x\",\"click\")".into()),
                ("handoff_handoff_notes", now.iso()),
            ],
        ),
    ]
}

fn won_deal(org: &mut Org, raw: &Raw, now: Moment) -> ObjectId {
    let owner = org.owners.first().map(|owner| owner.id.to_string()).unwrap_or_default();
    let (pipeline, stage) = won_stage(org);
    let usual = [
        ("dealstage", stage),
        ("pipeline", pipeline),
        ("amount", "42000".to_owned()),
        ("deal_currency_code", "USD".to_owned()),
        ("closedate", now.iso()),
        ("hubspot_owner_id", owner),
        ("dealtype", "newbusiness".to_owned()),
        ("hs_is_closed", "true".to_owned()),
        ("hs_is_closed_won", "true".to_owned()),
        ("hs_deal_stage_probability", "1".to_owned()),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !raw.iter().any(|(given, _)| given == name));
    let values: Raw = kept.chain(raw.iter().cloned()).collect();
    let id = write(org, Kind::Deal, &values, now);
    let contact =
        write(org, Kind::Contact, &vec![("firstname", SCRIPT.into()), ("lastname", "\u{202e}esrever".into())], now);
    let note =
        write(org, Kind::Note, &vec![("hs_note_body", format!("<p>{SCRIPT}</p>")), ("hs_timestamp", now.iso())], now);
    for (kind, to) in [(Kind::Contact, contact), (Kind::Note, note)] {
        if let Some(link) = AssociationType::default_between(Kind::Deal, kind) {
            let link = Link { to, kind, type_id: link.id };
            // Both ends were just made, so the link can't be refused.
            let _linked = org.link(Kind::Deal, id, link, now);
        }
    }
    id
}

fn won_stage(org: &Org) -> (String, String) {
    let stages = org.pipelines.iter().flat_map(|pipeline| pipeline.stages.iter().map(move |stage| (pipeline, stage)));
    let won = stages.into_iter().find(|(_, stage)| stage.is_won());
    won.map(|(pipeline, stage)| (pipeline.id.clone(), stage.id.clone())).unwrap_or_default()
}

fn write(org: &mut Org, kind: Kind, values: &Raw, now: Moment) -> ObjectId {
    let source = org.sources.key(Source::app(0));
    let mut object = Object::new(org.take_id(), now);
    for (name, value) in values {
        if let Some(key) = org.table(kind).schema.key(name) {
            let value = value.as_str().into();
            object.set(key, Version { value, at: now, source });
        }
    }
    let id = object.id;
    org.table_mut(kind).push(object);
    id
}
