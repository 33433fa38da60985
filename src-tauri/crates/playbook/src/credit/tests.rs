#![allow(clippy::unwrap_used)]
use super::dates::dates_in;
use super::{Judge, KnownNames};
use crate::assessment::{Credit, Finding};
use crate::testing::{World, world};
use crate::{Playbook, Shape, Tier};
use domain::projection::parse;
use domain::{Account, FieldValue};

fn judged(world: &World, tier: Tier, key: &str, value: &FieldValue) -> (Credit, Vec<Finding>) {
    let names = KnownNames::of(&world.context, &world.record, &world.roster);
    let judge =
        Judge { playbook: &world.playbook, words: world.playbook.words(), earlier: &world.earlier, tier, names };
    judge.judge(world.playbook.field(&key.into()).unwrap(), Some(value))
}

fn text(key: &str, text: &str) -> (Credit, Vec<String>) {
    let (credit, findings) = judged(&world(), Tier::S, key, &FieldValue::Text(text.into()));
    (credit, findings.into_iter().map(|finding| finding.check).collect())
}

/// Reads text into the shape of the field, as the CRM's flat field would be read.
fn shaped(key: &str, text: &str, tier: Tier) -> (Credit, Vec<Finding>) {
    let world = world();
    let shape = world.playbook.field(&key.into()).unwrap().shape;
    judged(&world, tier, key, &parse(text, &shape.empty()))
}

#[test]
fn the_good_example_of_every_field_earns_full_credit_and_the_bad_one_does_not() {
    for field in Playbook::embedded().fields.iter().filter(|field| field.weight > 0) {
        if field.shape == Shape::Text || field.shape == Shape::Items {
            let (credit, findings) = shaped(field.key.as_str(), &field.good_example, Tier::S);
            assert_eq!(credit, Credit::Specific, "{}: {findings:?}", field.key);
        }
        let (credit, _) = shaped(field.key.as_str(), &field.bad_example, Tier::S);
        assert_ne!(credit, Credit::Specific, "the bad example of {}", field.key);
    }
}

#[test]
fn placeholders_count_as_empty_in_five_languages() {
    for placeholder in [
        "TBD",
        "N/A",
        "n.a.",
        " see notes ",
        "-",
        "…",
        "asap",
        "tbd tbd",
        "k. A.",
        "Siehe Notizen",
        "à définir",
        "Por definir",
        "não sei",
    ] {
        let (credit, checks) = text("business_goals", placeholder);
        assert_eq!(
            (credit, checks.as_slice()),
            (Credit::Empty, ["placeholder".to_owned()].as_slice()),
            "{placeholder}"
        );
    }
    assert_eq!(text("handoff_notes", "TBD by Ana after the audit").0, Credit::Specific);
}

#[test]
fn none_must_be_chosen_and_is_an_answer_only_where_the_field_allows_it() {
    let (credit, findings) = judged(&world(), Tier::W, "competitors", &FieldValue::Text("none".into()));
    assert_eq!((credit, findings[0].check.as_str()), (Credit::Empty, "typed_none"));
    assert_eq!(findings[0].fix, "Choose “No competitor”, so that everybody sees that it was asked");
    assert_eq!(judged(&world(), Tier::W, "competitors", &FieldValue::ExplicitNone).0, Credit::Specific);
    assert_eq!(judged(&world(), Tier::W, "promises", &FieldValue::ExplicitNone).0, Credit::Specific);
    assert_eq!(judged(&world(), Tier::W, "risks", &FieldValue::ExplicitNone).0, Credit::Empty);
}

#[test]
fn a_goal_needs_a_number_or_a_date() {
    let vague = "They want their teams to close the claims of customers faster than before";
    assert_eq!(text("business_goals", vague), (Credit::Generic, vec!["no_number".into()]));
    assert_eq!(text("business_goals", &format!("{vague}, within two weeks")).0, Credit::Specific);
    assert_eq!(text("business_goals", &format!("{vague}, by the end of March")).0, Credit::Specific);
    assert_eq!(text("business_goals", &format!("{vague}, and they may start")).0, Credit::Generic, "may is no date");
    assert_eq!(text("business_goals", "Grow 20 %"), (Credit::Generic, vec!["too_short".into()]));
}

#[test]
fn boilerplate_without_a_figure_is_generic_and_with_one_it_is_not() {
    let (_, checks) =
        text("pain_points", "Every team at the customer wants to improve efficiency in all of its processes");
    assert_eq!(checks, ["boilerplate"]);
    let (credit, _) =
        text("pain_points", "Every team wants to improve efficiency: 90 minutes a day go into retyping orders");
    assert_eq!(credit, Credit::Specific);
}

#[test]
fn text_that_repeats_a_name_is_generic() {
    let mut world = world();
    world.context.account = Some(Account {
        id: "a".into(),
        name: "Northwind Traders Limited of Leeds, United Kingdom 1998".into(),
        industry: None,
        country: None,
        language: None,
        segment: None,
        csm_id: None,
        modified_at: None,
    });
    let value = FieldValue::Text("NORTHWIND TRADERS LIMITED OF LEEDS – United Kingdom (1998)".into());
    let (credit, findings) = judged(&world, Tier::S, "business_goals", &value);
    assert_eq!((credit, findings[0].check.as_str()), (Credit::Generic, "equals_name"));
}

