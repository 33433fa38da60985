//! The handoff as a document that people read, print and send.
//!
//! A [`HandoffDocument`] says what stands in it; [`markdown`] and [`html`] say how. Texts of the CRM and of people are data:
//! both formats escape them, so that a deal named `<script>` is shown as that.

mod document;
mod html;
mod markdown;
#[cfg(test)]
mod tests;
mod words;

pub use document::{DocumentField, DocumentSection, HandoffDocument, Heading};
pub use html::html;
pub use markdown::markdown;
