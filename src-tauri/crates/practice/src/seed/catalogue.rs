//! What the practice company sells.

use super::dice::Dice;

/// A product: name, family, SKU, monthly price of a unit in US dollars (or the whole price of a one-off).
#[derive(Clone, Copy, Debug)]
pub struct Product {
    pub name: &'static str,
    pub family: &'static str,
    pub sku: &'static str,
    pub one_off: bool,
}

const fn recurring(name: &'static str, family: &'static str, sku: &'static str) -> Product {
    Product { name, family, sku, one_off: false }
}

const fn one_off(name: &'static str, family: &'static str, sku: &'static str) -> Product {
    Product { name, family, sku, one_off: true }
}

const CORE: [Product; 3] = [
    recurring("Fieldway Dispatch Team", "Platform", "FW-DSP-T"),
    recurring("Fieldway Dispatch Business", "Platform", "FW-DSP-B"),
    recurring("Fieldway Dispatch Enterprise", "Platform", "FW-DSP-E"),
];

const EXTRAS: [Product; 6] = [
    recurring("Fieldway Insights", "Analytics", "FW-INS"),
    recurring("Fieldway Autoplan", "Automation", "FW-APL"),
    recurring("Customer Portal", "Platform", "FW-POR"),
    recurring("Premium Support", "Support", "FW-SUP-P"),
    recurring("Parts & Van Stock", "Inventory", "FW-PVS"),
    recurring("ERP Connector", "Integration", "FW-ERP"),
];

const SERVICES: [Product; 3] = [
    one_off("Onboarding Package", "Services", "FW-ONB"),
    one_off("Data Migration", "Services", "FW-MIG"),
    one_off("On-site Training Day", "Services", "FW-TRN"),
];

/// A sold line: quantity, unit price over its whole term, and the total.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub product: Product,
    pub quantity: i64,
    pub price: i64,
}

impl Line {
    /// Quantity times price.
    pub fn total(&self) -> i64 {
        self.quantity * self.price
    }
}

/// The lines of a deal of about an annual value, in the deal's currency, for a term in months.
pub fn lines(dice: &mut Dice, annual: i64, term_months: i64) -> Vec<Line> {
    let size = usize::from(annual >= 25_000) + usize::from(annual >= 100_000);
    let extras = dice.below(size + 2);
    let core_share = if extras == 0 { 100 } else { 70 };
    let whole = annual * term_months / 12;
    let mut lines =
        vec![priced(CORE[size], whole * core_share / 100, 20 + 60 * i64::try_from(size).unwrap_or_default())];
    let mut options = EXTRAS;
    dice.shuffle(&mut options);
    for product in options.iter().take(extras) {
        let share = 30 / i64::try_from(extras).unwrap_or(1).max(1);
        lines.push(priced(*product, whole * share / 100, 10));
    }
    if dice.chance(0.2 + 0.2 * size as f64) {
        lines.push(priced(*dice.one_of(&SERVICES), annual / 12 + 1_200, 1));
    }
    lines
}

fn priced(product: Product, total: i64, quantity: i64) -> Line {
    Line { product, quantity, price: (total / quantity).max(1) }
}
