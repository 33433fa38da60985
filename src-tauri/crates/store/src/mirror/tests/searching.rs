#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::mirror::{ContactLink, MirrorPage, question};
use crate::samples::{Bench, account, bench, contact, deal, summary};
use domain::HandoffState;
use proptest::prelude::*;

async fn names() -> Bench {
    let bench = bench().await;
    let other = domain::Deal { account_id: Some("a2".into()), ..deal("d2", "Renewal north", 1) };
    let page = MirrorPage {
        deals: vec![deal("d1", "Platform rollout", 1), other, deal("d3", "Zürich OR bust", 1)],
        accounts: vec![account("a1", "Acme"), account("a2", "Northwind Müller")],
        contacts: vec![contact("c1", "Øyvind O'Neil")],
        contacts_of: vec![("d1".into(), vec![ContactLink { contact: "c1".into(), primary: true }])],
        ..MirrorPage::default()
    };
    bench.store.apply(&page).await.unwrap();
    bench
}

async fn found(bench: &Bench, text: &str) -> Vec<String> {
    bench.store.search(text, 10).await.unwrap().into_iter().map(|hit| hit.deal_id.0).collect()
}

#[tokio::test]
async fn deals_are_found_by_the_beginnings_of_deal_account_and_contact_names() {
    let bench = names().await;
    assert_eq!(found(&bench, "platf").await, ["d1"]);
    assert_eq!(found(&bench, "NORTHW ren").await, ["d2"]);
    assert_eq!(found(&bench, "neil").await, ["d1"]);
    assert_eq!(found(&bench, "muller").await, ["d2"]);
    assert_eq!(found(&bench, "z").await, ["d3"]);
    assert_eq!(found(&bench, "atform").await, Vec::<String>::new());
}

#[tokio::test]
async fn an_account_that_matches_comes_before_a_deal_that_does() {
    let bench = names().await;
    let page = MirrorPage { deals: vec![deal("d9", "Northwind", 1)], ..MirrorPage::default() };
    bench.store.apply(&page).await.unwrap();
    assert_eq!(found(&bench, "north").await, ["d2", "d9"]);
}

#[tokio::test]
async fn operators_quotes_and_signs_are_plain_text() {
    let bench = names().await;
    assert_eq!(found(&bench, "zürich OR bust").await, ["d3"]);
    assert_eq!(found(&bench, "\"acme\" AND (rollout)*").await, Vec::<String>::new());
    assert_eq!(found(&bench, "o'neil").await, ["d1"]);
    for nothing in ["", "   ", "\"", "*", "NEAR(", "🦀", "^", "--", "\u{202e}", "\0"] {
        assert_eq!(found(&bench, nothing).await, Vec::<String>::new(), "{nothing:?}");
    }
    assert_eq!(found(&bench, "deal:acme").await, Vec::<String>::new());
    assert_eq!(found(&bench, &"x".repeat(1_000_000)).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_hit_tells_the_state_of_its_handoff() {
    let bench = names().await;
    bench.store.put_summaries(&[summary(1)]).await.unwrap();
    let hit = bench.store.search("acme rollout", 10).await.unwrap().remove(0);
    assert_eq!((hit.account.as_str(), hit.contacts.as_str()), ("Acme", "Øyvind O'Neil"));
    assert_eq!((hit.handoff_id, hit.state), (Some(summary(1).handoff_id), Some(HandoffState::Due)));
}

#[tokio::test]
async fn of_too_many_finds_the_latest_come_first() {
    let bench = bench().await;
    let deals = (0..500).map(|number| deal(&format!("d{number}"), "Same name", 1)).collect();
    bench.store.apply(&MirrorPage { deals, ..MirrorPage::default() }).await.unwrap();
    assert_eq!(bench.store.search("sam", 3).await.unwrap().len(), 3);
    let all = bench.store.search("sam", 1000).await.unwrap();
    assert_eq!(all.len(), 500);
}

proptest! {
    /// Quotes and stars stand only where we put them.
    #[test]
    fn a_question_has_only_quoted_words(text in ".*") {
        for word in question(&text).iter().flat_map(|question| question.split(' ')) {
            let inner = word.strip_prefix('"').and_then(|word| word.strip_suffix("\"*"));
            prop_assert!(inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(char::is_alphanumeric)));
        }
    }
}
