#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::mirror::*;
use crate::samples::{account, activity, bench, contact, deal, minute, person};
use crate::{Store, Topic};
use domain::{DealContext, ProductLine};

fn full_page() -> MirrorPage {
    MirrorPage {
        deals: vec![deal("d1", "Acme rollout", 1), deal("d2", "Beta", 1)],
        accounts: vec![account("a1", "Acme")],
        contacts: vec![contact("c1", "Cleo"), contact("c2", "Dora")],
        contacts_of: vec![("d1".into(), vec![link("c2", true), link("c1", false)])],
        lines_of: vec![("d1".into(), vec![line("l1")])],
        activities: vec![activity("call:1", "d1", 1), activity("call:2", "d1", 5)],
        people: vec![person("p1", "Ada")],
        cursors: vec![Cursor { name: "deals".to_owned(), position: "after d2".to_owned() }],
        ..MirrorPage::default()
    }
}

fn link(contact: &str, primary: bool) -> ContactLink {
    ContactLink { contact: contact.into(), primary }
}

fn line(id: &str) -> ProductLine {
    ProductLine {
        id: id.into(),
        name: "Seats".to_owned(),
        family: None,
        quantity: Some(3.0),
        amount: None,
        recurring_months: Some(12),
    }
}

async fn context(store: &Store, deal: &str) -> DealContext {
    store.context(&deal.into()).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_page_arrives_whole_and_is_read_back_as_contexts() {
    let bench = bench().await;
    let applied = bench.store.apply(&full_page()).await.unwrap();
    assert_eq!(applied.changed_deals, ["d1".into(), "d2".into()]);
    let context = context(&bench.store, "d1").await;
    assert_eq!(context.deal, deal("d1", "Acme rollout", 1));
    assert_eq!(context.account_name(), "Acme");
    let contacts: Vec<_> = context.contacts.iter().map(|on| (on.contact.name.as_str(), on.primary)).collect();
    assert_eq!(contacts, [("Dora", true), ("Cleo", false)]);
    assert_eq!(context.lines, [line("l1")]);
    assert_eq!(context.activities.iter().map(|call| call.id.as_str()).collect::<Vec<_>>(), ["call:2", "call:1"]);
    assert_eq!(context.owner.unwrap().name, "Ada");
    assert_eq!(bench.store.cursor("deals").await.unwrap().as_deref(), Some("after d2"));
}

#[tokio::test]
async fn contexts_come_in_the_order_asked_for_and_unknown_deals_are_left_out() {
    let bench = bench().await;
    bench.store.apply(&full_page()).await.unwrap();
    let contexts = bench.store.contexts(&["d2".into(), "nobody".into(), "d1".into()]).await.unwrap();
    assert_eq!(contexts.iter().map(|context| context.deal.id.as_str()).collect::<Vec<_>>(), ["d2", "d1"]);
}

#[tokio::test]
async fn the_same_page_again_changes_nothing_and_tells_nobody() {
    let bench = bench().await;
    bench.store.apply(&full_page()).await.unwrap();
    let mut changes = bench.store.changes();
    assert_eq!(bench.store.apply(&full_page()).await.unwrap(), Applied::default());
    assert!(changes.try_recv().is_err());
}

#[tokio::test]
async fn an_older_row_never_replaces_a_newer_one() {
    let bench = bench().await;
    let page = |name: &str, modified| MirrorPage { deals: vec![deal("d1", name, modified)], ..MirrorPage::default() };
    bench.store.apply(&page("new name", 5)).await.unwrap();
    assert_eq!(bench.store.apply(&page("old name", 4)).await.unwrap(), Applied::default());
    assert_eq!(context(&bench.store, "d1").await.deal.name, "new name");
    bench.store.apply(&page("newest name", 6)).await.unwrap();
    assert_eq!(context(&bench.store, "d1").await.deal.name, "newest name");
}

#[tokio::test]
async fn a_row_that_learned_more_at_the_same_modification_time_is_taken_over() {
    let bench = bench().await;
    bench.store.apply(&MirrorPage { deals: vec![deal("d1", "Acme", 5)], ..MirrorPage::default() }).await.unwrap();
    let closed = Deal { closed_at: Some(minute(4)), is_won: true, ..deal("d1", "Acme", 5) };
    let applied =
        bench.store.apply(&MirrorPage { deals: vec![closed.clone()], ..MirrorPage::default() }).await.unwrap();
    assert_eq!(applied.changed_deals, ["d1".into()]);
    assert_eq!(context(&bench.store, "d1").await.deal, closed);
}

#[tokio::test]
async fn of_a_deal_that_comes_twice_in_a_page_the_later_state_counts() {
    let bench = bench().await;
    let page = MirrorPage { deals: vec![deal("d1", "late", 9), deal("d1", "early", 2)], ..MirrorPage::default() };
    bench.store.apply(&page).await.unwrap();
    assert_eq!(context(&bench.store, "d1").await.deal.name, "late");
}

#[tokio::test]
async fn an_archived_deal_is_marked_and_can_come_back_unchanged() {
    let bench = bench().await;
    bench.store.apply(&full_page()).await.unwrap();
    let archive = MirrorPage { archived: vec!["d1".into(), "d1".into()], ..MirrorPage::default() };
    assert_eq!(bench.store.apply(&archive).await.unwrap().changed_deals, ["d1".into()]);
    assert!(context(&bench.store, "d1").await.deal.archived);
    assert!(bench.store.search("rollout", 10).await.unwrap().is_empty());
    assert_eq!(bench.store.deal_count().await.unwrap(), 1);
    bench.store.apply(&full_page()).await.unwrap();
    assert!(!context(&bench.store, "d1").await.deal.archived);
    assert_eq!(bench.store.search("rollout", 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_hangs_on_a_deal_makes_the_deal_changed() {
    let bench = bench().await;
    bench.store.apply(&full_page()).await.unwrap();
    let pages = [
        MirrorPage { contacts: vec![contact("c1", "Cleo B.")], ..MirrorPage::default() },
        MirrorPage { lines_of: vec![("d1".into(), vec![])], ..MirrorPage::default() },
        MirrorPage { activities: vec![activity("note:7", "d1", 7)], ..MirrorPage::default() },
        MirrorPage { removed_activities: vec!["call:1".into()], ..MirrorPage::default() },
        MirrorPage { contacts_of: vec![("d1".into(), vec![link("c1", true)])], ..MirrorPage::default() },
    ];
    for page in pages {
        assert_eq!(bench.store.apply(&page).await.unwrap().changed_deals, ["d1".into()], "{page:?}");
    }
    let context = context(&bench.store, "d1").await;
    assert_eq!(context.contacts.len(), 1);
    assert_eq!(context.lines, []);
    assert_eq!(context.activities.iter().map(|call| call.id.as_str()).collect::<Vec<_>>(), ["note:7", "call:2"]);
}

#[tokio::test]
async fn a_changed_account_or_person_changes_all_their_deals() {
    let bench = bench().await;
    bench.store.apply(&full_page()).await.unwrap();
    let renamed = MirrorPage { accounts: vec![account("a1", "Acme Group")], ..MirrorPage::default() };
    assert_eq!(bench.store.apply(&renamed).await.unwrap().changed_deals.len(), 2);
    assert_eq!(bench.store.search("group", 10).await.unwrap().len(), 2);
    let left = MirrorPage { people: vec![Person { active: false, ..person("p1", "Ada") }], ..MirrorPage::default() };
    let mut changes = bench.store.changes();
    assert_eq!(bench.store.apply(&left).await.unwrap().changed_deals.len(), 2);
    assert_eq!(changes.try_recv().unwrap(), [Topic::Deals, Topic::Settings].into());
}

#[tokio::test]
async fn parts_may_arrive_before_their_deal() {
    let bench = bench().await;
    let parts = MirrorPage { deals: Vec::new(), ..full_page() };
    assert_eq!(bench.store.apply(&parts).await.unwrap(), Applied::default());
    bench.store.apply(&MirrorPage { deals: vec![deal("d1", "Acme", 1)], ..MirrorPage::default() }).await.unwrap();
    let context = context(&bench.store, "d1").await;
    assert_eq!((context.contacts.len(), context.lines.len(), context.activities.len()), (2, 1, 2));
    assert_eq!(bench.store.search("dora", 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_that_fails_leaves_neither_rows_nor_cursor() {
    let bench = bench().await;
    let cache = &bench.store.inner.cache;
    sqlx::query("PRAGMA max_page_count = 1").execute(cache.writer()).await.unwrap();
    let mut page = full_page();
    page.deals[1].name = "x".repeat(2_000_000);
    bench.store.apply(&page).await.unwrap_err();
    assert_eq!(bench.store.context(&"d1".into()).await.unwrap(), None);
    assert_eq!(bench.store.cursor("deals").await.unwrap(), None);
    sqlx::query("PRAGMA max_page_count = 1000000").execute(cache.writer()).await.unwrap();
    assert_eq!(bench.store.apply(&page).await.unwrap().changed_deals.len(), 2);
}

#[tokio::test]
async fn hostile_text_comes_back_as_it_went_in() {
    let bench = bench().await;
    let names = [
        "'; DROP TABLE deal; --".to_owned(),
        "<script>alert(1)</script>".to_owned(),
        "\u{202e}טסט عربى 🦀👩‍👩‍👧".to_owned(),
        "nul \0 inside".to_owned(),
        "{\"json\": [1, \"]\"}".to_owned(),
        "x".repeat(1_000_000),
    ];
    let deals = names.iter().enumerate().map(|(number, name)| deal(&format!("d{number}"), name, 1));
    let page = MirrorPage { deals: deals.collect(), ..MirrorPage::default() };
    bench.store.apply(&page).await.unwrap();
    for (number, name) in names.iter().enumerate() {
        assert!(context(&bench.store, &format!("d{number}")).await.deal.name == *name, "name {number}");
    }
}

#[tokio::test]
async fn a_number_that_json_cannot_hold_does_not_make_a_deal_unreadable() {
    let bench = bench().await;
    let odd = Deal { probability: f64::NAN, amount: Some(f64::INFINITY), ..deal("d1", "Acme", 1) };
    bench.store.apply(&MirrorPage { deals: vec![odd], ..MirrorPage::default() }).await.unwrap();
    let deal = context(&bench.store, "d1").await.deal;
    assert_eq!((deal.probability, deal.amount), (0.0, None));
}

#[tokio::test]
async fn the_status_history_names_the_person_behind_the_user() {
    let bench = bench().await;
    let change = |value: &str, at, user: &str| StatusChange {
        value: value.to_owned(),
        at: minute(at),
        by_user: Some(user.to_owned()),
        by_person: None,
    };
    let changes = vec![change("accepted", 9, "nobody"), change("submitted", 3, "user-p1")];
    let page = MirrorPage {
        statuses_of: vec![("d1".into(), changes)],
        people: vec![person("p1", "Ada")],
        ..MirrorPage::default()
    };
    bench.store.apply(&page).await.unwrap();
    let history = bench.store.status_history(&"d1".into()).await.unwrap();
    let read: Vec<_> = history.iter().map(|change| (change.value.as_str(), change.by_person.clone())).collect();
    assert_eq!(read, [("submitted", Some("p1".into())), ("accepted", None)]);
}

#[tokio::test]
async fn a_walk_meets_every_deal_once() {
    let bench = bench().await;
    let deals = (0..25).map(|number| deal(&format!("d{number}"), "Deal", 1)).collect();
    bench.store.apply(&MirrorPage { deals, ..MirrorPage::default() }).await.unwrap();
    let (mut met, mut after) = (Vec::new(), None);
    loop {
        let step = bench.store.deal_ids(after, 10).await.unwrap();
        let Some(last) = step.last() else { break };
        after = Some(last.position);
        met.extend(step.into_iter().map(|place| place.deal));
    }
    met.sort();
    met.dedup();
    assert_eq!(met.len(), 25);
}

#[tokio::test]
async fn people_and_pipelines_are_read_back() {
    let bench = bench().await;
    let pipeline = Pipeline { id: "pl".into(), name: "Sales".to_owned(), stages: Vec::new() };
    let page = MirrorPage {
        people: vec![person("p2", "bob"), person("p1", "Ada")],
        pipelines: vec![pipeline.clone()],
        ..MirrorPage::default()
    };
    bench.store.apply(&page).await.unwrap();
    let names: Vec<String> = bench.store.people().await.unwrap().into_iter().map(|person| person.name).collect();
    assert_eq!(names, ["Ada", "bob"]);
    assert_eq!(bench.store.person(&"p2".into()).await.unwrap(), Some(person("p2", "bob")));
    assert_eq!(bench.store.pipelines().await.unwrap(), [pipeline]);
}
