//! Every HTTP request: timeouts, shared quota, retry classes, redaction, host allow-list.
