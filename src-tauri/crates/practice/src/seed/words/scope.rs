//! What was sold and what was not: systems, exclusions, timeline.

pub const SYSTEMS: &[&str] = &[
    "SAP S/4HANA",
    "Microsoft Dynamics 365",
    "Salesforce Service Cloud",
    "Oracle NetSuite",
    "Okta",
    "Microsoft Entra ID",
    "Twilio",
    "Zendesk",
    "Power BI",
    "Sage 200",
    "Google Maps Platform",
    "DocuSign",
    "Workday",
    "Jira Service Management",
];

pub const INTEGRATION_NOTES: &[&str] = &[
    "{system}: orders in, job results back, hourly. {technical} owns their side.",
    "{system} for sign-on. Test tenant is ready since {date}.",
    "{system}, read only at first: customers and sites. Writing back was left for phase two.",
    "{system} through their middleware; interface list is in the shared folder, {count} fields.",
];

pub const EXCLUSIONS: &[&str] = &[
    "On-premise hosting",
    "Migration of closed jobs older than two years",
    "Custom reports beyond the standard set",
    "Hardware for technicians",
    "Printing of paper job sheets",
    "Translation into Welsh",
    "24/7 phone support",
    "Changes to their ERP",
    "Training of subcontractors",
    "A connection to the old telephone system",
    "Data cleansing of customer addresses",
    "White-labelled customer portal",
];

pub const BLACKOUTS: &[&str] = &[
    "No changes in the last week of a quarter (closing of the books).",
    "Nothing between 15 December and 8 January.",
    "Trade fair in {city} in the second week of the month after: the team is away.",
    "Stocktaking on the first two days of each month.",
    "Peak season in the {season}: no training then.",
];

pub const SEASONS: &[&str] = &["winter", "summer", "spring", "autumn"];

pub const CITIES: &[&str] =
    &["Leeds", "Hamburg", "Boston", "Atlanta", "Osaka", "Lyon", "Brisbane", "Toronto", "Utrecht", "Chicago"];
