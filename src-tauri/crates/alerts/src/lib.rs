//! What is due now, as intents, and the notifier port.
