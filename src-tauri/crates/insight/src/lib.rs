//! Metrics: what the process does to handoffs, in numbers.
