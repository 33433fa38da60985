//! Nouns, typed ids, states, events, and the merge of a handoff record.
