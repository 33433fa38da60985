//! What stands in the way of a start is told in the window, and nothing is touched until it is gone.

use crate::bench::Office;
use crate::desk::{Desk, Recorder, WORKSPACE, frame};
use app::wire::overview::{Nothing, Overview};
use app::wire::public_error::PublicError;
use app::{Application, CrmAddress, Host, Vault, intentions};
use net::Secret;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use store::Store;

async fn start(root: &Path, office: &Office) -> Arc<Application> {
    let address = CrmAddress { base_url: office.crm.base_url().to_owned(), token: Secret::new(office.crm.token()) };
    let host = Arc::new(Recorder::default());
    Application::open_with(root, address, host as Arc<dyn Host>, Vault::of_this_session()).await
}

async fn look(application: &Application) -> Result<Overview, PublicError> {
    intentions::overview(application, "", Nothing {}).await.map_err(PublicError::from)
}

async fn again(application: &Application) -> Result<Overview, PublicError> {
    intentions::reopen_workspaces(application, "", Nothing {}).await.map_err(PublicError::from)
}

/// A workspace that was made from files, and is the open one.
fn made(root: &Path) -> std::path::PathBuf {
    let folder = root.join("workspaces/w1");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("workspace.json"), json!({"id": "w1", "name": "Acme"}).to_string()).unwrap();
    std::fs::write(root.join("current-workspace"), "w1").unwrap();
    folder
}

#[tokio::test]
async fn a_workspace_that_another_program_holds_is_told_and_opened_when_it_is_free() {
    let desk = Desk::open().await;
    desk.application.close().await;
    let folder = made(desk.folder.path());
    let held = Store::open(&folder).await.unwrap();
    let application = start(desk.folder.path(), &desk.office).await;
    let overview = look(&application).await.unwrap();
    assert_eq!(overview.workspace.id, WORKSPACE, "work can go on elsewhere");
    let closed = &overview.left_closed[0];
    assert_eq!((closed.id.as_str(), closed.name.as_str()), ("w1", "Acme"));
    assert!(closed.message.contains("open in another window"), "{closed:?}");
    assert_eq!(closed.remedy, "Use the window that is open already");
    assert_eq!(again(&application).await.unwrap().left_closed.len(), 1, "it is still held");
    held.close().await;
    drop(held);
    let overview = again(&application).await.unwrap();
    assert_eq!((overview.workspace.id.as_str(), overview.left_closed.len()), ("w1", 0));
}

#[tokio::test]
async fn where_nothing_can_be_opened_the_window_says_why() {
    let desk = Desk::open().await;
    desk.application.close().await;
    let held = Store::open(&desk.folder.path().join("workspaces").join(WORKSPACE)).await.unwrap();
    let application = start(desk.folder.path(), &desk.office).await;
    let error = look(&application).await.unwrap_err();
    assert_eq!((error.code.as_str(), error.remedy.is_some()), ("workspace_closed", true));
    assert!(error.message.contains("open in another window"), "{error:?}");
    held.close().await;
    drop(held);
    assert_eq!(again(&application).await.unwrap().workspace.id, WORKSPACE);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told_with_a_remedy() {
    let office = Office::with_deals(60).await;
    let folder = tempfile::tempdir().unwrap();
    let not_a_folder = folder.path().join("data");
    std::fs::write(&not_a_folder, "a file").unwrap();
    let application = start(&not_a_folder, &office).await;
    let error = look(&application).await.unwrap_err();
    assert!(error.message.contains("can't open"), "{error:?}");
    assert!(error.remedy.unwrap().contains("permissions"));
    std::fs::remove_file(&not_a_folder).unwrap();
    assert_eq!(again(&application).await.unwrap().workspace.id, WORKSPACE);
}

#[tokio::test]
async fn a_workspace_whose_label_is_damaged_is_told_and_left_as_it_is() {
    let desk = Desk::open().await;
    desk.application.close().await;
    let folder = made(desk.folder.path());
    Store::open(&folder).await.unwrap().close().await;
    std::fs::write(folder.join("workspace.json"), "{").unwrap();
    let application = start(desk.folder.path(), &desk.office).await;
    let closed = look(&application).await.unwrap().left_closed;
    assert!(closed[0].message.contains("workspace.json") && !closed[0].remedy.is_empty(), "{closed:?}");
    assert_eq!(std::fs::read_to_string(folder.join("workspace.json")).unwrap(), "{");
    std::fs::write(folder.join("workspace.json"), json!({"id": "w1", "name": "Acme"}).to_string()).unwrap();
    assert_eq!(again(&application).await.unwrap().workspaces.len(), 2);
}

#[tokio::test]
async fn nothing_is_said_where_everything_opens() {
    let desk = Desk::open().await;
    assert_eq!(frame(&desk).await.left_closed, []);
}
