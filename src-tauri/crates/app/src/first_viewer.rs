//! Through whose eyes a new workspace is seen first.

use crate::error::AppError;
use domain::{PersonId, Role};
use playbook::Roster;
use store::Store;

/// The rep with most work, or anyone.
pub async fn first_viewer(store: &Store, roster: &Roster) -> Result<PersonId, AppError> {
    let waiting = store.waiting_counts().await?;
    let busiest = roster.with_role(Role::Rep).max_by_key(|person| waiting.get(&person.id).copied().unwrap_or(0));
    let anyone = busiest.or_else(|| roster.people.first());
    Ok(anyone.map_or_else(|| PersonId::from("nobody"), |person| person.id.clone()))
}
