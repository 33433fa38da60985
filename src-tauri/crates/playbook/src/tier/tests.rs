use super::annual_value;
use crate::testing::{World, world};
use crate::{Tier, TierFlag};
use domain::ProductLine;

fn line(name: &str, family: &str, amount: f64, months: Option<u32>) -> ProductLine {
    ProductLine {
        id: name.into(),
        name: name.into(),
        family: Some(family.into()),
        quantity: Some(1.0),
        amount: Some(amount),
        recurring_months: months,
    }
}

fn tier_of(amount: f64) -> Tier {
    let mut world = world();
    world.deal().amount = Some(amount);
    world.assess().tier.tier
}

#[test]
fn the_thresholds_belong_to_the_higher_tier() {
    assert_eq!([24_999.99, 25_000.0, 99_999.99, 100_000.0].map(tier_of), [Tier::A, Tier::S, Tier::S, Tier::W]);
    assert_eq!(tier_of(-500.0), Tier::A);
}

#[test]
fn the_annual_value_is_recurring_total_over_term_in_the_playbooks_currency() {
    let mut world = world();
    world.deal().currency = Some("eur".into());
    world.deal().contract.term_months = Some(24);
    world.roster.exchange_rates.insert("EUR".into(), 1.08);
    world.context.lines = vec![line("Pro", "Platform", 120_000.0, Some(24)), line("Setup", "Platform", 9_000.0, None)];
    let tier = world.assess().tier;
    assert_eq!((tier.annual_value, tier.flags.len()), (Some(64_800.0), 0));
    assert_eq!(
        tier.steps,
        [
            "Recurring total 120,000 EUR over 24 months is 60,000 EUR a year",
            "60,000 EUR × 1.08 = 64,800 USD",
            "64,800 USD a year is from 25,000 to below 100,000: tier S (structured)",
        ]
    );
    assert_eq!(annual_value(&world.playbook, &world.roster, &world.context), Some(64_800.0));
}

#[test]
fn an_unknown_term_counts_as_twelve_months_and_is_flagged() {
    let mut world = world();
    world.deal().contract.term_months = None;
    let tier = world.assess().tier;
    assert_eq!(tier.annual_value, Some(50_000.0));
    assert!(tier.flags.contains(&TierFlag::UnknownTerm));
    assert!(tier.steps[0].contains("12 months are assumed"));
    world.context.lines = vec![line("Pro", "Platform", 90_000.0, Some(36))];
    assert_eq!(world.assess().tier.annual_value, Some(30_000.0), "the longest line tells the term");
}

#[test]
fn without_an_amount_or_a_rate_the_deal_is_structured_and_says_so() {
    let mut none = world();
    none.deal().amount = None;
    let tier = none.assess().tier;
    assert_eq!((tier.tier, tier.annual_value, tier.flags), (Tier::S, None, vec![TierFlag::MissingAmount]));
    assert_eq!(tier.steps, ["The deal has no amount: it counts as tier S (structured)"]);
    let mut odd = world();
    odd.deal().currency = Some("CHF".into());
    assert!(odd.assess().tier.flags.contains(&TierFlag::MissingRate));
    let mut broken = world();
    broken.deal().amount = Some(f64::NAN);
    assert_eq!(broken.assess().tier.tier, Tier::S);
}

#[test]
fn complexity_raises_by_one_and_never_lowers() {
    let raised = |change: fn(&mut World), amount: f64| {
        let mut world = world();
        world.deal().amount = Some(amount);
        change(&mut world);
        world.assess().tier.tier
    };
    let changes: [fn(&mut World); 4] = [
        |world| world.deal().regulated_data = true,
        |world| world.deal().integrations = Some("SAP".into()),
        |world| world.context.lines = vec![line("Workshop", "Services", 100.0, None)],
        |world| world.context.lines = ["A", "B", "C"].map(|family| line(family, family, 1.0, None)).to_vec(),
    ];
    for change in changes {
        assert_eq!([1_000.0, 50_000.0, 500_000.0].map(|amount| raised(change, amount)), [Tier::S, Tier::W, Tier::W]);
    }
    assert_eq!(raised(|world| world.deal().integrations = Some("None".into()), 1_000.0), Tier::A);
}

#[test]
fn two_kinds_of_complexity_raise_once_and_are_both_named() {
    let mut world = world();
    world.deal().amount = Some(1_000.0);
    world.deal().regulated_data = true;
    world.deal().integrations = Some("SAP".into());
    let tier = world.assess().tier;
    assert_eq!(tier.tier, Tier::S);
    assert_eq!(
        tier.steps[2],
        "Raised by one tier to tier S (structured): an integration is needed; regulated data is involved"
    );
}
