//! A desktop whose browser is a person: what the application opens there, the person reads and answers.

use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Who answers the page that asks for access, and how.
#[derive(Default)]
pub struct Answer<'a> {
    /// The button.
    pub decision: &'a str,
    /// As whom to sign in; empty for whom the page proposes.
    pub person: &'a str,
}

/// The browser of one data folder.
pub struct Browser {
    saw: PathBuf,
}

impl Browser {
    /// Opens a window on a desktop with this browser.
    pub async fn with_window(data: &Path, practice: &PracticeCrm, answer: Answer<'_>) -> (Self, Window) {
        let saw = data.join("last-page.txt");
        let (config, share) = desktop(data);
        let more = [
            ("XDG_CONFIG_HOME", config.into_os_string()),
            ("XDG_DATA_HOME", share.into_os_string()),
            ("CHANGEOVER_TEST_DECISION", OsString::from(answer.decision)),
            ("CHANGEOVER_TEST_PERSON", OsString::from(answer.person)),
            ("CHANGEOVER_TEST_SAW", saw.clone().into_os_string()),
            // The most talkative log: what is not in this one is in none.
            ("CHANGEOVER_LOG", OsString::from("trace")),
        ];
        (Self { saw }, Window::open_with(data, Some(practice.address()), &more).await)
    }

    /// What the last page said, once it was shown.
    pub async fn last_page(&self) -> String {
        let started = Instant::now();
        while !self.saw.exists() {
            assert!(started.elapsed() < Duration::from_secs(40), "the browser saw no last page");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        std::fs::read_to_string(&self.saw).unwrap()
    }
}

/// From the choice of the CRM to the browser's answer.
pub async fn sign_in(window: &Window, vendor: &str) {
    window.go("#/setup/connect").await;
    window.click(&format!("vendor-{vendor}")).await;
    window.click("host-practice").await;
    window.click("begin").await;
}

/// The settings of a desktop whose browser is our script: what `xdg-open` asks for before anything else.
fn desktop(data: &Path) -> (PathBuf, PathBuf) {
    let (config, share) = (data.join("config"), data.join("share"));
    let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("window/allow.mjs");
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Test browser\nExec={} %u\nTerminal=false\n",
        browser.display()
    );
    let chosen = "[Default Applications]\nx-scheme-handler/http=test-browser.desktop\n";
    std::fs::create_dir_all(&config).unwrap();
    std::fs::create_dir_all(share.join("applications")).unwrap();
    std::fs::write(share.join("applications/test-browser.desktop"), entry).unwrap();
    std::fs::write(config.join("mimeapps.list"), chosen).unwrap();
    (config, share)
}
