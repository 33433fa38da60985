//! What goes wrong on the way, and what becomes of it.

use super::line::Fault;
use super::subject::{Dialect, Refusal, Subject};
use crm::port::{Cursor, ErrorClass, Object};
use domain::DealId;
use serde_json::json;
use std::collections::BTreeSet;

/// Any read of the adapter: the way of every request is the same.
async fn read(subject: &Subject) -> Result<(), crm::CrmError> {
    subject.crm.people().await.map(|_| ())
}

const ANY: &str = "/";

pub async fn an_ended_sign_in_asks_to_sign_in_again(subject: Subject) {
    subject.line.plays(ANY, 9, subject.dialect.refusal(Refusal::SignIn));
    let error = read(&subject).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::SignInAgain);
    assert!(!error.message.is_empty() && !error.remedy.is_empty());
    assert!(!format!("{error:?}").contains(subject.office.crm.token()));
}

pub async fn a_page_of_the_hotels_network_is_offline(subject: Subject) {
    let page = "<html><title>Welcome</title>Accept our terms</html>";
    for status in [200, 403, 407, 511] {
        subject.line.plays(ANY, 9, Fault::Answer(status, "text/html", None, page.to_owned()));
        assert_eq!(read(&subject).await.unwrap_err().class, ErrorClass::Offline, "{status}");
        subject.line.clear();
        read(&subject).await.unwrap();
    }
}

pub async fn a_reply_that_is_cut_off_is_tried_later(subject: Subject) {
    subject.line.plays(ANY, 1, Fault::CutOff);
    let error = read(&subject).await.unwrap_err();
    assert!(matches!(error.class, ErrorClass::TryLater { .. } | ErrorClass::Offline), "{error:?}");
    read(&subject).await.unwrap();
}

pub async fn too_many_requests_are_outlasted_with_and_without_a_time(subject: Subject) {
    let busy = |after| Fault::Answer(429, "application/json", after, json!({"message": "slow down"}).to_string());
    subject.line.plays(ANY, 1, busy(None));
    subject.line.plays(ANY, 1, busy(Some(1)));
    read(&subject).await.unwrap();
    assert_eq!(subject.line.unmet(), 0);
    subject.line.plays(ANY, 1, busy(Some(600)));
    let error = read(&subject).await.unwrap_err();
    assert!(matches!(error.class, ErrorClass::TryLater { after: Some(after) } if after.as_secs() >= 590), "{error:?}");
}

pub async fn a_fault_of_the_server_is_outlasted(subject: Subject) {
    for status in [500, 502, 503] {
        subject.line.plays(ANY, 1, Fault::Answer(status, "text/html", None, "<html>Bad gateway</html>".to_owned()));
    }
    read(&subject).await.unwrap();
    assert_eq!(subject.line.unmet(), 0);
}

pub async fn silence_is_offline(subject: Subject) {
    subject.line.plays(ANY, 9, Fault::SilentAfterwards);
    let error = read(&subject).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::Offline);
}

pub async fn a_deal_that_is_gone_is_gone(subject: Subject) {
    let (deals, _) = subject.loaded().await;
    let deal = deals.keys().next().unwrap();
    subject.control("delete", json!({"object": "deal", "id": deal})).await;
    assert_eq!(subject.crm.deal(deal).await.unwrap_err().class, ErrorClass::Gone);
    let changes = [(crm::port::Property::Status, "due".to_owned())].into();
    assert_eq!(subject.crm.write_deal(deal, &changes).await.unwrap_err().class, ErrorClass::Gone);
}

/// Salesforce forgets the pages of a question; HubSpot refuses the token of a list.
pub async fn a_page_token_that_expired_loses_nothing(subject: Subject) {
    let deals: BTreeSet<DealId> = subject.loaded().await.0.into_keys().collect();
    match subject.dialect {
        Dialect::Salesforce => {
            subject.control("salesforce/settings", json!({"page_size": 7})).await;
            subject.line.plays("/query/", 1, subject.dialect.refusal(Refusal::Token));
            assert!(subject.crm.people().await.unwrap().len() > 7);
        }
        _ => subject.line.plays("after=", 1, subject.dialect.refusal(Refusal::Token)),
    }
    let mut cursor = Cursor::default();
    let mut seen = BTreeSet::new();
    for _ in 0..50 {
        let page = subject.crm.pull(Object::Deals, &cursor).await.unwrap();
        seen.extend(page.deals.into_iter().map(|deal| deal.id));
        cursor = page.next;
        if page.done {
            break;
        }
    }
    assert_eq!(subject.line.unmet(), 0, "the token was used, and refused");
    assert_eq!(seen, deals);
}

pub async fn a_used_up_day_stops_all_requests_with_a_sentence(subject: Subject) {
    subject.line.plays(ANY, 1, subject.dialect.refusal(Refusal::Day));
    let error = read(&subject).await.unwrap_err();
    assert!(
        matches!(error.class, ErrorClass::TryLater { after: Some(after) } if after.as_secs() >= 3_600),
        "{error:?}"
    );
    assert!(error.message.contains("quota") && error.remedy.contains("admin"), "{error}");
    subject.line.take_heard();
    for _ in 0..3 {
        let error = read(&subject).await.unwrap_err();
        assert!(
            matches!(error.class, ErrorClass::TryLater { after: Some(_) }) && error.message.contains("quota"),
            "{error}"
        );
    }
    assert!(subject.line.take_heard().is_empty(), "nothing leaves until the rest is over");
    assert!(subject.crm.quota().rests_for.is_some());
}

/// The line answers for the CRM: it keeps 10,001 deals that were all changed in one instant.
pub async fn ten_thousand_and_one_records_of_one_instant_all_arrive(subject: Subject) {
    let flood = super::flood::Flood::of(subject.dialect, 10_001).await;
    let seen = flood.pulled().await;
    assert_eq!(seen.len(), 10_001);
    assert!(flood.requests() < 90, "{}", flood.requests());
}
