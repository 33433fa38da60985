//! What nearly killed the deal: risks, objections, competitors.

pub const COMPETITORS: &[&str] = &[
    "ServiceTitan",
    "FieldPulse",
    "OpsGrid",
    "Jobflow One",
    "an in-house build",
    "SkedMax",
    "Dispatchly",
    "WorkWave",
    "their ERP's own module",
];

pub const RISKS_SPECIFIC: &[&str] = &[
    "{technical} left the evaluation angry about the missing {system} sandbox; if IT is not given one in the first two weeks, they will block go-live.",
    "Works council in {city} has to approve GPS tracking; meeting is on {date}. Without it the map stays off. {champion} drives it.",
    "{decider} is on a notice period until {date}. The successor is unknown and did not buy this.",
    "Budget covers only {sites} of the depots. The rest depends on a board vote in the {season}.",
    "Data quality: about {count} customer addresses have no postcode. Routing will look bad in week one unless someone cleans them. Owner on their side: {champion}.",
    "A former rollout of {competitor} failed two years ago and technicians still joke about it. Supervisors need to be won first.",
    "The {season} peak starts soon after go-live; if training slips past {date}, it is postponed by a quarter.",
    "{budget} pushed for a clause that lets them leave after {months} months. They will check {metric} on that day.",
    "Only {champion} knows how the old tool was set up, and is on parental leave from {date}.",
    "Single sign-on is a hard requirement of their security team and has not been tested with their provider yet.",
    "Merger rumours: {company} may be joined with a sister company that uses {competitor}.",
    "They expect a connection to {system} on day one, but their middleware team has a queue of {months} months.",
];

/// A concern as somebody says it.
pub const RISKS_SPOKEN: &[&str] = &[
    "Worry that came up twice: {technical} does not have a sandbox for {system}, and won't test on production.",
    "{champion} warned us, off the record, that the works council has stopped two tools already. Date to watch: {date}.",
    "{decider} mentioned leaving the company before {date}. Need a second sponsor.",
    "Field supervisors joined the call late and were cold. One said: \"we had {competitor}, nobody used it.\"",
    "Addresses in their master data are a mess, at least {count} without a postcode. Who cleans that up?",
    "Peak season begins shortly after the planned start. If anything slips past {date} they will wait a quarter.",
    "{budget} asked three times how they get out of the contract after {months} months.",
    "Security sent a questionnaire with {count} questions; single sign-on is a must and untested.",
];

/// An objection and the answer it got.
pub const OBJECTIONS: &[&str] = &[
    "Price: \"{competitor} is {percent} % cheaper.\" Answered with the payback on {metric}; {budget} accepted it in writing.",
    "\"Our technicians won't use another app.\" Two of them tried it on a job in {city}; both kept it.",
    "Data leaves the country? Showed EU hosting and the processing agreement; {legal} signed off on {date}.",
    "\"You are too small for us.\" Settled with two references and the escrow clause.",
    "Timing: {decider} wanted to wait for the new fiscal year. A start with {sites} sites and later billing solved it.",
    "\"We can do this in our ERP.\" {technical} compared both on {count} real jobs and withdrew the point.",
    "Fear of a long rollout, after {competitor} took a year. We committed to a plan of {months} months with named dates.",
    "Asked for a free pilot; agreed on a paid one of six weeks, credited on signing.",
];

/// What is said of competitors where it matters later.
pub const COMPETITORS_SPECIFIC: &[&str] = &[
    "{competitor} was the runner-up and still meets {budget} every quarter.",
    "{competitor} has the maintenance contract for two of their sites and will try again at renewal.",
    "{competitor}; out since the demo, but {technical} knows their sales engineer from university.",
    "{competitor} offered a free year in the last week. {champion} forwarded us the mail.",
];
