#![allow(clippy::unwrap_used)]

use super::*;

fn named(name: &str) -> Label {
    Label { id: "w1".to_owned(), name: name.to_owned(), crm: None }
}

#[test]
fn a_label_that_cannot_be_written_leaves_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    write_label(folder.path(), &named("Acme")).unwrap();
    // Nothing can be written under the name of the part.
    std::fs::create_dir(folder.path().join("workspace.part")).unwrap();
    assert!(write_label(folder.path(), &named("Acme, renamed")).is_err());
    assert_eq!(label(folder.path()), Some(named("Acme")));
    std::fs::remove_dir(folder.path().join("workspace.part")).unwrap();
    write_label(folder.path(), &named("Acme, renamed")).unwrap();
    assert_eq!(label(folder.path()), Some(named("Acme, renamed")));
}
