//! Typed ids: a deal's id can't be passed where a contact's is wanted.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as the system that made it spells it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

text_ids! {
    /// A deal's id in the CRM (or the key column of an import).
    DealId,
    /// An account's id in the CRM.
    AccountId,
    /// A contact's id in the CRM.
    ContactId,
    /// A product line's id in the CRM.
    ProductLineId,
    /// An activity's id in the CRM, prefixed with its kind (`meeting:42`), because HubSpot numbers each kind apart.
    ActivityId,
    /// A person who can own records in the CRM: HubSpot's owner id, Salesforce's user id.
    PersonId,
    /// A pipeline's id in the CRM.
    PipelineId,
    /// A stage's id in the CRM.
    StageId,
    /// The key of a playbook field, such as `business_goals`.
    FieldKey,
    /// A handoff: see [`HandoffId::of`].
    HandoffId,
    /// An event of a handoff: replica and counter, `r7f3:12`; events read from the CRM's history are `crm:` and a hash.
    EventId,
    /// One installation's journal, drawn at random.
    ReplicaId,
}

impl HandoffId {
    /// The id that every laptop computes for the same deal of the same CRM organisation: 32 hex digits of a SHA-256.
    pub fn of(organisation: &str, deal: &DealId) -> Self {
        Self(short_hash(&[organisation, deal.as_str()]))
    }
}

/// 32 hex digits of the SHA-256 over the parts, each closed by a NUL; a deterministic key for side effects.
pub fn short_hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
