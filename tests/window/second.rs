//! A second start: no second window, the first one comes to the front and takes what was brought.

use crate::practice_crm::PracticeCrm;
use crate::window::{Window, variable};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Starts the application again, as a double-click on a link does, and waits until that process has ended.
fn start_again(data: &Path, argument: &str) {
    let mut second = Command::new(variable("CHANGEOVER_BINARY"))
        .arg(argument)
        .env("CHANGEOVER_DATA_DIR", data)
        .env_remove("CHANGEOVER_MANY")
        .spawn()
        .expect("it starts");
    let started = Instant::now();
    while second.try_wait().expect("it can be asked").is_none() && started.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let stays = second.try_wait().expect("it can be asked").is_none();
    if stays {
        let _ = second.kill();
    }
    let status = second.wait().expect("it ended");
    assert!(!stays && status.success(), "the second start stays, or fails: {status}");
}

/// The window that the keyboard writes into.
async fn has_focus(window: &Window) -> bool {
    window.script("return document.hasFocus()").await == true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_brings_the_first_window_to_the_front_and_hands_its_link_over() {
    let (own, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let practice = PracticeCrm::start(60).await;
    let first = Window::open_alone(own.path(), Some(practice.address()), &[]).await;
    first.loaded().await;
    let front = Window::open(other.path(), Some(practice.address())).await;
    front.loaded().await;
    assert!(!has_focus(&first).await, "another window stands in front");

    start_again(own.path(), "changeover:nothing-of-ours");
    first.until("return document.hasFocus()").await;
    first.until_text("Copy the whole link that your admin sent").await;
    front.close().await;
    first.close().await;
}
