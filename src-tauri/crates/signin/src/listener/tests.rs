#![allow(clippy::unwrap_used, clippy::expect_used)]
#![allow(clippy::disallowed_methods, reason = "a test plays browser and listener at once")]

use super::*;
use crate::browser::get;

const PATIENCE: Duration = Duration::from_secs(20);

async fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

/// A listener that waits for `state` in the background, and its address.
async fn waiting(state: &'static str) -> (String, tokio::task::JoinHandle<Result<Secret, SignInError>>) {
    let listener = Listener::on_one_of(&[free_port().await]).await.unwrap();
    let address = format!("http://127.0.0.1:{}", listener.port());
    let answer = tokio::spawn(listener.answer(Vendor::Salesforce, state, PATIENCE));
    (address, answer)
}

#[tokio::test]
async fn the_code_of_the_right_state_is_taken_and_the_person_is_sent_back() {
    let (address, answer) = waiting("s-1").await;
    let page = get(&format!("{address}/callback?code=c%2F1&state=s-1")).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Go back to Changeover") && !page.text.contains("c/1"));
    assert_eq!(answer.await.unwrap().unwrap().reveal(), "c/1");
}

#[tokio::test]
async fn a_wrong_or_missing_state_gets_a_page_and_the_right_answer_is_still_taken() {
    let (address, answer) = waiting("s-1").await;
    for query in ["?code=evil&state=s-2", "?code=evil", "?code=evil&state=", ""] {
        let page = get(&format!("{address}/callback{query}")).await;
        assert_eq!(page.status, 400, "{query}");
        assert!(page.text.contains("not the answer we asked for"));
    }
    assert_eq!(get(&format!("{address}/favicon.ico")).await.status, 404);
    get(&format!("{address}/callback?code=mine&state=s-1")).await;
    assert_eq!(answer.await.unwrap().unwrap().reveal(), "mine");
}

#[tokio::test]
async fn an_answer_that_comes_twice_counts_once() {
    let waiting = Waiting { vendor: Vendor::HubSpot, state: Secret::new("s"), send: Mutex::default() };
    let page = callback(State(Arc::new(waiting)), RawQuery(Some("code=again&state=s".to_owned()))).await;
    assert_eq!(page.status(), 409);
}

#[tokio::test]
async fn a_refused_consent_is_told_as_that() {
    let (address, answer) = waiting("s-1").await;
    let page = get(&format!("{address}/callback?error=access_denied&state=s-1")).await;
    assert!(page.text.contains("Nothing was connected") && page.text.contains("Allow"));
    assert_eq!(answer.await.unwrap().unwrap_err(), SignInError::Denied);
}

#[tokio::test]
async fn what_the_vendor_says_reaches_the_screen_as_a_code_only() {
    let (address, answer) = waiting("s-1").await;
    let hostile = "error=invalid_scope&error_description=%3Cscript%3Ecall+0900%3C%2Fscript%3E&state=s-1";
    let page = get(&format!("{address}/callback?{hostile}")).await;
    assert!(!page.text.contains("0900"));
    let refused = answer.await.unwrap().unwrap_err();
    assert_eq!(refused, SignInError::Refused { vendor: Vendor::Salesforce, code: "invalid_scope".to_owned() });
    let odd = read("error=%3Cb%3E&state=s", Vendor::HubSpot, "s").unwrap().unwrap_err();
    assert_eq!(odd, SignInError::Refused { vendor: Vendor::HubSpot, code: "unknown".to_owned() });
}

#[tokio::test]
async fn a_port_that_is_taken_leads_to_the_next_and_no_port_to_a_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let taken_port = taken.local_addr().unwrap().port();
    let free = free_port().await;
    assert_eq!(Listener::on_one_of(&[taken_port, free]).await.unwrap().port(), free);
    let none = Listener::on_one_of(&[taken_port]).await.unwrap_err();
    assert_eq!(none, SignInError::PortsTaken { ports: vec![taken_port] });
    assert!(none.to_string().contains(&taken_port.to_string()));
}

#[tokio::test]
async fn both_addresses_of_localhost_are_listened_on_where_there_are_two() {
    let listener = Listener::on_one_of(&[free_port().await]).await.unwrap();
    let has_v6 = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok();
    assert_eq!(listener.v6.is_some(), has_v6);
    let port = listener.port();
    let answer = tokio::spawn(listener.answer(Vendor::HubSpot, "s", PATIENCE));
    let host = if has_v6 { "[::1]" } else { "127.0.0.1" };
    get(&format!("http://{host}:{port}/callback?code=six&state=s")).await;
    assert_eq!(answer.await.unwrap().unwrap().reveal(), "six");
}

#[tokio::test]
async fn a_port_that_another_program_has_on_the_second_address_is_not_taken() {
    let Ok(other) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await else { return };
    let port = other.local_addr().unwrap().port();
    assert!(matches!(Listener::on_one_of(&[port]).await, Err(SignInError::PortsTaken { .. })));
}

#[tokio::test]
async fn waiting_ends_with_the_patience_and_with_a_cancel_and_frees_the_port() {
    let port = free_port().await;
    let listener = Listener::on_one_of(&[port]).await.unwrap();
    let late = listener.answer(Vendor::HubSpot, "s", Duration::from_millis(30)).await;
    assert_eq!(late.unwrap_err(), SignInError::TimedOut);
    let listener = Listener::on_one_of(&[port]).await.unwrap();
    let cancelled = tokio::time::timeout(Duration::from_millis(30), listener.answer(Vendor::HubSpot, "s", PATIENCE));
    assert!(cancelled.await.is_err());
    assert!(Listener::on_one_of(&[port]).await.is_ok());
}
