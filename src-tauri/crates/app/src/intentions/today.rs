//! What waits for the viewer, by deadline, and what changed since they last looked.

use crate::application::Application;
use crate::error::AppError;
use crate::settings;
use crate::view::row;
use crate::wire::overview::{NewsLine, Nothing, Today, TodayAction, TodayLine};
use crate::workspace::Workspace;
use chrono::{DateTime, Utc};
use domain::{HandoffState, Role};
use store::{HandoffSummary, ListQuery, Scope};

/// Lines of Today at most.
const LINES: u32 = 100;
/// News that are shown.
const NEWS: u32 = 20;

/// Today, and remembers that the viewer looked.
pub async fn today(application: &Application, workspace: &str, _: Nothing) -> Result<Today, AppError> {
    let workspace = application.workspace(workspace)?;
    let name = settings::last_looked(&workspace.viewer());
    let since: Option<DateTime<Utc>> = workspace.store.setting(&name).await?;
    let waiting = waiting(&workspace).await?;
    let news = news(&workspace).await?;
    workspace.store.set_setting(&name, &workspace.now()).await?;
    Ok(Today { waiting, news, since })
}

/// Everything in which it is the viewer's turn.
pub(super) async fn waiting(workspace: &Workspace) -> Result<Vec<TodayLine>, AppError> {
    let query = ListQuery { scope: Scope::WaitsFor(workspace.viewer()), limit: LINES, ..ListQuery::default() };
    let page = workspace.store.list(&query).await?;
    Ok(page.rows.into_iter().map(|summary| line(workspace, summary)).collect())
}

fn line(workspace: &Workspace, summary: HandoffSummary) -> TodayLine {
    let (sentence, action) = words(workspace, &summary);
    let row = row::row(workspace, summary);
    TodayLine {
        handoff: row.id,
        account: row.account,
        deal: row.deal,
        sentence,
        action,
        deadline_at: row.deadline_at,
        started_at: row.started_at,
        state: row.state,
    }
}

fn words(workspace: &Workspace, summary: &HandoffSummary) -> (String, TodayAction) {
    let viewer = workspace.viewer();
    let missing = match (&summary.missing_first, summary.missing_count) {
        (Some(label), 1) => format!(": {label} is missing"),
        (Some(label), more) => format!(": {label} and {} more are missing", more - 1),
        (None, _) => String::new(),
    };
    let mine = summary.owner_id.as_ref() == Some(&viewer);
    let decides = !mine && summary.csm_id.as_ref() != Some(&viewer);
    if !summary.conflicts.is_empty() {
        let fields = summary.conflicts.join(", ");
        return (format!("Two people wrote at once: {fields}"), TodayAction::Decide);
    }
    match summary.state {
        _ if decides => (decision(workspace, summary), TodayAction::Decide),
        HandoffState::Upcoming => (format!("Closes soon{missing}"), TodayAction::WriteHandoff),
        HandoffState::Due if mine => (format!("Handoff not submitted{missing}"), TodayAction::WriteHandoff),
        HandoffState::Returned if mine => {
            ("Returned by the CSM: answer and submit again".to_owned(), TodayAction::FixReturned)
        }
        HandoffState::Submitted => ("Waits for your review".to_owned(), TodayAction::ReviewHandoff),
        HandoffState::Accepted if mine => ("A gap is yours to fill".to_owned(), TodayAction::FillGap),
        HandoffState::Due | HandoffState::Returned | HandoffState::Accepted if summary.first_touch_at.is_none() => {
            ("Make the first touch".to_owned(), TodayAction::MakeFirstTouch)
        }
        _ => ("Plan the kickoff and fill what is open".to_owned(), TodayAction::FillGap),
    }
}

fn decision(workspace: &Workspace, summary: &HandoffSummary) -> String {
    let who = match workspace.viewer_role() {
        Role::SalesManager | Role::VpSales => &summary.owner_name,
        _ => &summary.csm_name,
    };
    if who.is_empty() { "Nobody owns this step: name someone".to_owned() } else { format!("Late with {who}: step in") }
}

async fn news(workspace: &Workspace) -> Result<Vec<NewsLine>, AppError> {
    let alarms = workspace.store.alarms(&workspace.viewer(), NEWS, None).await?;
    let line = |alarm: store::Alarm| {
        let handoff = alarm.handoff_id?;
        Some(NewsLine { handoff, account: alarm.title, sentence: alarm.body, at: alarm.at })
    };
    Ok(alarms.into_iter().filter_map(line).collect())
}
