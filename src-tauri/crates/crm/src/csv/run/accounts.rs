//! Accounts: those of the account file, and those that only deals name.

use super::driver::Driver;
use super::names::{Names, Spellings, look_up};
use super::output::Output;
use super::people::Roster;
use super::row::RowView;
use crate::csv::attribute::{Attribute, FileRole};
use crate::csv::error::CsvError;
use crate::csv::issue::IssueCode;
use crate::csv::plan::{ColumnRef, ImportPlan, JoinKind, SegmentSizes};
use crate::csv::words::{loose, marker_key, norm};
use domain::{Account, AccountId, Role, Segment};
use std::collections::HashSet;

/// What deals need to know of an account.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: AccountId,
    pub name: String,
}

/// Every account that is known so far.
#[derive(Debug)]
pub struct Accounts {
    /// Under the cell to which deals are joined.
    names: Names<Known>,
    /// The account file's name, where deals are joined to one.
    joined_file: Option<String>,
    spellings: Spellings,
    markers: HashSet<String>,
    sent: HashSet<AccountId>,
    pub count: u32,
}

/// The id of an account without a key of its own.
fn account_id(name: &str) -> AccountId {
    AccountId(format!("name:{}", norm(name)))
}

/// Reads the account files and hands their accounts over.
pub fn read(plan: &ImportPlan, roster: &mut Roster, driver: &mut Driver<'_, '_>) -> Result<Accounts, CsvError> {
    let mut accounts = Accounts {
        names: Names::default(),
        joined_file: None,
        spellings: Spellings::of(plan),
        markers: plan.missing_markers.iter().map(|marker| marker_key(&marker.word)).collect(),
        sent: HashSet::new(),
        count: 0,
    };
    for (place, file) in plan.with_role(FileRole::Accounts) {
        let key_column = plan.joined_column(JoinKind::Account, place);
        if key_column.is_some() {
            accounts.joined_file = Some(file.name.clone());
            if file.column_of(Attribute::AccountKey).map(|column| column.index) == key_column {
                accounts.names.hold_keys();
            }
        }
        driver.each_row(place, file, &mut |row, output| {
            accounts.take(row, key_column, plan.segment_sizes, roster, output);
        })?;
    }
    Ok(accounts)
}

impl Accounts {
    fn take(
        &mut self,
        row: &RowView<'_>,
        key_column: Option<u32>,
        sizes: SegmentSizes,
        roster: &mut Roster,
        output: &mut Output,
    ) {
        let Some(name) = row.text(Attribute::AccountName, output) else {
            row.report(output, Some(Attribute::AccountName), IssueCode::NoName, "", "the row names no account");
            return;
        };
        let id = row.cell(Attribute::AccountKey).map_or_else(|| account_id(&name), AccountId::from);
        if !self.sent.insert(id.clone()) {
            row.report(
                output,
                Some(Attribute::AccountName),
                IssueCode::RepeatedKey,
                &name,
                "the account is in an earlier row",
            );
            return;
        }
        let key = key_column.and_then(|column| row.cell_at(column)).unwrap_or(&name);
        if !self.names.add(key, Known { id: id.clone(), name: name.clone() }) {
            let reason = "an earlier account has the same name: deals that give only the name go to that one";
            row.report(output, Some(Attribute::AccountName), IssueCode::AmbiguousName, &name, reason);
        }
        let account = Account {
            id,
            name,
            industry: self.word(row, Attribute::AccountIndustry, output),
            country: self.word(row, Attribute::AccountCountry, output),
            language: row.cell(Attribute::AccountLanguage).map(read_language),
            segment: read_segment(row, sizes, output),
            csm_id: row.text(Attribute::AccountCsm, output).map(|name| roster.add_named(&name, Role::Csm, output)),
            modified_at: None,
        };
        self.count += 1;
        output.batch.accounts.push(account);
    }

    /// A sector or country; a misspelling is reported, and corrected where the plan says so.
    fn word(&self, row: &RowView<'_>, attribute: Attribute, output: &mut Output) -> Option<String> {
        let word = row.text(attribute, output)?;
        let Some((means, apply)) = self.spellings.decision(attribute, &word) else { return Some(word) };
        let outcome = if apply { "corrected" } else { "kept as it is" };
        let code = if apply { IssueCode::Respelled } else { IssueCode::LikelyMisspelled };
        row.report(
            output,
            Some(attribute),
            code,
            &word,
            format!("`{word}` looks like a misspelling of `{means}`: {outcome}"),
        );
        Some(if apply { means.to_owned() } else { word })
    }

