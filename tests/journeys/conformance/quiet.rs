//! Fifty laptops share one quota: where nothing changed, almost nothing is asked.

use super::subject::Subject;
use crm::port::Object;

pub async fn where_nothing_changed_each_object_costs_at_most_one_request(subject: Subject) {
    let (_, cursors) = subject.settled().await;
    for object in Object::ALL {
        let cursor = cursors[&object].clone();
        subject.line.take_heard();
        let page = subject.crm.pull(object, &cursor).await.unwrap();
        let (deals, touched) = (page.deals.len(), &page.touched);
        assert!(page.done && deals == 0 && touched.is_empty(), "{object:?}: {deals} {touched:?}");
        let heard = subject.line.take_heard();
        assert!(heard.len() <= 1, "{object:?}: {:?}", heard.iter().map(|heard| &heard.path).collect::<Vec<_>>());
    }
}
