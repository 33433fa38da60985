#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, reason = "the servers of a test end with its runtime")]

use super::*;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use net::{ErrorClass, Limits, Secret};
use serde_json::{Value, json};
use std::collections::VecDeque;

/// What the desk heard: method, path with query, body.
type Heard = Arc<Mutex<Vec<(String, String, Value)>>>;
/// Canned answers, each for the next request whose path contains the text.
type Answers = Arc<Mutex<VecDeque<(&'static str, u16, Value)>>>;

/// A desk that answers from a list and remembers what it was asked.
struct Desk {
    heard: Heard,
    hubspot: HubSpot,
}

async fn answer(State((answers, heard)): State<(Answers, Heard)>, method: Method, uri: Uri, body: Bytes) -> Response {
    let path = uri.to_string();
    heard.lock().unwrap().push((
        method.to_string(),
        path.clone(),
        serde_json::from_slice(&body).unwrap_or(Value::Null),
    ));
    let mut answers = answers.lock().unwrap();
    let found = answers.iter().position(|(part, ..)| path.contains(part)).and_then(|at| answers.remove(at));
    let (_, status, body) = found.unwrap_or(("", 599, json!({"message": format!("nothing prepared for {path}")})));
    (StatusCode::from_u16(status).unwrap(), axum::Json(body)).into_response()
}

async fn desk_answering(answers: Vec<(&'static str, u16, Value)>) -> Desk {
    let heard = Heard::default();
    let pipelines = json!({"results": [{"id": "p", "label": "Sales", "displayOrder": 0, "stages": [
        {"id": "won", "label": "Any name", "displayOrder": 2, "metadata": {"isClosed": "true", "probability": "1.0"}},
        {"id": "open", "label": "Commit", "displayOrder": 1, "metadata": {"isClosed": "false", "probability": "0.8"}},
    ]}]});
    let mut all = VecDeque::from(answers);
    all.push_back(("/crm/pipelines/", 200, pipelines));
    let state: (Answers, Heard) = (Arc::new(Mutex::new(all)), heard.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer).with_state(state)).await.unwrap() });
    let http = Http::new(&origin, Secret::new("pat"), Limits { tries: 1, ..Limits::default() }).unwrap();
    Desk { heard, hubspot: HubSpot::new(http) }
}

impl Desk {
    fn asked(&self, part: &str) -> Vec<Value> {
        self.heard
            .lock()
            .unwrap()
            .iter()
            .filter(|(_, path, _)| path.contains(part))
            .map(|(.., body)| body.clone())
            .collect()
    }
}

#[tokio::test]
async fn stages_come_in_order_with_their_probability_read_from_text() {
    let desk = desk_answering(vec![]).await;
    let pipelines = desk.hubspot.pipelines().await.unwrap();
    let stages: Vec<_> =
        pipelines[0].stages.iter().map(|stage| (stage.id.as_str(), stage.probability, stage.is_closed)).collect();
    assert_eq!(stages, [("open", 0.8, false), ("won", 1.0, true)]);
}

#[tokio::test]
async fn the_first_load_lists_with_companies_and_survives_broken_records() {
    let list = json!({"results": [
        {"id": "1", "properties": {"dealname": "A", "dealstage": "won"}, "associations": {"companies": {"results": [
            {"id": "50", "type": "deal_to_company_unlabeled"}, {"id": "51", "type": "deal_to_company"}]}}},
        {"properties": {"dealname": "no id"}}, null, "nonsense",
        {"id": 2, "properties": null},
    ], "paging": {"next": {"after": "2"}}});
    let desk =
        desk_answering(vec![("/deals/search", 200, json!({"total": 2})), ("/crm/objects/2026-09/deals?", 200, list)])
            .await;
    let page = desk.hubspot.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert_eq!((page.deals.len(), page.flaws.len(), page.done, page.of), (2, 3, false, Some(2)));
    assert_eq!(page.deals[0].account_id.as_ref().unwrap().as_str(), "51");
    assert!(page.deals[0].is_won);
    let list = json!({"results": []});
    let after = desk_answering(vec![("after=2", 200, list)]).await;
    let page = after.hubspot.pull(Object::Deals, &page.next).await.unwrap();
    assert!(page.done);
}