#[test]
fn a_text_pasted_from_another_handoff_is_generic_and_says_which() {
    let mut world = world();
    let risk = "Their CFO wanted to postpone to next year and still does; Ana Ruiz keeps him informed every week.";
    world.earlier.add("risks".into(), "Bolt renewal", risk);
    let (credit, findings) = judged(&world, Tier::S, "risks", &FieldValue::Text(risk.to_uppercase()));
    assert_eq!(credit, Credit::Generic);
    assert!(findings.iter().any(|finding| finding.check == "repeated" && finding.why.contains("“Bolt renewal”")));
}

#[test]
fn stakeholders_are_judged_by_tier() {
    let two = "Ana Ruiz, champion, supporter\nJo Keller, decision-maker, sceptic";
    assert_eq!(shaped("stakeholders", "Ana Ruiz", Tier::A).0, Credit::Specific);
    assert_eq!(shaped("stakeholders", two, Tier::S).0, Credit::Specific);
    let (credit, findings) = shaped("stakeholders", two, Tier::W);
    assert_eq!(credit, Credit::Generic);
    assert_eq!(findings[0].why, "2 of at least 3 people are named");
    assert_eq!(findings[1].why, "Nobody is marked as executive sponsor and technical contact");
    assert_eq!(shaped("stakeholders", "tbd, champion", Tier::S).0, Credit::Empty);
}

#[test]
fn each_promise_needs_an_owner_and_a_due_date() {
    let whole = "Free migration of two sites (by Tom Hale, due 2026-12-01, open)";
    assert_eq!(shaped("promises", whole, Tier::S).0, Credit::Specific);
    let (credit, findings) = shaped("promises", &format!("{whole}\nA discount on the next order (open)"), Tier::S);
    assert_eq!(credit, Credit::Generic);
    assert_eq!(findings[0].why, "“A discount on the next order” lacks an owner and a due date");
}

#[test]
fn each_criterion_needs_a_target_or_a_date() {
    assert_eq!(
        shaped("success_criteria", "Tickets per week: from 120 to 60 (customer-validated)", Tier::S).0,
        Credit::Specific
    );
    assert_eq!(
        shaped("success_criteria", "All branches live: (by 2027-02-28, sales-assumed)", Tier::S).0,
        Credit::Specific
    );
    let (credit, findings) = shaped("success_criteria", "Happy users: very happy", Tier::S);
    assert_eq!((credit, findings[0].why.as_str()), (Credit::Generic, "“Happy users” has no target and no date"));
}

#[test]
fn a_person_is_told_from_a_department() {
    for named in ["Jo Keller", "ask jo.keller@northwind.example", "Özlem Çelik, IT", "佐藤さん", "csm is Name of csm"]
    {
        assert_eq!(text("post_sale_owner", named).0, Credit::Specific, "{named}");
    }
    for group in ["The Finance Team", "their IT", "the customer will tell us", "Procurement Department"] {
        assert_eq!(text("post_sale_owner", group), (Credit::Generic, vec!["no_name".into()]), "{group}");
    }
}

#[test]
fn contract_terms_need_two_dates_a_term_and_the_billing() {
    assert_eq!(
        text("contract_terms", "Starts 2026-10-01, 12 months, renews 2027-10-01, billed annually").0,
        Credit::Specific
    );
    assert_eq!(text("contract_terms", "12 months, starts 1.10.2026").1, ["no_date", "no_billing"]);
}

#[test]
fn a_channel_and_a_cadence_are_found_in_other_languages() {
    assert_eq!(text("communication", "Jeden Dienstag ein Anruf mit Ana").0, Credit::Specific);
    assert_eq!(text("communication", "Réunion chaque lundi").0, Credit::Specific);
    assert_eq!(text("communication", "They like short answers").1, ["no_channel", "no_cadence"]);
}

#[test]
fn dates_are_counted_in_many_spellings() {
    let playbook = Playbook::embedded();
    let count = |text: &str| dates_in(playbook.words(), text);
    for one in [
        "2026-10-01",
        "1.10.2026",
        "10/1/26",
        "3 March",
        "March 3rd, 2027",
        "by the end of November",
        "Q4 2026",
        "15/11",
        "am 1.10.",
        "in 2027",
        "3. März 2027",
        "2026年10月1日",
        "KW45",
    ] {
        assert_eq!(count(one), 1, "{one}");
    }
    assert_eq!(count("from 2026-10-01 to 1 October 2028, then Q1"), 3);
    for none in ["version 3.5", "24/7", "may be", "20 users", "and/or", "1,200,000", ""] {
        assert_eq!(count(none), 0, "{none}");
    }
}

#[test]
fn hostile_texts_are_judged_without_harm() {
    let long = "a".repeat(1_000_000);
    assert_eq!(text("business_goals", &long).0, Credit::Generic);
    for odd in ["\u{202e}🦀\u{0}", "<script>alert(1)</script>", "\u{feff}", "٣ مارس", "𝕋𝔹𝔻"] {
        let (_, _) = text("risks", odd);
    }
    assert_eq!(text("risks", "𝕋𝔹𝔻").0, Credit::Empty, "dressed up letters are letters");
}
