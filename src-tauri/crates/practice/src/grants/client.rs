//! The apps that may ask people for access.

use serde::{Deserialize, Serialize};

/// Whose pages and endpoints an app uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    HubSpot,
    Salesforce,
}

/// An app as its maker registered it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    pub vendor: Vendor,
    pub client_id: String,
    /// A public app has none.
    #[serde(default)]
    pub client_secret: Option<String>,
    pub name: String,
    /// Compared character for character.
    pub redirect_uris: Vec<String>,
    /// Whether the org's admin installed it.
    #[serde(default = "yes")]
    pub installed: bool,
}

fn yes() -> bool {
    true
}

/// The ports that an app on a laptop registers, because a vendor compares the whole address.
const PORTS: [u16; 3] = [1717, 1718, 1719];

impl Client {
    /// The apps that every practice CRM knows.
    pub fn known() -> Vec<Self> {
        let redirect_uris: Vec<String> = PORTS.iter().map(|port| format!("http://localhost:{port}/callback")).collect();
        vec![
            Self {
                vendor: Vendor::HubSpot,
                client_id: "6f1d2c8e-practice-changeover".to_owned(),
                client_secret: Some("practice-app-secret".to_owned()),
                name: "Changeover".to_owned(),
                redirect_uris: redirect_uris.clone(),
                installed: true,
            },
            Self {
                vendor: Vendor::Salesforce,
                client_id: "3MVG9practice.Changeover".to_owned(),
                client_secret: None,
                name: "Changeover".to_owned(),
                redirect_uris,
                installed: true,
            },
        ]
    }
}
