//! One function per intention of a person, the wire types of the window, and the loop that keeps a workspace up to date.
//!
//! ```text
//! window ─ intention ─▶ Application ─▶ Workspace ─▶ store (journal, cache)
//!                                          │
//!          rounds: pull ▶ refresh (judge, list rows, alarms) ▶ push ▶ tell
//! ```

mod act;
mod application;
mod attention;
mod changes;
mod clock;
mod connect_desk;
mod connection;
pub mod contract;
mod error;
mod first_viewer;
mod host;
mod import_desk;
pub mod intentions;
mod judge;
mod loads;
mod offered;
mod outgoing;
mod process;
mod rounds;
mod settings;
mod view;
pub mod wire;
mod workspace;

pub use application::Application;
pub use changes::Changed;
pub use connection::CrmAddress;
pub use domain::HandoffId;
pub use error::AppError;
pub use host::{Host, Notification};
pub use net::Secret;
pub use offered::OfferedProfile;
pub use signin::PROFILE_EXTENSION;
pub use vault::Vault;
