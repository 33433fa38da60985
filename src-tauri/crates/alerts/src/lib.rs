//! What is due now, as intents: who has to be told what, under a key that makes it once.
//!
//! Pure. `app` records each intent in the alarm list (the key is unique there, so that a restart or a sleep tells nothing
//! twice) and hands it to the operating system once. The list is the truth; the native notification is a courtesy.

mod intent;
mod occasion;
mod recording;
mod telling;
#[cfg(test)]
mod tests;

pub use intent::{AlarmKind, Intent};
pub use occasion::{Occasion, due};
pub use recording::recorded;
pub use telling::{Notice, tell};
