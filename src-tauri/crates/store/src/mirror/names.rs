//! The names that a search looks in, and the words of a question to it.

use crate::fault::Fault;
use sqlx::SqliteConnection;
use std::collections::BTreeSet;

/// Longer questions say nothing more.
const WORDS: usize = 8;
const LETTERS: usize = 40;

/// Any text as a question to a full-text index: each word, quoted, begins a word of the answer. `None` where the text
/// has no letters or digits. Only letters and digits pass, so that nothing in the text can act as an operator.
pub(crate) fn question(text: &str) -> Option<String> {
    let head: String = text.chars().take(WORDS * LETTERS * 4).collect();
    let words: Vec<String> = head
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(|word| format!("\"{}\"*", word.chars().take(LETTERS).collect::<String>()))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Brings the index up to date with the names of these deals, their accounts and contacts.
pub(super) async fn refresh(tx: &mut SqliteConnection, deals: &BTreeSet<String>) -> Result<(), Fault> {
    if deals.is_empty() {
        return Ok(());
    }
    let list = serde_json::to_string(deals).unwrap_or_default();
    sqlx::query(
        "DELETE FROM deal_names WHERE rowid IN (SELECT id FROM deal WHERE crm_id IN (SELECT value FROM json_each(?1)))",
    )
    .bind(&list)
    .execute(&mut *tx)
    .await?;
    sqlx::query(INSERT).bind(&list).execute(&mut *tx).await?;
    Ok(())
}

const INSERT: &str = "
    INSERT INTO deal_names (rowid, deal, account, contacts)
    SELECT deal.id, substr(deal.name, 1, 200), coalesce(substr(account.name, 1, 200), ''),
        coalesce((SELECT group_concat(substr(contact.name, 1, 80), ' ') FROM deal_contact
            JOIN contact ON contact.crm_id = deal_contact.contact_id WHERE deal_contact.deal_id = deal.crm_id), '')
    FROM json_each(?1) AS wanted CROSS JOIN deal ON deal.crm_id = wanted.value LEFT JOIN account ON account.crm_id = deal.account_id
    WHERE deal.archived = 0";
