//! What is due now, as intents: who has to be told what, under a key that makes it once.
//!
//! Pure. `app` records each intent in the alarm list (the key is unique there, so that a restart or a sleep tells nothing
//! twice) and hands what is fresh to the operating system. The list is the truth; the native notification is a courtesy.

mod intent;
mod occasion;
mod telling;
#[cfg(test)]
mod tests;

pub use intent::{AlarmKind, Intent};
pub use occasion::{Occasion, due};
pub use telling::{Telling, TooOld, age, tell};
