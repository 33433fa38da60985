//! Who plays a story: the rep and the CSM of a deal, in one window on practice or each on a laptop of their own.

use crate::browser::{Answer, Browser, sign_in};
use crate::practice_crm::PracticeCrm;
use crate::window::Window;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The two persons of a deal.
pub struct Cast {
    rep: Laptop,
    /// None where one window looks through both persons' eyes.
    csm: Option<Laptop>,
    names: (String, String),
}

struct Laptop {
    window: Window,
    _data: TempDir,
}

impl Cast {
    /// One window on practice.
    pub fn in_one_window(window: Window, data: TempDir, row: &Value) -> Self {
        Self { rep: Laptop { window, _data: data }, csm: None, names: names(row) }
    }

    /// A laptop for each, signed in as that person to the practice CRM in a vendor's dialect.
    pub async fn signed_in(practice: &PracticeCrm, vendor: &str, row: &Value) -> Self {
        let names = names(row);
        let rep = connected(practice, vendor, &names.0, "rep").await;
        let csm = connected(practice, vendor, &names.1, "csm").await;
        Self { rep, csm: Some(csm), names }
    }

    /// The window in front of the rep.
    pub async fn rep(&self) -> &Window {
        if self.csm.is_none() {
            self.rep.window.view_as(&self.names.0).await;
        }
        &self.rep.window
    }

    /// The window in front of the CSM.
    pub async fn csm(&self) -> &Window {
        match &self.csm {
            Some(laptop) => &laptop.window,
            None => {
                self.rep.window.view_as(&self.names.1).await;
                &self.rep.window
            }
        }
    }

    /// Everything that was done has left, and everybody has looked for it.
    pub async fn sync(&self) {
        for window in self.windows().chain(self.windows()) {
            window.call("sync_now", json!({})).await;
        }
    }

    fn windows(&self) -> impl Iterator<Item = &Window> {
        std::iter::once(&self.rep).chain(&self.csm).map(|laptop| &laptop.window)
    }

    pub async fn close(self) {
        self.rep.window.close().await;
        if let Some(csm) = self.csm {
            csm.window.close().await;
        }
    }
}

fn names(row: &Value) -> (String, String) {
    let name = |key: &str| row[key].as_str().unwrap_or_else(|| panic!("no `{key}` in {row}")).to_owned();
    (name("owner"), name("csm"))
}

async fn connected(practice: &PracticeCrm, vendor: &str, person: &str, role: &str) -> Laptop {
    let data = TempDir::new().unwrap();
    let (_, window) = Browser::with_window(data.path(), practice, Answer { decision: "Allow", person }).await;
    // The same company is also there as a practice workspace; it would write, too.
    window.call("set_offline", json!({"offline": true})).await;
    sign_in(&window, vendor).await;
    window.find("account").await;
    window.until_text(person).await;
    // Asked until it stays: the list may still be filled when it is first seen.
    let chosen = format!(
        "const role = document.querySelector('[data-testid=role]');
         if (role.value === '{role}') return true;
         role.value = '{role}'; role.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    window.until(&chosen).await;
    window.click("keep").await;
    window.find("loaded").await;
    window.loaded().await;
    Laptop { window, _data: data }
}
