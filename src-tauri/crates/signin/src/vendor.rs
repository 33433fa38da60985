//! Where each vendor asks people, and where it gives tokens out.

use serde::{Deserialize, Serialize};

/// A CRM that people sign in to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    Salesforce,
    HubSpot,
}

/// The scopes that HubSpot grants or refuses one by one. Notes, tasks and meetings go with contacts.
const HUBSPOT_SCOPES: &[&str] = &[
    "oauth",
    "crm.objects.deals.read",
    "crm.objects.deals.write",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.objects.companies.read",
    "crm.objects.line_items.read",
    "crm.objects.owners.read",
];

impl Vendor {
    /// How people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Salesforce => "Salesforce",
            Self::HubSpot => "HubSpot",
        }
    }

    /// Where a browser asks people for consent, where nothing else is said: production.
    pub fn usual_login(self) -> &'static str {
        match self {
            Self::Salesforce => "https://login.salesforce.com",
            Self::HubSpot => "https://app.hubspot.com",
        }
    }

    /// Where the API answers; Salesforce tells it with the tokens.
    pub fn usual_api(self) -> Option<&'static str> {
        match self {
            Self::Salesforce => None,
            Self::HubSpot => Some("https://api.hubapi.com"),
        }
    }

    /// HubSpot's apps have a secret; an app of Salesforce on a laptop has none.
    pub fn wants_a_secret(self) -> bool {
        self == Self::HubSpot
    }

    /// What is asked for, in the order in which the page lists it.
    pub fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Salesforce => &["api", "refresh_token", "openid"],
            Self::HubSpot => HUBSPOT_SCOPES,
        }
    }

    pub(crate) fn authorize_path(self) -> &'static str {
        match self {
            Self::Salesforce => "/services/oauth2/authorize",
            Self::HubSpot => "/oauth/authorize",
        }
    }

    pub(crate) fn token_path(self) -> &'static str {
        match self {
            Self::Salesforce => "/services/oauth2/token",
            Self::HubSpot => "/oauth/2026-09/token",
        }
    }

    pub(crate) fn revoke_path(self) -> &'static str {
        match self {
            Self::Salesforce => "/services/oauth2/revoke",
            Self::HubSpot => "/oauth/2026-09/token/revoke",
        }
    }
}
