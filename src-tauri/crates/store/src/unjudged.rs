//! Deals that changed and that wait to be judged, so that a process that ends in between forgets none.

use crate::commit::Commit;
use crate::database::Database;
use crate::fault::{Fault, encode};
use crate::{Store, StoreError};
use domain::DealId;
use sqlx::SqliteConnection;

/// The mark on one deal. A later change of the deal makes a mark of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unjudged {
    pub deal: DealId,
    turn: i64,
}

impl Store {
    /// Marks a deal of which the record is about to change; a page of a pull marks its deals by itself. `None` where it
    /// was marked before: that mark is renewed, and left to whoever owes the judgement.
    pub async fn mark_unjudged(&self, deal: &DealId) -> Result<Option<Unjudged>, StoreError> {
        let cache = &self.inner.cache;
        cache.judge(mark(cache, deal).await)
    }

    /// All marks, oldest first.
    pub async fn unjudged(&self) -> Result<Vec<Unjudged>, StoreError> {
        self.marks(sqlx::query_as("SELECT deal_id, turn FROM unjudged ORDER BY turn")).await
    }

    /// The marks on some deals.
    pub async fn unjudged_among(&self, deals: &[DealId]) -> Result<Vec<Unjudged>, StoreError> {
        const QUERY: &str =
            "SELECT deal_id, turn FROM unjudged WHERE deal_id IN (SELECT value FROM json_each(?1)) ORDER BY turn";
        let list = self.inner.cache.judge(encode("list of deals", deals))?;
        self.marks(sqlx::query_as(QUERY).bind(list)).await
    }

    async fn marks(&self, query: MarkQuery<'_>) -> Result<Vec<Unjudged>, StoreError> {
        let rows = query.fetch_all(self.inner.cache.readers()).await;
        let rows = self.inner.cache.judge(rows.map_err(Fault::from))?;
        Ok(rows.into_iter().map(|(deal, turn)| Unjudged { deal: deal.into(), turn }).collect())
    }

    /// Takes marks off, once all that follows from the judgement is written. One that was renewed meanwhile stays.
    pub async fn take_marks_off(&self, judged: &[Unjudged]) -> Result<(), StoreError> {
        if judged.is_empty() {
            return Ok(());
        }
        let cache = &self.inner.cache;
        cache.judge(remove_marks(cache, judged).await)
    }
}

type MarkQuery<'a> = sqlx::query::QueryAs<'a, sqlx::Sqlite, (String, i64), sqlx::sqlite::SqliteArguments>;

async fn mark(cache: &Database, deal: &DealId) -> Result<Option<Unjudged>, Fault> {
    let mut tx = cache.begin().await?;
    let turn = "SELECT turn FROM unjudged WHERE deal_id = ?1";
    let before: Option<i64> = sqlx::query_scalar(turn).bind(deal.as_str()).fetch_optional(&mut *tx).await?;
    write_marks(&mut tx, &encode("list of deals", &[deal])?).await?;
    let turn: i64 = sqlx::query_scalar(turn).bind(deal.as_str()).fetch_one(&mut *tx).await?;
    tx.commit(Commit::Unjudged).await?;
    Ok(before.is_none().then(|| Unjudged { deal: deal.clone(), turn }))
}

/// Marks a list of deals, as JSON, or renews their marks.
pub(crate) async fn write_marks(tx: &mut SqliteConnection, deals: &str) -> Result<(), Fault> {
    sqlx::query("INSERT OR REPLACE INTO unjudged (deal_id) SELECT value FROM json_each(?1)")
        .bind(deals)
        .execute(tx)
        .await?;
    Ok(())
}

async fn remove_marks(cache: &Database, judged: &[Unjudged]) -> Result<(), Fault> {
    let turns: Vec<i64> = judged.iter().map(|mark| mark.turn).collect();
    let mut tx = cache.begin().await?;
    sqlx::query("DELETE FROM unjudged WHERE turn IN (SELECT value FROM json_each(?1))")
        .bind(encode("list of marks", &turns)?)
        .execute(&mut *tx)
        .await?;
    tx.commit(Commit::Judged).await
}
