#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::csv::tests::{context, fixture, planned};
use std::path::PathBuf;
use tempfile::TempDir;

/// The five files of a pipeline export, in a folder of their own.
fn files() -> (TempDir, Export) {
    let folder = tempfile::tempdir().unwrap();
    let names = ["accounts.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"];
    let paths: Vec<PathBuf> = names.map(|name| folder.path().join(name)).to_vec();
    for (name, path) in names.iter().zip(&paths) {
        std::fs::copy(fixture("pipeline").join(name), path).unwrap();
    }
    let export = Export::new(planned(&paths), context());
    (folder, export)
}

fn edit(folder: &TempDir, from: &str, to: &str) {
    let path = folder.path().join("sales_pipeline.csv");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from));
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[tokio::test]
async fn an_edited_row_arrives_alone_and_unchanged_files_are_not_read_again() {
    let (folder, export) = files();
    let first = export.pull(Object::Deals, &Cursor::default()).await.unwrap();
    assert!(first.done && first.of == Some(first.deals.len() as u64) && !first.flaws.is_empty());
    let quiet = export.pull(Object::Deals, &first.next).await.unwrap();
    assert!(quiet.done && quiet.deals.is_empty() && quiet.next == first.next);
    edit(&folder, "4514.0", "45140.0");
    let news = export.pull(Object::Deals, &quiet.next).await.unwrap();
    let told: Vec<_> = news.deals.iter().map(|deal| (deal.id.as_str(), deal.amount)).collect();
    assert_eq!(told, [("AA02", Some(45_140.0))]);
}

#[tokio::test]
async fn a_change_that_only_somebody_else_saw_arrives_with_the_next_one() {
    let (folder, export) = files();
    let first = export.pull(Object::Deals, &Cursor::default()).await.unwrap();
    edit(&folder, "4514.0", "45140.0");
    export.people().await.unwrap();
    edit(&folder, "1054.0", "10540.0");
    let news = export.pull(Object::Deals, &first.next).await.unwrap();
    for (id, amount) in [("AA01", 10_540.0), ("AA02", 45_140.0)] {
        let told = news.deals.iter().find(|deal| deal.id.as_str() == id).and_then(|deal| deal.amount);
        assert_eq!(told, Some(amount), "{id}");
    }
}

#[tokio::test]
async fn a_row_that_is_missing_deletes_nothing() {
    let (folder, export) = files();
    let first = export.pull(Object::Deals, &Cursor::default()).await.unwrap();
    edit(&folder, "AA01,Ada Finch,ZK Basic,Birchwell,Won,2016-10-20,2017-03-01,1054.0\n", "");
    let news = export.pull(Object::Deals, &first.next).await.unwrap();
    assert!(news.archived.is_empty() && news.deals.is_empty());
}

#[tokio::test]
async fn files_that_went_are_told_with_a_remedy_and_nothing_is_written() {
    let (folder, export) = files();
    std::fs::remove_file(folder.path().join("sales_pipeline.csv")).unwrap();
    let error = export.people().await.unwrap_err();
    assert_eq!(error.class, ErrorClass::Gone);
    assert!(error.message.contains("`sales_pipeline.csv`") && !error.remedy.is_empty());
    let error = export.write_deal(&"AA01".into(), &BTreeMap::new()).await.unwrap_err();
    assert_eq!(error.class, ErrorClass::NotAllowed);
}
