//! Lists and search.

use crate::application::Application;
use crate::error::AppError;
use crate::view::row;
use crate::wire::list::{HandoffPage, ListHandoffs, Scope, Sort};
use crate::wire::overview::{Search, SearchHit};
use crate::workspace::Workspace;
use store::{ListQuery, Order};

/// Rows of one page at most.
const LONGEST_PAGE: u32 = 200;
/// Hits of one search.
const HITS: u32 = 12;

/// A page of a list.
pub async fn list_handoffs(
    application: &Application,
    workspace: &str,
    ask: ListHandoffs,
) -> Result<HandoffPage, AppError> {
    let workspace = application.workspace(workspace)?;
    let query = query(&workspace, &ask).await?;
    let page = workspace.store.list(&query).await?;
    let rows = page.rows.into_iter().map(|summary| row::row(&workspace, summary)).collect();
    Ok(HandoffPage { total: page.total, offset: ask.offset, rows })
}

async fn query(workspace: &Workspace, ask: &ListHandoffs) -> Result<ListQuery, AppError> {
    let deals = match &ask.behind {
        Some(behind) => Some(super::metrics::deals_behind(workspace, behind).await?),
        None => None,
    };
    Ok(ListQuery {
        scope: if ask.behind.is_some() { store::Scope::All } else { scope(workspace, ask.scope) },
        states: ask.states.clone(),
        tiers: ask.tiers.iter().map(|tier| tier.as_str().to_owned()).collect(),
        bands: ask.bands.iter().map(|band| crate::judge::band_key(*band).to_owned()).collect(),
        text: ask.text.clone(),
        overdue_at: ask.late.then(|| workspace.now()),
        deals,
        sort: sort(ask.sort),
        order: if ask.descending { Order::Descending } else { Order::Ascending },
        offset: ask.offset,
        limit: ask.limit.clamp(1, LONGEST_PAGE),
        ..ListQuery::default()
    })
}

/// The viewer's part of a scope. Without a team, the team's handoffs are everybody's.
pub(super) fn scope(workspace: &Workspace, scope: Scope) -> store::Scope {
    let viewer = workspace.viewer();
    match scope {
        Scope::Mine => store::Scope::Owner(viewer),
        Scope::Intake => store::Scope::Csm(viewer),
        Scope::All => store::Scope::All,
        Scope::Team => match workspace.process().roster.person(&viewer).map(|person| person.team.clone()) {
            Some(team) if !team.is_empty() => store::Scope::Team(team),
            _ => store::Scope::All,
        },
    }
}

fn sort(sort: Sort) -> store::Sort {
    match sort {
        Sort::Urgency => store::Sort::Urgency,
        Sort::Close => store::Sort::Close,
        Sort::Value => store::Sort::Value,
        Sort::Account => store::Sort::Account,
        Sort::Completeness => store::Sort::Completeness,
        Sort::Quality => store::Sort::Quality,
    }
}

/// Deals by the names of deal, account or contact.
pub async fn search(application: &Application, workspace: &str, ask: Search) -> Result<Vec<SearchHit>, AppError> {
    let workspace = application.workspace(workspace)?;
    let process = workspace.process();
    let hits = workspace.store.search(&ask.text, HITS).await?;
    let hit = |found: store::SearchHit| {
        let handoff = found.handoff_id.clone();
        SearchHit {
            handoff: handoff.unwrap_or_else(|| domain::HandoffId::of(&workspace.organisation, &found.deal_id)),
            account: if found.account.is_empty() { found.deal.clone() } else { found.account },
            owner: found.owner_id.as_ref().map(|id| process.roster.name_of(id).to_owned()),
            why: found
                .state
                .is_none()
                .then(|| "not a handoff: open and far from close, lost, or closed before the start".to_owned()),
            deal: found.deal,
            state: found.state,
        }
    };
    Ok(hits.into_iter().map(hit).collect())
}