#[tokio::test]
async fn a_list_that_is_refused_from_its_beginning_is_an_error() {
    let refusal = || json!({"category": "VALIDATION_ERROR", "message": "paging"});
    let list = json!({"results": [{"id": "1", "associations": {}}], "paging": {"next": {"after": "1"}}});
    let desk = desk_answering(vec![
        ("/deals/search", 200, json!({"total": 1})),
        ("/crm/objects/2026-09/deals?", 200, list),
        ("after=1", 400, refusal()),
        ("/crm/objects/2026-09/deals?", 400, refusal()),
    ])
    .await;
    let first = desk.hubspot.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert!(!first.done && first.deals.len() == 1);
    let error = desk.hubspot.pull(Object::Deals, &first.next).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::Broken);
    let asked: Vec<_> = desk.heard.lock().unwrap().iter().map(|(_, path, _)| path.contains("after=")).collect();
    assert_eq!(asked.last(), Some(&false), "the list was asked for from its beginning");
}

#[tokio::test]
async fn pages_of_the_list_come_together_and_what_came_before_a_failure_is_kept() {
    let list = |id: &str| json!({"results": [{"id": id, "associations": {}}], "paging": {"next": {"after": id}}});
    let desk = desk_answering(vec![
        ("/deals/search", 200, json!({"total": 9})),
        ("/crm/objects/2026-09/deals?", 200, list("1")),
        ("after=1", 200, list("2")),
        ("after=2", 403, json!({"category": "MISSING_SCOPES"})),
        ("after=2", 200, list("3")),
        ("after=3", 200, json!({"results": []})),
    ])
    .await;
    let first = desk.hubspot.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert_eq!((first.deals.len(), first.done, first.of), (2, false, Some(9)));
    let second = desk.hubspot.pull(Object::Deals, &first.next).await.unwrap();
    assert_eq!((second.deals.len(), second.done, second.of), (1, true, None));
}

#[tokio::test]
async fn an_incremental_pull_searches_by_last_change_and_asks_for_companies() {
    let found = json!({"total": 1, "results": [{"id": "1", "properties": {"hs_lastmodifieddate": "2026-11-09T10:00:00Z", "hs_merged_object_ids": "8"}}]});
    let links =
        json!({"results": [{"from": {"id": "1"}, "to": [{"toObjectId": 50, "associationTypes": [{"label": null}]}]}]});
    let desk =
        desk_answering(vec![("/deals/search", 200, found), ("/associations/2026-09/deals/companies/", 207, links)])
            .await;
    let now = desk.hubspot.now().await.unwrap();
    let page = desk.hubspot.pull(Object::Deals, &walk::Walk::from_now_on(now).to_cursor()).await.unwrap();
    assert_eq!((page.deals.len(), page.archived, page.done), (1, vec!["8".into()], true));
    assert_eq!(page.deals[0].account_id.as_ref().unwrap().as_str(), "50");
    let search = &desk.asked("/deals/search")[0];
    assert_eq!(search.pointer("/filterGroups/0/filters/0/propertyName"), Some(&json!("hs_lastmodifieddate")));
    assert_eq!(search.pointer("/sorts/0/direction"), Some(&json!("ASCENDING")));
}

#[tokio::test]
async fn a_changed_contact_touches_its_deals_by_its_own_date_property() {
    let found =
        json!({"total": 1, "results": [{"id": "30", "properties": {"lastmodifieddate": "2026-11-09T10:00:00Z"}}]});
    let links = json!({"results": [{"from": {"id": "30"}, "to": [{"toObjectId": 1}, {"toObjectId": "2"}]}]});
    let desk = desk_answering(vec![("/contacts/search", 200, found), ("/contacts/deals/batch/read", 200, links)]).await;
    let first = desk.hubspot.pull(Object::Contacts, &Cursor::default()).await.unwrap();
    assert_eq!(
        (first.touched.len(), desk.asked("search").len()),
        (0, 0),
        "the deals' own load brings what is there already"
    );
    let now = desk.hubspot.now().await.unwrap();
    let page = desk.hubspot.pull(Object::Contacts, &walk::Walk::from_now_on(now).to_cursor()).await.unwrap();
    assert_eq!(page.touched, ["1".into(), "2".into()]);
    assert_eq!(desk.asked("/contacts/search")[0].pointer("/sorts/0/propertyName"), Some(&json!("lastmodifieddate")));
}

