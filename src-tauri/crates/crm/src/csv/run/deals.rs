//! Deals with their product lines, row by row.

use super::accounts::Accounts;
use super::batch::{ImportedDeal, LineOnDeal, RunContext};
use super::deal_outcome::Stages;
use super::names::{Spellings, look_up};
use super::output::Output;
use super::people::Roster;
use super::products::Products;
use super::row::RowView;
use super::seen::{Coming, SeenKeys};
use super::{deal_dates, deal_terms};
use crate::csv::attribute::Attribute;
use crate::csv::issue::IssueCode;
use crate::csv::number::{currency_of, named_currency};
use crate::csv::plan::{ColumnRef, FilePlan, ImportPlan, JoinKind};
use crate::csv::report::{ImportCounts, ImportReport};
use crate::csv::stages::StageMeaning;
use crate::csv::words::counted;
use chrono::NaiveDate;
use domain::ids::short_hash;
use domain::{Deal, DealId, ProductLine, ProductLineId, Role};

/// Everything that rows of deals refer to, and what they add up to.
pub struct Deals<'p> {
    plan: &'p ImportPlan,
    context: RunContext,
    roster: Roster,
    products: Products,
    accounts: Accounts,
    spellings: Spellings,
    stages: Stages,
    seen: SeenKeys,
    joined: Option<ColumnRef>,
    counts: ImportCounts,
    first_close: Option<NaiveDate>,
    last_close: Option<NaiveDate>,
    without_created: u32,
    keyless_files: Vec<String>,
}

impl<'p> Deals<'p> {
    /// Deals for `plan`, with what was read before them.
    pub fn new(
        plan: &'p ImportPlan,
        context: &RunContext,
        roster: Roster,
        products: Products,
        accounts: Accounts,
    ) -> Self {
        Self {
            plan,
            context: *context,
            roster,
            products,
            accounts,
            spellings: Spellings::of(plan),
            stages: Stages::of(plan),
            seen: SeenKeys::default(),
            joined: None,
            counts: ImportCounts::default(),
            first_close: None,
            last_close: None,
            without_created: 0,
            keyless_files: Vec::new(),
        }
    }

    /// Turns to the file at `place`.
    pub fn begin(&mut self, place: u32, file: &FilePlan) {
        let join = self.plan.joins.iter().find(|join| join.kind == JoinKind::Account && join.from.file == place);
        self.joined = join.map(|join| join.from);
        if file.column_of(Attribute::DealKey).is_none() {
            self.keyless_files.push(file.name.clone());
        }
    }

    /// Takes one row: a deal, or a further product of one.
    pub fn take(&mut self, row: &RowView<'_>, output: &mut Output) {
        let Some(key) = key_of(row, output) else { return };
        let product = row.cell(Attribute::DealProduct);
        let text = |attribute| row.cell(attribute).unwrap_or_default();
        let rest = [
            text(Attribute::DealName),
            text(Attribute::DealAccount),
            text(Attribute::DealStage),
            text(Attribute::DealClose),
        ];
        match self.seen.note(&key, row.format.place, row.line, &rest, product) {
            Coming::First => self.add_deal(DealId(key), row, output),
            Coming::FurtherProduct(number) => {
                let reason = "a further row of the same deal: its product was added to the deal";
                row.report(
                    output,
                    Some(Attribute::DealProduct),
                    IssueCode::FurtherProduct,
                    product.unwrap_or_default(),
                    reason,
                );
                self.add_line(&DealId(key), number, None, row, output);
            }
            Coming::Again { file, line } => {
                let first_file = self.plan.files.get(file as usize).map_or("", |file| file.name.as_str());
                let value = format!("{key} (first in line {line} of {first_file})");
                row.report(
                    output,
                    Some(Attribute::DealKey),
                    IssueCode::RepeatedKey,
                    &value,
                    "the key of the deal was used before: the first row counts",
                );
            }
        }
    }

    fn add_deal(&mut self, id: DealId, row: &RowView<'_>, output: &mut Output) {
        let mut deal = Deal::named(id, String::new());
        let meaning = self.stages.fill(&mut deal, row, output);
        deal_dates::fill(&mut deal, row, &self.context, output);
        let account = self.accounts.of_deal(row, self.joined, output);
        let owner = self.roster.owner(row, &self.spellings, output);
        deal.region =
            row.text(Attribute::DealRegion, output).or_else(|| owner.as_ref().and_then(|owner| owner.region.clone()));
        deal.owner_id = owner.map(|owner| owner.id);
        deal.csm_id = row.text(Attribute::DealCsm, output).map(|name| self.roster.add_named(&name, Role::Csm, output));
        deal.name = name_of(&deal.id, account.as_ref().map(|account| account.name.as_str()), row, output);
        deal.account_id = account.map(|account| account.id);
        self.fill_money(&mut deal, row, output);
        deal_terms::fill(&mut deal, row, output);
        self.count(&deal, meaning);
        let (id, amount) = (deal.id.clone(), deal.amount);
        output.batch.deals.push(ImportedDeal { file: row.file().to_owned(), line: row.line, deal });
        self.add_line(&id, 0, amount, row, output);
    }

