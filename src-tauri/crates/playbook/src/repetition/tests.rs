use super::EarlierTexts;

const TEXT: &str = "They want to cut the time to answer a support ticket from nine hours to four by the end of March.";

fn earlier() -> EarlierTexts {
    let mut texts = EarlierTexts::default();
    texts.add("business_goals".into(), "Bolt renewal", TEXT);
    texts
}

#[test]
fn a_text_that_was_pasted_again_names_the_deal_it_came_from() {
    let again = TEXT.replace("nine hours", "ten hours").to_uppercase();
    assert_eq!(earlier().repeated_from(&"business_goals".into(), &again), Some("Bolt renewal"));
}

#[test]
fn another_field_another_text_or_a_short_text_is_no_repetition() {
    let texts = earlier();
    assert_eq!(texts.repeated_from(&"risks".into(), TEXT), None);
    let other =
        "The procurement lead left in August and nobody has taken over the rollout in the two northern plants yet.";
    assert_eq!(texts.repeated_from(&"business_goals".into(), other), None);
    let mut short = EarlierTexts::default();
    short.add("risks".into(), "Bolt", "Budget freeze until May");
    assert_eq!(short.repeated_from(&"risks".into(), "Budget freeze until May"), None);
}

#[test]
fn only_the_last_twenty_count() {
    let mut texts = EarlierTexts::default();
    for n in 0..20 {
        texts.add(
            "risks".into(),
            "other",
            &format!("{n} is a text that is long enough to be compared with others, and differs in {n}"),
        );
    }
    texts.add("risks".into(), "too old", TEXT);
    assert_eq!(texts.repeated_from(&"risks".into(), TEXT), None);
}