#[tokio::test]
async fn history_is_read_by_fifty_and_gives_the_time_of_close() {
    let record = |id: &str| {
        json!({"id": id, "propertiesWithHistory": {
            "dealstage": [{"value": "won", "timestamp": "2026-11-09T12:00:00Z", "updatedByUserId": 900}, {"value": "open", "timestamp": "2026-11-01T12:00:00Z"}],
            "handoff_status": [{"value": "due", "timestamp": "bad"}, {"value": "due", "timestamp": "2026-11-09T12:01:00Z", "sourceId": "userId:7"}],
        }})
    };
    let (first, second) = (json!({"results": [record("1")]}), json!({"results": [record("60")]}));
    let desk = desk_answering(vec![("/deals/batch/read", 200, first), ("/deals/batch/read", 200, second)]).await;
    let ids: Vec<DealId> = (1..=60).map(|id: u32| id.to_string().into()).collect();
    let histories = desk.hubspot.deal_history(&ids).await.unwrap();
    assert_eq!(histories.len(), 2);
    assert_eq!(histories[0].closed_at(|stage| stage == "won").unwrap().to_rfc3339(), "2026-11-09T12:00:00+00:00");
    assert_eq!(histories[0].stages[1].by_user.as_deref(), Some("900"));
    assert_eq!((histories[0].statuses.len(), histories[0].statuses[0].by_user.as_deref()), (1, Some("7")));
    assert_eq!(desk.asked("/deals/batch/read")[0]["inputs"].as_array().unwrap().len(), 50);
}

#[tokio::test]
async fn a_merged_deal_answers_under_its_new_id() {
    let merged = json!({"id": "99", "properties": {"dealname": "C", "handoff_status": "due"}});
    let desk = desk_answering(vec![
        ("/deals/1?", 200, merged),
        ("/deals/companies/", 207, json!({"results": [], "errors": []})),
    ])
    .await;
    let read = desk.hubspot.deal(&"1".into()).await.unwrap();
    assert_eq!(read.deal.id.as_str(), "99");
    assert_eq!(read.properties, [(Property::Status, "due".to_owned())].into());
}

#[tokio::test]
async fn a_hostile_id_cannot_lead_to_another_path() {
    let desk = desk_answering(vec![]).await;
    let error = desk.hubspot.write_deal(&"../contacts/1?x=".into(), &BTreeMap::new()).await.unwrap_err();
    assert!(matches!(error.class, ErrorClass::TryLater { .. }));
    assert_eq!(desk.heard.lock().unwrap()[0].1, "/crm/objects/2026-09/deals/contacts1x");
}

#[tokio::test]
async fn a_task_that_is_there_keeps_its_status() {
    let task =
        TaskDraft { subject: "Review".into(), body: "<b>".into(), due_at: Default::default(), owner: Some("5".into()) };
    for (there, status) in [(json!([]), Some(&json!("NOT_STARTED"))), (json!([{"id": "70"}]), None)] {
        let desk = desk_answering(vec![
            ("/tasks/batch/read", 200, json!({"results": there})),
            ("/tasks/batch/upsert", 200, json!({"results": [{"id": "70"}]})),
            ("/tasks/deals/batch/create", 201, json!({"results": [{}]})),
        ])
        .await;
        assert_eq!(desk.hubspot.upsert_task("key", &"1".into(), &task).await.unwrap(), "70");
        let upsert = &desk.asked("/tasks/batch/upsert")[0];
        assert_eq!(upsert.pointer("/inputs/0/idProperty"), Some(&json!("changeover_key")));
        assert_eq!(upsert.pointer("/inputs/0/properties/hs_task_status"), status);
        assert_eq!(upsert.pointer("/inputs/0/properties/hs_task_body"), Some(&json!("&lt;b&gt;")));
    }
}

#[tokio::test]
async fn a_batch_that_refuses_its_only_input_is_an_error() {
    let refused = json!({"results": [], "errors": [{"category": "VALIDATION_ERROR", "errors": [], "context": {"propertyName": ["hs_note_body"]}}]});
    let desk = desk_answering(vec![("/notes/batch/upsert", 207, refused)]).await;
    let note = NoteDraft { body: "x".into(), at: Default::default(), owner: None };
    let error = desk.hubspot.upsert_note("key", &"1".into(), &note).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::FixField { field: Some("hs_note_body".into()) });
}

#[tokio::test]
async fn links_beyond_one_page_are_followed() {
    let first =
        json!({"results": [{"from": {"id": "1"}, "to": [{"toObjectId": 10}], "paging": {"next": {"after": "10"}}}]});
    let second = json!({"results": [{"from": {"id": "1"}, "to": [{"toObjectId": 11}]}]});
    let contacts = json!({"results": [{"id": "10", "properties": {"email": "a@x"}}, {"id": "11", "properties": {"email": "b@x"}}]});
    let desk = desk_answering(vec![
        ("/deals/contacts/batch/read", 200, first),
        ("/deals/contacts/batch/read", 200, second),
        ("/objects/2026-09/contacts/batch/read", 200, contacts),
    ])
    .await;
    let (around, _) = desk.hubspot.around(&["1".into()], &[Part::Contacts]).await.unwrap();
    assert_eq!(around[0].contacts.as_ref().unwrap().len(), 2);
    assert_eq!((&around[0].lines, &around[0].activities), (&None, &None));
}
