//! Old events leave a record that has become too long for its property, and every laptop has them all the same.

use crate::bench::Laptop;
use crate::conformance::subject::{Dialect, Subject};
use chrono::{DateTime, TimeDelta, Utc};
use crm::port::Property;
use domain::{DealContext, DealId, EventKind, HandoffRecord};
use serde_json::Value;
use store::{NewOutboxEntry, OutboxState, Store};
use sync::{PullReport, PushReport, Sync};

/// More than a property takes, at about 130 characters each.
fn many(dialect: Dialect) -> usize {
    if dialect == Dialect::Salesforce { 1_400 } else { 1_000 }
}

fn opened(count: usize) -> Vec<EventKind> {
    vec![EventKind::SectionOpened { section: "risks".into() }; count]
}

/// Whoever works on one deal of one company.
struct Scene {
    subject: Subject,
    deal: DealId,
    /// Later than every push before.
    hours: i64,
}

impl Scene {
    async fn now(&self) -> DateTime<Utc> {
        self.subject.office.now().await
    }

    async fn fresh(&self) -> Laptop {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let laptop = Laptop { sync: Sync::new(store.clone(), self.subject.crm.clone()), store, folder };
        self.pull(&laptop).await;
        laptop
    }

    /// As after the process was started again: what it read of files is forgotten.
    fn restart(&self, laptop: &mut Laptop) {
        laptop.sync = Sync::new(laptop.store.clone(), self.subject.crm.clone());
    }

    async fn pull(&self, laptop: &Laptop) -> PullReport {
        let report = laptop.sync.pull_once(self.now().await).await.unwrap();
        assert!(report.is_complete(), "{report:?}");
        report
    }

    /// Whatever is due, whenever that is.
    async fn push(&mut self, laptop: &Laptop) -> PushReport {
        self.hours += 2;
        laptop.sync.push_due(self.now().await + TimeDelta::hours(self.hours)).await.unwrap()
    }

    /// Looks at the deal once more, as after an edit.
    async fn push_again(&mut self, laptop: &Laptop) -> PushReport {
        let now = self.now().await;
        laptop.store.enqueue(&NewOutboxEntry::push(self.deal.clone(), now, now)).await.unwrap();
        self.push(laptop).await
    }

    async fn context(&self, laptop: &Laptop) -> DealContext {
        laptop.context(&self.deal).await
    }

    async fn record(&self, laptop: &Laptop) -> HandoffRecord {
        laptop.store.record(&self.deal).await.unwrap().expect("a record")
    }

    async fn there(&self) -> (HandoffRecord, usize) {
        let json = self.subject.property(&self.deal, "handoff_record").await;
        (serde_json::from_str(&json).unwrap(), json.chars().count())
    }

    /// Somebody deletes the files of the record.
    async fn delete_files(&self) {
        for archive in self.there().await.0.archives() {
            let path = format!("/files/v3/files/{}", Subject::number_of(&archive.file));
            self.subject.office.api("DELETE", &path, Value::Null).await;
        }
    }

    /// How many requests that write anything were heard since the last question.
    fn writes(&self) -> usize {
        let reads = ["/search", "/batch/read", "/query"];
        let heard = self.subject.line.take_heard();
        let writes = |method: &str, path: &str| method != "GET" && !reads.iter().any(|read| path.contains(read));
        heard.iter().filter(|heard| writes(heard.method.as_str(), &heard.path)).count()
    }
}

/// A company in which one laptop has made so many steps that the record had to let go of events.
async fn with_a_long_story(dialect: Dialect) -> (Scene, Laptop) {
    let subject = Subject::start(dialect).await;
    let mut scene = Scene { subject, deal: "".into(), hours: 0 };
    let laptop = scene.fresh().await;
    let context = laptop.untouched_deal().await;
    scene.deal = context.deal.id.clone();
    laptop.write(&context, &[("risks", "Works council")], opened(many(dialect)), scene.now().await).await;
    let report = scene.push(&laptop).await;
    assert_eq!((report.sent, report.waiting, report.stuck), (1, 0, 0), "{:?}", laptop.store.outbox_log(1).await);
    (scene, laptop)
}

