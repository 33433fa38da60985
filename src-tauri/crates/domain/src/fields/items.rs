//! Which row a plain item is.
//!
//! A plain item shows no id, so its row is found by what was said: an item that stood there before keeps its row, and one
//! that came in the place of another is that one, edited. So two people who edit one item at once meet in one row, as they
//! do in a list whose rows have ids.

use super::list::ListItem;
use crate::ids::short_hash;
use crate::register::Dot;
use std::collections::BTreeSet;

/// A text and the row that it stands in.
pub(super) type Placed = (String, String);

/// The rows of new texts. `before` are those that their author saw; `others` finds a row in which a text stands, too.
pub(super) fn placed(
    texts: &[String],
    before: &[Placed],
    others: impl Fn(&str) -> Option<String>,
    dot: &Dot,
) -> Vec<Placed> {
    let mut ids: Vec<Option<String>> = vec![None; texts.len()];
    let mut claimed: BTreeSet<String> = BTreeSet::new();
    for (text, id) in texts.iter().zip(&mut ids) {
        let same = before.iter().find(|(known, row)| known == text && !claimed.contains(row));
        *id = same.map(|(_, row)| row.clone()).or_else(|| others(text).filter(|row| !claimed.contains(row)));
        claimed.extend(id.clone());
    }
    edited(&mut ids, before, &mut claimed);
    let new = |text: &String, claimed: &mut BTreeSet<String>| {
        let id = item_id(text);
        let id = if claimed.contains(&id) { format!("{id}:{}:{}", dot.replica, dot.counter) } else { id };
        claimed.insert(id.clone());
        id
    };
    texts.iter().zip(ids).map(|(text, id)| (text.clone(), id.unwrap_or_else(|| new(text, &mut claimed)))).collect()
}

/// Between two items that stayed, what is new takes the rows of what is gone, in order.
fn edited(ids: &mut [Option<String>], before: &[Placed], claimed: &mut BTreeSet<String>) {
    let mut from = 0;
    let mut at = 0;
    while at < ids.len() {
        if let Some(id) = &ids[at] {
            from = before.iter().position(|(_, row)| row == id).map_or(from, |found| found + 1);
            at += 1;
            continue;
        }
        let end = (at..ids.len()).find(|later| ids[*later].is_some()).unwrap_or(ids.len());
        let stays = ids.get(end).cloned().flatten();
        let until = stays.and_then(|id| before.iter().position(|(_, row)| *row == id)).unwrap_or(before.len());
        let gone = before.get(from..until).unwrap_or_default().iter().filter(|(_, row)| !claimed.contains(row));
        let gone: Vec<String> = gone.map(|(_, row)| row.clone()).collect();
        for (id, row) in ids[at..end].iter_mut().zip(gone) {
            claimed.insert(row.clone());
            *id = Some(row);
        }
        at = end;
    }
}

/// The row of a text that nobody wrote before: two people who add the same one add one row.
pub(super) fn item_id(text: &str) -> String {
    format!("text:{}", &short_hash(&[text.trim()])[..12])
}

/// The text of a plain item.
pub(super) fn text_of(item: &ListItem) -> Option<&String> {
    match item {
        ListItem::Item(text) => Some(text),
        _ => None,
    }
}

pub(super) fn as_rows(placed: Vec<Placed>) -> Vec<(String, ListItem)> {
    placed.into_iter().map(|(text, row)| (row, ListItem::Item(text))).collect()
}
