//! One field: a register for the whole, and one for each row of a list.

use super::items;
use super::list::{ListItem, join, shell, split};
use crate::field_entry::FieldEntry;
use crate::field_value::FieldValue;
use crate::provenance::Provenance;
use crate::register::{Dot, Register, Seen, Version, text};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Every write of a field that still counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldState {
    /// What this copy has seen, of the whole and of its rows.
    seen: Seen,
    /// The field itself; of a list only that it is one.
    whole: Register<FieldEntry>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rows: BTreeMap<String, Register<Row>>,
}

/// What the author of a write knew of the field.
#[derive(Debug, Clone, PartialEq)]
pub enum Knew {
    /// All that this copy has.
    Everything,
    /// What the screen showed when the writing began: what came meanwhile stays beside it.
    Shown(FieldValue),
    /// The texts of a conflict, and this is the decision: it replaces what had been seen when they were shown.
    Conflicts(Seen),
}

/// Rows with their ids.
type Rows = Vec<(String, ListItem)>;

/// One row as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Row {
    /// `None` where the row was removed.
    item: Option<ListItem>,
    /// Rows are shown in this order, then by id.
    place: f64,
    provenance: Provenance,
    at: DateTime<Utc>,
}

/// Texts that were written at once, of a field or of one row of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The row's id; `None` for the field as a whole.
    pub row: Option<String>,
    /// In the order in which they were written; a removed row is an empty list. At least two, all different.
    pub alternatives: Vec<FieldEntry>,
}

impl FieldState {
    pub(super) fn seen(&self) -> &Seen {
        &self.seen
    }

    pub(super) fn note_seen(&mut self, dot: &Dot) {
        self.seen.add(dot);
    }

    pub(super) fn write(&mut self, entry: &FieldEntry, knew: &Knew, dot: &Dot) {
        let before = match knew {
            Knew::Shown(value) => Some(value.clone()),
            Knew::Everything | Knew::Conflicts(_) => self.resolve().map(|entry| entry.value),
        };
        let whole = FieldEntry { value: shell(&entry.value), ..entry.clone() };
        let shown = before.as_ref().map(shell);
        self.whole.write(dot, whole, |version| match knew {
            Knew::Everything => true,
            Knew::Shown(_) => Some(shell(&version.what.value)) == shown,
            Knew::Conflicts(seen) => seen.has(&version.dot),
        });
        self.write_rows(entry, before.as_ref(), knew, dot);
        self.seen.add(dot);
    }

    pub(super) fn write_beside(&mut self, row: Option<&str>, entry: &FieldEntry, dot: &Dot) {
        if let Some(id) = row {
            let register = self.rows.entry(id.to_owned()).or_default();
            let item = split(&entry.value).into_iter().next().map(|(_, item)| item);
            let place = winner(register).map_or(0.0, |row| row.place);
            if !register.versions.iter().any(|version| version.what.item == item) {
                let row = Row { item, place, provenance: entry.provenance.clone(), at: entry.at };
                register.write(dot, row, |_| false);
            }
        } else {
            let whole = FieldEntry { value: shell(&entry.value), ..entry.clone() };
            if !self.whole.versions.iter().any(|version| version.what.value == whole.value) {
                self.whole.write(dot, whole, |_| false);
            }
        }
        self.seen.add(dot);
    }

