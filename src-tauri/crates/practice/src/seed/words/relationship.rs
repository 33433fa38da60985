//! How to work with them: communication, key conversations, promises.

pub const COMMUNICATION: &[&str] = &[
    "Weekly call on {weekday} at 10:00 their time with {champion}; anything urgent by Teams, never by mail.",
    "Shared Slack channel, answers within the day. Monthly summary by mail to {decider}, one page at most.",
    "Mail to {champion}, copy to {technical}. Calls only when booked two days ahead.",
    "They like short written updates every second {weekday}. {decider} reads the first three lines.",
    "Phone. {champion} is in the van most of the day and reads mails at 6 in the morning.",
    "Fortnightly steering meeting on {weekday}, minutes in their SharePoint. English is fine, slides in advance.",
];

pub const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

pub const CONVERSATIONS: &[&str] = &[
    "{date}, workshop in {city}: {champion} drew the whole dispatch process on one wall; photos are in the note. The bottleneck is approval of overtime.",
    "Call on {date} with {decider}: will judge us on {metric} alone. Said \"I don't need dashboards, I need fewer calls.\"",
    "{date}: {technical} agreed to the {system} connection only if we bring a test plan. Do not skip it.",
    "Dinner on {date}: {decider} told us that the former vendor never came back after signing. They expect a visit in the first month.",
    "{date}, security review: {legal} accepted the processing agreement with one change, deletion after 30 days.",
    "{date}: {budget} nearly stopped it over the price of onboarding. {champion} put their own budget in. They have a lot to lose.",
    "Demo on {date}: technicians laughed at the map, then asked for it on their own phones. Start with that screen.",
];

/// What Sales committed to: text, and how many days after close it is due.
pub const PROMISES: &[(&str, i64)] = &[
    ("Free migration of {sites} sites", 60),
    ("Two training days on site in {city}", 40),
    ("A named contact in support for the first {months} months", 14),
    ("Connection to {system} live with the first site", 75),
    ("Onboarding fee credited if go-live is later than {date}", 90),
    ("Price frozen for the next {sites} sites for a year", 365),
    ("Quarterly review with our product lead", 90),
    ("Sandbox with a copy of their data before kickoff", 10),
    ("German user interface for technicians", 45),
    ("Answer to the security questionnaire in full", 7),
    ("Pilot in {city} with {count} technicians before the rollout", 30),
    ("Report on {metric} every month for the first half year", 35),
];

/// A promise as it is said.
pub const PROMISE_SPOKEN: &[&str] = &[
    "I told them we would do this: {promise}. They wrote it down.",
    "Committed on the call: {promise}. {champion} repeated it at the end.",
    "To get over the line I agreed to this: {promise}.",
    "{decider} asked for it in writing, sent a mail right after: {promise}.",
    "Offered, and taken: {promise}.",
];