    /// The account of a deal; says what is odd about it. `joined` is the column by which the deals find accounts.
    pub fn of_deal(&mut self, row: &RowView<'_>, joined: Option<ColumnRef>, output: &mut Output) -> Option<Known> {
        let named = row.first_associated(Attribute::DealAccount, output);
        let keyed = row.first_associated(Attribute::DealAccountKey, output);
        let by_key = joined.is_some_and(|join| {
            row.format.file.column_of(Attribute::DealAccountKey).is_some_and(|column| column.index == join.column)
        });
        let attribute = if by_key || named.is_none() && keyed.is_some() {
            Attribute::DealAccountKey
        } else {
            Attribute::DealAccount
        };
        let value =
            if attribute == Attribute::DealAccountKey { keyed.or_else(|| named.clone()) } else { named.clone() };
        let Some(value) = value else {
            if row.has(Attribute::DealAccount) || row.has(Attribute::DealAccountKey) {
                row.report(
                    output,
                    Some(attribute),
                    IssueCode::MissingAccount,
                    "",
                    "no account is named: the deal arrives without one",
                );
            }
            return None;
        };
        if self.markers.contains(&marker_key(&value)) {
            let reason = format!("`{value}` stands for a missing account: the deal arrives without one");
            row.report(output, Some(attribute), IssueCode::MissingAccount, &value, reason);
            return None;
        }
        let known = self.joined_account(&value, attribute, row, joined, output);
        Some(known.unwrap_or_else(|| self.add_named(&value, named.as_deref().unwrap_or(&value), attribute, output)))
    }

    fn joined_account(
        &self,
        value: &str,
        attribute: Attribute,
        row: &RowView<'_>,
        joined: Option<ColumnRef>,
        output: &mut Output,
    ) -> Option<Known> {
        let file = self.joined_file.as_ref().filter(|_| joined.is_some())?;
        let missing = || {
            (IssueCode::UnknownAccount, format!("`{value}` is not in {file}: arrives as an account with a name only"))
        };
        let lookup = look_up(&self.names, &self.spellings, attribute, value, missing);
        if let Some((code, reason)) = lookup.issue {
            row.report(output, Some(attribute), code, value, reason);
        }
        lookup.record.cloned()
    }

    /// An account that only the deals know.
    fn add_named(&mut self, value: &str, name: &str, attribute: Attribute, output: &mut Output) -> Known {
        let id = if attribute == Attribute::DealAccountKey { AccountId::from(value) } else { account_id(name) };
        if self.sent.insert(id.clone()) {
            self.count += 1;
            output.batch.accounts.push(Account {
                id: id.clone(),
                name: name.to_owned(),
                industry: None,
                country: None,
                language: None,
                segment: None,
                csm_id: None,
                modified_at: None,
            });
        }
        Known { id, name: name.to_owned() }
    }
}

fn read_language(word: &str) -> String {
    const NAMES: [(&str, &str); 16] = [
        ("english", "en"),
        ("german", "de"),
        ("deutsch", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("polish", "pl"),
        ("swedish", "sv"),
        ("danish", "da"),
        ("norwegian", "no"),
        ("finnish", "fi"),
        ("japanese", "ja"),
        ("chinese", "zh"),
        ("korean", "ko"),
    ];
    let word = norm(word);
    let known = NAMES.iter().find(|(name, _)| word.starts_with(name)).map(|(_, code)| (*code).to_owned());
    known.unwrap_or_else(|| word.chars().take(2).collect())
}

fn read_segment(row: &RowView<'_>, sizes: SegmentSizes, output: &mut Output) -> Option<Segment> {
    if let Some(word) = row.cell(Attribute::AccountSegment) {
        let segment = segment_named(&loose(word));
        if segment.is_none() {
            row.report(
                output,
                Some(Attribute::AccountSegment),
                IssueCode::UnknownWord,
                word,
                format!("`{word}` is no known segment: left empty"),
            );
        }
        return segment;
    }
    let employees = row.count(Attribute::AccountEmployees, output)?;
    Some(match employees {
        _ if employees >= sizes.enterprise_from => Segment::Enterprise,
        _ if employees >= sizes.mid_market_from => Segment::MidMarket,
        _ => Segment::Smb,
    })
}

fn segment_named(word: &str) -> Option<Segment> {
    match word {
        "enterprise" | "ent" | "large" | "strategic" | "keyaccount" => Some(Segment::Enterprise),
        "midmarket" | "mid" | "mm" | "medium" | "commercial" | "corporate" => Some(Segment::MidMarket),
        "smb" | "small" | "smallbusiness" | "sme" | "startup" | "selfserve" => Some(Segment::Smb),
        _ => None,
    }
}
