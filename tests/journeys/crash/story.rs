//! One person's day, in steps that can each be done again: a step that was cut off is begun anew after a restart.

use super::child::{DAY, Day, STOP};
use super::person::{Person, say};
use super::places::every_place;
use crate::desk::{WORKSPACE, answers};
use app::intentions;
use app::wire::alarms::MarkAlarmsSeen;
use app::wire::import::{InspectFiles, RunImport};
use app::wire::intake::AnswerCheck;
use app::wire::overview::Nothing;
use app::wire::playbook::LoadFrom;
use app::wire::sync::SaveTo;
use app::wire::wizard::OfHandoff;
use domain::{DealId, FieldValue, HandoffId, HandoffState, PersonId};
use playbook::Tier;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

type Met = Arc<Mutex<BTreeMap<String, usize>>>;

/// The handoff that the day is about. It is chosen once and noted, as a person remembers it.
struct Chosen {
    id: HandoffId,
    deal: DealId,
    rep: PersonId,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a process of its own, which the parent starts"]
async fn the_day() {
    let met = watch_the_places();
    let person = Person::sit_down().await;
    person.application.round(WORKSPACE).await.unwrap();
    let chosen = choose(&person).await;
    say(&format!("handoff {} {}", chosen.id, chosen.deal));
    let notes = person.folder.join("done");
    let done = std::fs::read_to_string(&notes).unwrap_or_default();
    let mut done: Vec<&str> = done.lines().collect();
    let is_long = std::env::var(DAY).is_ok_and(|day| day == Day::Long.name());
    for step in STEPS.iter().filter(|step| is_long || !ON_LONG_DAYS.contains(step)) {
        if !done.contains(step) {
            take(&person, &chosen, step).await;
            done.push(step);
            std::fs::write(&notes, done.join("\n")).unwrap();
            say(&format!("done {step}"));
        }
    }
    person.until_all_is_sent().await;
    for (place, often) in met.lock().unwrap().iter() {
        say(&format!("met {often} {place}"));
    }
    say("end");
}

const STEPS: &[&str] = &[
    "the deal is won",
    "the CSM is told",
    "the rep fills the fields",
    "undo and redo",
    "the CRM refuses",
    "somebody else writes",
    "long notes",
    "submitted",
    "many answers",
    "another playbook and back",
    "an import",
];

const ON_LONG_DAYS: &[&str] = &["long notes", "many answers"];
/// Answers that are worth a file, and lines of notes that leave no room for them in HubSpot's property.
pub const ANSWERS: usize = 60;
const NOTES: usize = 1_900;

async fn take(person: &Person, chosen: &Chosen, step: &str) {
    let id = &chosen.id;
    match step {
        "the deal is won" => win(person, chosen).await,
        "the CSM is told" => tell_the_csm(person, id).await,
        "the rep fills the fields" => fill(person, chosen).await,
        "undo and redo" => there_and_back(person, id).await,
        "the CRM refuses" => be_refused(person, id).await,
        "somebody else writes" => somebody_else(person, chosen).await,
        "long notes" => person.write(id, "handoff_notes", &text(&"What was said on the way. ".repeat(NOTES))).await,
        "submitted" => submit(person, id).await,
        "many answers" => answer_often(person, id).await,
        "another playbook and back" => change_playbook(person).await,
        _ => import(person).await,
    }
}

async fn choose(person: &Person) -> Chosen {
    let noted = person.folder.join("chosen");
    if let Ok(text) = std::fs::read_to_string(&noted) {
        let mut parts = text.split(' ');
        let mut next = || parts.next().unwrap().to_owned();
        return Chosen { id: next().into(), deal: next().into(), rep: next().into() };
    }
    let rows = person.rows().await;
    let open = rows.into_iter().find(|row| !row.closed && row.tier != Tier::A && row.owner_id.is_some());
    let row = open.expect("an upcoming handoff");
    let all = intentions::open_handoff(&person.application, WORKSPACE, OfHandoff { id: row.id.clone() }).await.unwrap();
    let chosen = Chosen { deal: person.deal_named(&all.deal).await, id: row.id, rep: row.owner_id.unwrap() };
    std::fs::write(noted, format!("{} {} {}", chosen.id, chosen.deal, chosen.rep)).unwrap();
    chosen
}

async fn win(person: &Person, chosen: &Chosen) {
    if !person.view(&chosen.id).await.closed {
        person.in_the_crm(&format!("deals/{}/close", chosen.deal), json!({})).await;
    }
    person.a_minute_later().await;
    assert_eq!(person.view(&chosen.id).await.state, HandoffState::Due);
}

async fn tell_the_csm(person: &Person, id: &HandoffId) {
    let csm = person.view(id).await.csm.expect("a CSM").id;
    person.look_as(&csm).await;
    person.a_minute_later().await;
    let all = MarkAlarmsSeen { keys: Vec::new() };
    intentions::mark_alarms_seen(&person.application, WORKSPACE, all).await.unwrap();
}

async fn fill(person: &Person, chosen: &Chosen) {
    person.look_as(&chosen.rep).await;
    for (number, (field, value)) in answers().into_iter().enumerate() {
        person.write(&chosen.id, field, &value).await;
        if number == 8 {
            person.a_minute_later().await;
        }
    }
}

async fn there_and_back(person: &Person, id: &HandoffId) {
    let (field, of) = ("competitors", || OfHandoff { id: id.clone() });
    let (first, second) = (text("first thoughts"), answer(field));
    person.write(id, field, &first).await;
    person.write(id, field, &second).await;
    for (value, back) in [(&first, true), (&second, false)] {
        let json = serde_json::to_string(value).unwrap();
        say(&format!("begins {field} {json}"));
        let step = if back {
            intentions::undo(&person.application, WORKSPACE, of()).await
        } else {
            intentions::redo(&person.application, WORKSPACE, of()).await
        };
        drop(step.unwrap());
        say(&format!("saved {field} {json}"));
    }
}

/// The CRM refuses a write until a person tries again, refuses it for good, and has a bad moment of its own.
async fn be_refused(person: &Person, id: &HandoffId) {
    let field = "communication";
    person.write(id, field, &text("first thoughts")).await;
    fault(person, 403).await;
    person.a_minute_later().await;
    if let Some(entry) = person.stuck().await {
        intentions::retry_entry(&person.application, WORKSPACE, entry).await.unwrap();
    }
    fault(person, 403).await;
    person.a_minute_later().await;
    if let Some(entry) = person.stuck().await {
        intentions::discard_entry(&person.application, WORKSPACE, entry).await.unwrap();
    }
    person.write(id, field, &answer(field)).await;
    fault(person, 500).await;
    person.a_minute_later().await;
}

async fn fault(person: &Person, status: u16) {
    person.in_the_crm("faults", json!({"match_path": "/deals/", "method": "PATCH", "status": status})).await;
}

/// An undo that finds the field changed by somebody else, and what the rep does then.
async fn somebody_else(person: &Person, chosen: &Chosen) {
    let (id, field) = (&chosen.id, "timeline");
    person.write(id, field, &text("first thoughts")).await;
    person.until_all_is_sent().await;
    let theirs = text("Live by 1 February 2027, says their IT");
    say(&format!("begins {field} {}", serde_json::to_string(&theirs).unwrap()));
    let FieldValue::Text(value) = &theirs else { return };
    let edit = json!({"object": "deal", "id": chosen.deal, "property": "handoff_timeline", "value": value,
        "by_owner_id": chosen.rep});
    person.in_the_crm("edit", edit).await;
    person.a_minute_later().await;
    for (field, value) in answers() {
        say(&format!("begins {field} {}", serde_json::to_string(&value).unwrap()));
    }
    let undone = intentions::undo(&person.application, WORKSPACE, OfHandoff { id: id.clone() }).await;
    drop(undone);
    for (field, value) in answers() {
        person.write(id, field, &value).await;
    }
}

async fn submit(person: &Person, id: &HandoffId) {
    if person.view(id).await.state == HandoffState::Due {
        let of = OfHandoff { id: id.clone() };
        intentions::submit(&person.application, WORKSPACE, of).await.unwrap();
    }
}

/// The CSM answers a check again and again, while long notes leave the record little room: old answers go to a file.
async fn answer_often(person: &Person, id: &HandoffId) {
    let csm = person.view(id).await.csm.expect("a CSM").id;
    person.look_as(&csm).await;
    for number in 0..ANSWERS {
        let answer = AnswerCheck { id: id.clone(), check: "enough_to_start".to_owned(), ok: number % 2 == 0 };
        intentions::answer_check(&person.application, WORKSPACE, answer).await.unwrap();
    }
    person.until_all_is_sent().await;
}

async fn change_playbook(person: &Person) {
    let path = person.folder.join("playbook.json").to_string_lossy().into_owned();
    let to = SaveTo { path: path.clone() };
    intentions::save_playbook_copy(&person.application, WORKSPACE, to).await.unwrap();
    intentions::load_playbook(&person.application, WORKSPACE, LoadFrom { path }).await.unwrap();
    intentions::use_built_in_playbook(&person.application, WORKSPACE, Nothing {}).await.unwrap();
}

async fn import(person: &Person) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import/hubspot-deals.csv");
    let ask = InspectFiles { paths: vec![file.to_string_lossy().into_owned()] };
    let draft = intentions::inspect_files(&person.application, WORKSPACE, ask).await.unwrap();
    let run = RunImport { name: "Old deals".to_owned(), plan: draft.plan };
    intentions::run_import(&person.application, WORKSPACE, run).await.unwrap();
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn answer(field: &str) -> FieldValue {
    answers().into_iter().find(|(name, _)| *name == field).unwrap().1
}

/// Counts how often each place is met, and stops for good where the parent wants it.
fn watch_the_places() -> Met {
    let stop = std::env::var(STOP).unwrap_or_default();
    let (time, place) = stop.split_once(' ').unwrap_or(("0", ""));
    let (time, place): (usize, String) = (time.parse().unwrap(), place.to_owned());
    let met = Met::default();
    for name in every_place() {
        let (met, wanted, key) = (Arc::clone(&met), name == place, name.clone());
        let meet = move || {
            let often = {
                let mut met = met.lock().unwrap();
                let often = met.entry(key.clone()).or_default();
                *often += 1;
                *often
            };
            if wanted && often == time {
                say("here");
                loop {
                    std::thread::park();
                }
            }
        };
        fail::cfg_callback(name, meet).unwrap();
    }
    met
}
