//! Why they bought: measurable goals, pains, reasons.

/// Something that a customer measures: name, unit, from between, to between.
pub type Metric = (&'static str, &'static str, (i64, i64), (i64, i64));

pub const METRICS: &[Metric] = &[
    ("average time to resolve a ticket", "hours", (36, 72), (12, 24)),
    ("first-visit fix rate", "%", (55, 66), (75, 86)),
    ("open work-order backlog", "orders", (900, 2_400), (250, 700)),
    ("days from job done to invoice sent", "days", (9, 18), (2, 5)),
    ("overtime in the field team", "hours a month", (260, 620), (90, 200)),
    ("missed appointments", "a week", (24, 60), (5, 12)),
    ("time to bring a new technician up to speed", "days", (25, 45), (10, 15)),
    ("manual schedule changes", "a day", (60, 140), (15, 40)),
    ("customer satisfaction after a visit", "points", (62, 72), (80, 88)),
    ("calls asking where the technician is", "a day", (110, 300), (25, 60)),
    ("jobs per technician", "a day", (3, 4), (5, 6)),
    ("repeat visits", "% of jobs", (18, 31), (8, 12)),
    ("time to answer a service request", "hours", (8, 30), (1, 4)),
    ("paper job sheets still typed in by hand", "a week", (400, 1_200), (0, 20)),
];

/// Full answers to "what result did they buy this for".
pub const GOAL_SPECIFIC: &[&str] = &[
    "Bring {metric} from {from} to {to} {unit} by {date}; {decider} reports it to the board every quarter.",
    "{company} wants {metric} at {to} {unit} (today {from}). Deadline {date}, because the {season} peak starts right after.",
    "The business case rests on one number: {metric}, {from} → {to} {unit} within {months} months of go-live.",
    "Cut the cost of late jobs: {metric} has to reach {to} {unit} by {date}. At {from} they pay penalties in two contracts.",
    "Open {sites} more sites next year without hiring dispatchers. Measured by {metric}: {from} now, {to} {unit} by {date}.",
    "{champion}'s own target for the year is {metric}: {to} {unit}, down or up from {from}. Bonus depends on it in {date}.",
    "Replace spreadsheets for {sites} depots before {date}, and show {metric} of {to} {unit} in the first quarter after.",
    "Renewal of their biggest customer needs proof of service level: {metric} better than {to} {unit} for 3 months running, from {from}.",
];

/// The same goal, as it comes up in a conversation.
pub const GOAL_SPOKEN: &[&str] = &[
    "{champion} said it plainly: if {metric} is not at {to} {unit} by {date}, the project has failed for them. They are at {from} today.",
    "Asked what success looks like. Answer: {metric}. Baseline {from}, target {to} {unit}. {decider} nodded.",
    "They track {metric} on a whiteboard in dispatch ({from} last month). Target they gave us: {to} {unit}, by {date}.",
    "Numbers from the workshop: {metric} {from} → {to} {unit}; they want to see movement within {months} months.",
    "{decider} opened with the board slide: {metric} is {from}, the plan says {to} {unit} by {date}. Everything else is nice to have.",
    "Business case call with finance. Only {metric} counts for the payback: {from} now, {to} {unit} assumed from {date} on.",
    "{champion} walked us through last week's numbers, {metric} stood at {from}. They'd sign for {to} {unit} today, they said.",
];

/// Who hurts, and how much.
pub const PAINS: &[&str] = &[
    "Dispatchers re-plan by phone {count} times a day; two of them resigned this year over it.",
    "Technicians drive back to the depot for parts about {count} times a week because nobody sees van stock.",
    "{champion} spends every Monday merging {count} spreadsheets before the team can start.",
    "Customers wait on hold {minutes} minutes on average to hear when somebody comes.",
    "Back office types in {count} paper sheets a week; one in ten has an error that delays the invoice.",
    "Audits take {champion} three weeks each spring: photos and signatures sit on private phones.",
    "After-hours calls reach the wrong engineer {count} times a month, and each costs a penalty.",
    "Regional managers learn of a missed SLA {count} days late, from the customer.",
    "New technicians shadow for weeks, because the know-how is in the heads of {sites} old hands.",
    "Quotes for extra work are written in the van and lost: finance estimates {count} a month.",
];

/// The alternative that lost, and why.
pub const WHY_SPECIFIC: &[&str] = &[
    "Beat {competitor} on the offline app: their pilot lost {count} job sheets in a basement with no signal.",
    "{competitor} was cheaper by a tenth, but could not show a live {system} connection in the demo.",
    "They nearly built it themselves. {technical} estimated {months} months and {decider} would not wait.",
    "Staying with spreadsheets was the real rival; the payback of {months} months on {metric} won over finance.",
    "{competitor} wanted a three-year lock-in without an exit; our break clause settled it with legal.",
    "Reference call with a firm of their size convinced {decider}; {competitor} had none in this industry.",
    "Scheduling engine: we planned their worst Monday in 40 seconds, {competitor} needed a consultant for it.",
];