    fn fill_money(&self, deal: &mut Deal, row: &RowView<'_>, output: &mut Output) {
        let attribute = Attribute::DealAmount;
        deal.amount = row.number(attribute, output);
        let cell = row.cell(attribute).unwrap_or_default();
        if deal.amount.is_some_and(|amount| amount < 0.0) {
            row.report(output, Some(attribute), IssueCode::NegativeAmount, cell, "the amount is negative");
        }
        if deal.is_won && cell.is_empty() && row.has(attribute) {
            row.report(output, Some(attribute), IssueCode::NoAmount, "", "the deal is won and has no amount");
        }
        let named = row.cell(Attribute::DealCurrency).and_then(named_currency);
        let signed = || currency_of(cell).map(str::to_owned);
        deal.currency =
            named.or_else(signed).or_else(|| self.plan.default_currency.clone()).filter(|_| deal.amount.is_some());
    }

    fn add_line(
        &mut self,
        deal: &DealId,
        number: u32,
        deal_amount: Option<f64>,
        row: &RowView<'_>,
        output: &mut Output,
    ) {
        let Some(word) = row.text(Attribute::DealProduct, output) else { return };
        let (name, family) = self.product(word, row, output);
        let id = if number == 0 { format!("line:{deal}") } else { format!("line:{deal}:{number}") };
        let amount = row.number(Attribute::DealLineAmount, output).or(deal_amount);
        let quantity = row.number(Attribute::DealQuantity, output);
        let line = ProductLine { id: ProductLineId(id), name, family, quantity, amount, recurring_months: None };
        self.counts.lines += 1;
        output.batch.lines.push(LineOnDeal { deal_id: deal.clone(), line });
    }

    fn product(&self, word: String, row: &RowView<'_>, output: &mut Output) -> (String, Option<String>) {
        let Some(file) = &self.products.joined_file else { return (word, None) };
        let missing =
            || (IssueCode::UnknownProduct, format!("`{word}` is not in {file}: kept as it is, without a family"));
        let lookup = look_up(&self.products.names, &self.spellings, Attribute::DealProduct, &word, missing);
        if let Some((code, reason)) = lookup.issue {
            row.report(output, Some(Attribute::DealProduct), code, &word, reason);
        }
        lookup.record.map_or((word.clone(), None), |product| (product.name.clone(), product.family.clone()))
    }

    fn count(&mut self, deal: &Deal, meaning: StageMeaning) {
        let counts = &mut self.counts;
        counts.deals += 1;
        counts.deals_without_account += u32::from(deal.account_id.is_none());
        self.without_created += u32::from(deal.created_at.is_none());
        match meaning {
            StageMeaning::Open => counts.open += 1,
            StageMeaning::Won => counts.won += 1,
            StageMeaning::Lost => counts.lost += 1,
        }
        if let Some(close) = deal.close_date.filter(|close| deal.is_closed && *close <= self.context.today) {
            self.first_close = Some(self.first_close.map_or(close, |first| first.min(close)));
            self.last_close = Some(self.last_close.map_or(close, |last| last.max(close)));
        }
    }

    /// Completes the report.
    pub fn finish(self, report: &mut ImportReport) {
        let (roster, idle) = self.roster.finish();
        let people = u32::try_from(roster.people.len()).unwrap_or(u32::MAX);
        report.counts = ImportCounts { accounts: self.accounts.count, people, ..self.counts };
        report.first_close = self.first_close;
        report.as_of = self.last_close;
        report.roster = roster;
        report.notes.extend(idle);
        if self.without_created > 0 {
            report.notes.push(format!(
                "{} without the date on which they were created",
                counted(self.without_created, "deal", "deals")
            ));
        }
        for file in &self.keyless_files {
            report.notes.push(format!(
                "{file} has no key column: a deal is recognised by its cells, so an edited row is a new deal"
            ));
        }
    }
}

/// The deal's key; made from all cells of the row where the file has no key column.
fn key_of(row: &RowView<'_>, output: &mut Output) -> Option<String> {
    if !row.has(Attribute::DealKey) {
        let cells: Vec<&str> = row.record.cells().map(str::trim).collect();
        return Some(format!("row:{}", short_hash(&cells)));
    }
    let key = row.text(Attribute::DealKey, output);
    if key.is_none() {
        row.report(
            output,
            Some(Attribute::DealKey),
            IssueCode::NoKey,
            row.record.get(0).unwrap_or_default(),
            "the row has no key",
        );
    }
    key
}

/// The deal's own name, or account and product, or what there is.
fn name_of(id: &DealId, account: Option<&str>, row: &RowView<'_>, output: &mut Output) -> String {
    if let Some(name) = row.text(Attribute::DealName, output) {
        return name;
    }
    match (account, row.cell(Attribute::DealProduct)) {
        (Some(account), Some(product)) => format!("{account}: {product}"),
        (Some(account), None) => account.to_owned(),
        (None, Some(product)) => format!("{product} ({id})"),
        (None, None) => id.to_string(),
    }
}
