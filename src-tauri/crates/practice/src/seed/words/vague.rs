//! Answers that help nobody: placeholders, and text that would suit any deal.

pub const PLACEHOLDERS: &[&str] =
    &["TBD", "tbd", "N/A", "n/a", "-", "see notes", "asap", "?", "will add later", "TBC", "ask me", "x"];

/// Generic answers by field.
pub fn generic(field: &str) -> &'static [&'static str] {
    match field {
        "business_goals" => &[
            "Improve efficiency in the field.",
            "Digital transformation of service.",
            "They want to grow and save costs.",
            "Better customer experience.",
        ],
        "pain_points" => &["Too many manual processes.", "Old tool is slow.", "Everything takes too long."],
        "success_criteria" => &["Users are happy", "Successful rollout", "Adoption", "Team uses the tool"],
        "why_bought" => &["Best fit.", "Good demo and good relationship.", "Price and features."],
        "stakeholders" => &["The ops team", "Usual suspects, see contacts", "IT and operations"],
        "post_sale_owner" => &["Someone in operations", "Their project manager"],
        "products" => &["Standard package", "As per contract"],
        "contract_terms" => &["Standard terms", "See contract"],
        "timeline" => &["As soon as possible", "Next quarter", "Q1"],
        "integrations" => &["Their ERP", "A few systems, IT knows"],
        "exclusions" => &["Nothing special", "Standard scope"],
        "objections" => &["The usual price discussion", "Some concerns from IT"],
        "risks" => &["Change management.", "Timeline is tight.", "None that I can think of."],
        "competitors" => &["The usual ones", "A few others were in it"],
        "communication" => &["Mail is fine", "Regular calls", "They are easy to work with"],
        "key_conversations" => &["Many good calls, see activities.", "Had a great workshop with the team."],
        "promises" => &["Nothing unusual", "Some onboarding help"],
        _ => &["Nice people, will be a good customer.", "Call me if you have questions."],
    }
}

/// What reps add in the free notes when they care.
pub const FREE_NOTES: &[&str] = &[
    "{champion} is the person to keep happy; sends photos of the fleet at Christmas.",
    "They pay late but they pay. {budget} needs the PO number on each invoice.",
    "Do not mention {competitor} in front of the supervisors.",
    "Bring printed agendas to {city}, the meeting room has no screen.",
    "{decider} likes to be called, not mailed, before anything goes to the board.",
];