async fn events_move_everybody_has_them_and_all_come_to_rest(dialect: Dialect) {
    let (mut scene, one) = with_a_long_story(dialect).await;
    let (there, length) = scene.there().await;
    let limit = scene.subject.crm.longest(&Property::Record).await.unwrap();
    assert!(length <= limit * 8 / 10, "{length} of {limit}");
    assert_eq!(there.archives().len(), 1);
    assert_eq!(there.events.len() + there.archives()[0].count as usize, many(dialect));

    let two = scene.fresh().await;
    assert_eq!(scene.record(&two).await.events, scene.record(&one).await.events);
    let more = opened(many(dialect) / 2);
    two.write(&scene.context(&two).await, &[("timeline", "Live in May")], more, scene.now().await).await;
    assert_eq!(scene.push(&two).await.sent, 1);
    assert_eq!(scene.there().await.0.archives().len(), 2, "the next oldest follow");

    let mut laptops = [one, two, scene.fresh().await];
    scene.pull(&laptops[0]).await;
    assert!(scene.writes() >= 4, "two files and two records");
    for laptop in &mut laptops {
        scene.restart(laptop);
        assert_eq!(scene.push_again(laptop).await.stuck, 0);
        assert_eq!(scene.pull(laptop).await.flaws.len(), 0);
    }
    assert_eq!(scene.writes(), 0, "nobody has anything to say");
    let first = scene.record(&laptops[0]).await;
    assert_eq!(first.events.len(), many(dialect) * 3 / 2);
    for laptop in &laptops {
        assert_eq!(scene.record(laptop).await, first);
    }
}

async fn a_file_that_somebody_deleted_is_told_and_put_back(dialect: Dialect) {
    let (mut scene, mut one) = with_a_long_story(dialect).await;
    scene.delete_files().await;
    let two = scene.fresh().await;
    assert!(scene.record(&two).await.events.len() < many(dialect));
    assert_eq!(scene.push(&two).await.stuck, 1);
    let entry = two.store.outbox_log(1).await.unwrap().remove(0);
    let error = entry.error.unwrap();
    assert_eq!(entry.state, OutboxState::Stuck);
    assert!(error.message.contains("older events") && error.remedy.contains("restore"), "{error:?}");

    two.write(&scene.context(&two).await, &[("timeline", "Live in May")], Vec::new(), scene.now().await).await;
    scene.push(&two).await;
    assert!(scene.there().await.0.value(&"timeline".into()).is_some(), "everything else goes on");

    scene.restart(&mut one);
    scene.push_again(&one).await;
    let three = scene.fresh().await;
    assert_eq!(scene.record(&three).await.events, scene.record(&one).await.events);
    assert_eq!(scene.record(&three).await.events.len(), many(dialect));
}

#[tokio::test]
async fn events_move_everybody_has_them_and_all_come_to_rest_in_hubspot() {
    events_move_everybody_has_them_and_all_come_to_rest(Dialect::HubSpot).await;
}

#[tokio::test]
async fn events_move_everybody_has_them_and_all_come_to_rest_in_salesforce() {
    events_move_everybody_has_them_and_all_come_to_rest(Dialect::Salesforce).await;
}

#[tokio::test]
async fn a_file_that_somebody_deleted_is_told_and_put_back_in_hubspot() {
    a_file_that_somebody_deleted_is_told_and_put_back(Dialect::HubSpot).await;
}

#[tokio::test]
async fn a_file_that_somebody_deleted_is_told_and_put_back_in_salesforce() {
    a_file_that_somebody_deleted_is_told_and_put_back(Dialect::Salesforce).await;
}