    /// Writes the rows that differ from those before. A decision also writes rows of which more than one thing was said.
    fn write_rows(&mut self, entry: &FieldEntry, before: Option<&FieldValue>, knew: &Knew, dot: &Dot) {
        let (items, before) = self.rows_of(&entry.value, before, dot);
        let before: BTreeMap<String, ListItem> = before.into_iter().collect();
        let row = |item, place| Row { item, place, provenance: entry.provenance.clone(), at: entry.at };
        let saw = |id: &str, version: &Version<Row>| match knew {
            Knew::Everything => true,
            Knew::Shown(_) => version.what.item.as_ref() == before.get(id),
            Knew::Conflicts(seen) => seen.has(&version.dot),
        };
        for (id, place) in self.gone(&items, &before, knew) {
            let register = self.rows.entry(id.clone()).or_default();
            register.write(dot, row(None, place), |version| saw(&id, version));
        }
        let mut last = 0.0;
        for (position, (id, item)) in items.iter().enumerate() {
            let known = self.rows.get(id);
            let kept = known.and_then(winner).map(|row| row.place).filter(|place| *place > last);
            let torn = matches!(knew, Knew::Conflicts(_)) && known.is_some_and(|register| register.versions.len() > 1);
            let place = kept.unwrap_or_else(|| self.place_after(last, &items[position + 1..]));
            last = place;
            if before.get(id) != Some(item) || kept.is_none() || torn {
                let register = self.rows.entry(id.clone()).or_default();
                register.write(dot, row(Some(item.clone()), place), |version| saw(id, version));
            }
        }
    }

    /// The rows of a value, and those of the value before it.
    fn rows_of(&self, value: &FieldValue, before: Option<&FieldValue>, dot: &Dot) -> (Rows, Rows) {
        let FieldValue::Items(texts) = value else {
            return (split(value), before.map(split).unwrap_or_default());
        };
        let shown: &[String] = if let Some(FieldValue::Items(shown)) = before { shown } else { &[] };
        let shown = items::placed(shown, &[], |text| self.row_with(text), dot);
        let wanted = items::placed(texts, &shown, |text| self.row_with(text), dot);
        (items::as_rows(wanted), items::as_rows(shown))
    }

    /// The row in which a text stands, alone or beside another; one that shows it first.
    fn row_with(&self, text: &str) -> Option<String> {
        let says = |row: &Row| row.item.as_ref().and_then(items::text_of).is_some_and(|said| said == text);
        let shows = self.rows.iter().find(|(_, register)| winner(register).is_some_and(says));
        let has = || self.rows.iter().find(|(_, register)| register.versions.iter().any(|version| says(&version.what)));
        shows.or_else(has).map(|(id, _)| id.clone())
    }

    /// Rows that were there before and are not wanted any more, with their places.
    fn gone(
        &self,
        items: &[(String, ListItem)],
        before: &BTreeMap<String, ListItem>,
        knew: &Knew,
    ) -> Vec<(String, f64)> {
        let wanted: BTreeSet<&str> = items.iter().map(|(id, _)| id.as_str()).collect();
        let gone = self.rows.iter().filter(|(id, register)| {
            let came_since =
                matches!(knew, Knew::Conflicts(seen) if !register.versions.iter().any(|row| seen.has(&row.dot)));
            !wanted.contains(id.as_str()) && !came_since && before.contains_key(*id)
        });
        gone.map(|(id, register)| (id.clone(), winner(register).map_or(0.0, |row| row.place))).collect()
    }

    /// Between a place and the next one that a later row keeps.
    fn place_after(&self, before: f64, later: &[(String, ListItem)]) -> f64 {
        let places = later.iter().filter_map(|(id, _)| Some(winner(self.rows.get(id)?)?.place));
        let next = places.filter(|place| *place > before).fold(f64::INFINITY, f64::min);
        if next.is_finite() { f64::midpoint(before, next) } else { before + 1.0 }
    }

    pub(super) fn merge(&self, other: &Self) -> Self {
        let row = |state: &Self, id: &String| state.rows.get(id).cloned().unwrap_or_default();
        let ids: BTreeSet<&String> = self.rows.keys().chain(other.rows.keys()).collect();
        let rows =
            ids.into_iter().map(|id| (id.clone(), row(self, id).merge(&self.seen, &row(other, id), &other.seen)));
        let rows = rows.filter(|(_, register)| !register.versions.is_empty()).collect();
        let whole = self.whole.merge(&self.seen, &other.whole, &other.seen);
        let mut seen = self.seen.clone();
        seen.join(&other.seen);
        Self { seen, whole, rows }
    }

