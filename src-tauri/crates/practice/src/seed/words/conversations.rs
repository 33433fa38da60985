//! The frame of notes, calls, meetings and mails around what was said in them.

pub const NOTE_OPENINGS: &[&str] = &[
    "Notes from today.",
    "After the call with {champion}:",
    "Quick capture before I forget it.",
    "Site visit {city}.",
    "From the debrief:",
    "Spoke to {champion} and {technical}.",
    "Summary for the file.",
    "",
];

pub const NOTE_CLOSINGS: &[&str] = &[
    "Next: proposal to {decider} this week.",
    "Follow up with {technical}.",
    "They answer fast, good sign.",
    "Need {budget} in the next meeting.",
    "",
    "Waiting for the org chart.",
    "Legal has the papers.",
    "{champion} is on holiday next week.",
];

pub const MEETING_TITLES: &[&str] = &[
    "Discovery with {company}",
    "Process workshop {city}",
    "Demo: dispatch and mobile app",
    "Business case review",
    "Technical deep dive",
    "Contract talk with {budget}",
    "Pilot review",
    "Steering meeting",
];

pub const CALL_TITLES: &[&str] = &[
    "Call with {champion}",
    "Check-in {champion}",
    "Pricing call {budget}",
    "Technical questions, {technical}",
    "Call: next steps",
    "Sync before the board meeting",
];

pub const MAIL_SUBJECTS: &[&str] = &[
    "Summary of our meeting",
    "Your questions on {system}",
    "Proposal for {company}",
    "Re: timeline",
    "Re: security questionnaire",
    "What we agreed",
    "Reference contact",
];

pub const MAIL_OPENINGS: &[&str] = &["Hi {champion},", "Dear {decider},", "Hello {champion},", "Hi both,"];

pub const SMALL_TALK: &[&str] = &[
    "Thanks for the time today.",
    "Good to meet the team in {city}.",
    "As promised, here is what we took away.",
    "Following up on this morning.",
    "Thank you for the open words on the last rollout.",
];

pub const OTHER: &[&str] = &[
    "They have {sites} depots and about {count} technicians.",
    "Fleet is leased, so no hardware in the vans.",
    "Org chart: {champion} reports to {decider}.",
    "Fiscal year ends in {season}.",
    "{technical} wants a diagram of the data flow.",
    "They found us through a fair in {city}.",
    "Demo went fine, the map got a smile.",
    "Asked for a reference in the same industry.",
    "{budget} compares us on three-year cost.",
    "Left a voicemail, tries again tomorrow.",
];

/// First touches of the CSM after close.
pub const TOUCH_TITLES: &[&str] = &[
    "Introduction: {csm} and {company}",
    "Welcome call",
    "Kickoff preparation",
    "Hello from your success manager",
    "First call after signing",
];

pub const TOUCH_BODIES: &[&str] = &[
    "Introduced myself to {champion}. Went through the goal ({metric} to {to} {unit}) and agreed on a kickoff date.",
    "Welcome call with {champion} and {technical}. They asked when the {system} test plan arrives. Kickoff next week.",
    "Said hello, repeated what Sales told us, nothing missing. {champion} was pleased not to explain it all again.",
    "First call. Had to ask {champion} for the goals again, they were not in the handoff. Slightly annoyed.",
    "Short hello by phone; {champion} wants the kickoff on site in {city}.",
    "Sent the welcome mail with the onboarding plan and three dates for the kickoff.",
];