    /// What is shown: the latest of what stands. Rows win over an explicit "none" that did not know of them.
    pub(super) fn resolve(&self) -> Option<FieldEntry> {
        let whole = winner(&self.whole)?;
        let live = self.live();
        let list = self.whole.versions.iter().map(|version| &version.what.value).find(|value| is_list(value));
        let Some(list) = list.filter(|_| !live.is_empty() && !matches!(&whole.value, FieldValue::Text(_))) else {
            return Some(whole.clone());
        };
        let last = live.iter().max_by_key(|row| row.at).filter(|row| row.at > whole.at || !is_list(&whole.value));
        let (provenance, at) =
            last.map_or_else(|| (whole.provenance.clone(), whole.at), |row| (row.provenance.clone(), row.at));
        let value = join(list, live.iter().filter_map(|row| row.item.clone()));
        Some(FieldEntry { value, provenance, at })
    }

    /// Rows that are there, in their order.
    fn live(&self) -> Vec<&Row> {
        let rows = self.rows.iter().filter_map(|(id, register)| Some((id, winner(register)?)));
        let mut rows: Vec<_> = rows.filter(|(_, row)| row.item.is_some()).collect();
        rows.sort_by(|(id, row), (other, than)| row.place.total_cmp(&than.place).then_with(|| id.cmp(other)));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let torn = self.whole.versions.len() > 1 || self.rows.values().any(|register| register.versions.len() > 1);
        if !torn {
            return Vec::new();
        }
        let shown = self.resolve();
        let whole = self.whole.versions.iter().map(|version| match &shown {
            Some(shown) if is_list(&version.what.value) && is_list(&shown.value) => {
                FieldEntry { value: shown.value.clone(), ..version.what.clone() }
            }
            _ => version.what.clone(),
        });
        let rows = self.rows.iter().map(|(id, register)| {
            let shape = shown.as_ref().map_or(FieldValue::Items(Vec::new()), |shown| shell(&shown.value));
            let entry = |row: &Row| FieldEntry {
                value: join(&shape, row.item.clone().into_iter()),
                provenance: row.provenance.clone(),
                at: row.at,
            };
            (Some(id.clone()), register.versions.iter().map(|version| entry(&version.what)).collect())
        });
        let all = std::iter::once((None, whole.collect())).chain(rows);
        all.filter_map(|(row, versions)| different(versions).map(|alternatives| Conflict { row, alternatives }))
            .collect()
    }
}

/// `None` where all say the same.
fn different(mut entries: Vec<FieldEntry>) -> Option<Vec<FieldEntry>> {
    entries.sort_by_cached_key(|entry| (entry.at, text(entry)));
    let mut seen: Vec<FieldValue> = Vec::new();
    entries.retain(|entry| {
        let new = !seen.contains(&entry.value);
        seen.push(entry.value.clone());
        new
    });
    (entries.len() > 1).then_some(entries)
}

/// What has a time, so that the latest can be shown.
trait Dated {
    fn order(&self) -> (bool, DateTime<Utc>);
}

impl Dated for FieldEntry {
    fn order(&self) -> (bool, DateTime<Utc>) {
        (true, self.at)
    }
}

impl Dated for Row {
    /// An edit is shown rather than a removal that did not know of it.
    fn order(&self) -> (bool, DateTime<Utc>) {
        (self.item.is_some(), self.at)
    }
}

fn winner<T: Dated + Serialize>(register: &Register<T>) -> Option<&T> {
    let versions = register.versions.iter();
    let latest = versions.max_by(|one, other| {
        let order = one.what.order().cmp(&other.what.order());
        order.then_with(|| text(&one.what).cmp(&text(&other.what)))
    });
    latest.map(|version| &version.what)
}

fn is_list(value: &FieldValue) -> bool {
    !matches!(value, FieldValue::Text(_) | FieldValue::ExplicitNone)
}
