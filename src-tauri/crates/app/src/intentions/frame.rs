//! The frame around the screens: workspace, person, counts, dialogues.

use crate::application::{Application, SignInWay};
use crate::error::AppError;
use crate::wire::overview::{
    Clock, Counts, CrmLine, Nothing, Overview, PersonLine, SwitchWorkspace, ViewAs, Viewer, WorkspaceKind,
    WorkspaceLine,
};
use crate::wire::sync::PickSavePath;
use crate::workspace::Workspace;
use store::{OpeningNote, Topic};

/// What the frame shows. An empty workspace id means: the one that is open.
pub async fn overview(application: &Application, workspace: &str, _: Nothing) -> Result<Overview, AppError> {
    let workspace = application.workspace(workspace)?;
    Ok(Overview {
        workspace: line(application, &workspace),
        workspaces: application.workspaces().iter().map(|one| line(application, one)).collect(),
        left_closed: application.left_closed(),
        viewer: viewer(&workspace),
        counts: counts(&workspace).await?,
        sync: super::sync::line(&workspace).await?,
        clock: Clock { now: workspace.now(), confirmed: workspace.clock.is_confirmed() },
        notes: workspace.store.opening_notes().iter().map(note).collect(),
    })
}

fn line(application: &Application, workspace: &Workspace) -> WorkspaceLine {
    let playbook = workspace.process().playbook;
    let playbook = format!("{} ({})", playbook.name, playbook.version);
    let crm = crm_line(application, workspace);
    WorkspaceLine { id: workspace.id.clone(), name: workspace.name.clone(), kind: workspace.kind, playbook, crm }
}

fn crm_line(application: &Application, workspace: &Workspace) -> Option<CrmLine> {
    let connection = workspace.connection.as_ref().filter(|_| workspace.kind == WorkspaceKind::Crm)?;
    let label = application.label_of(&workspace.id).ok()?.crm?;
    let (login, my_domain) = label.login_host();
    let (client_id, ports) = match label.way {
        SignInWay::Browser { client_id, ports, .. } => (client_id, ports),
        SignInWay::Key => (String::new(), Vec::new()),
    };
    Some(CrmLine {
        vendor: super::connect::wire_vendor(label.vendor),
        name: connection.name().to_owned(),
        host: super::connect::host_of(connection.api()),
        signed_out: connection.access().has_ended(),
        login,
        my_domain,
        by_key: client_id.is_empty(),
        client_id,
        ports,
    })
}

fn viewer(workspace: &Workspace) -> Viewer {
    let process = workspace.process();
    let id = workspace.viewer();
    let known = process.roster.person(&id);
    Viewer {
        name: process.roster.name_of(&id).to_owned(),
        role: workspace.viewer_role(),
        team: known.map(|person| person.team.clone()).filter(|team| !team.is_empty()),
        time_zone: known.map_or_else(|| "UTC".to_owned(), |person| person.time_zone.name().to_owned()),
        may_switch: workspace.kind != WorkspaceKind::Crm,
        id,
    }
}

async fn counts(workspace: &Workspace) -> Result<Counts, AppError> {
    let counts = workspace.store.counts_for(&workspace.viewer(), workspace.now()).await?;
    Ok(Counts {
        today: u32::try_from(super::today::waiting(workspace).await?.len()).unwrap_or(u32::MAX),
        handoffs: counts.handoffs,
        intake: counts.intake,
        promises: super::promises::late(workspace).await?,
        alarms_unseen: counts.unseen_alarms,
        need_you: counts.stuck,
    })
}

fn note(note: &OpeningNote) -> String {
    match note {
        OpeningNote::CacheRebuilt { .. } => {
            "The local copy of the CRM was damaged; it was put aside and is read again. What you wrote is untouched"
                .to_owned()
        }
        OpeningNote::JournalRecovered { moved_to, records } => {
            let file = moved_to.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!(
                "The file with your own work was damaged. {records} handoffs could be read from it and are here; the damaged file is kept as `{file}`: look through what you wrote last"
            )
        }
        OpeningNote::ReplicaRenewed => "This workspace was restored or copied; it goes on under a new name".to_owned(),
        OpeningNote::SendingRecovered { entries } => {
            let what = if *entries == 1 { "1 change was".to_owned() } else { format!("{entries} changes were") };
            format!("{what} being sent when the window closed and will be sent again")
        }
    }
}

/// Everybody of the roster, those with work first.
pub async fn list_people(application: &Application, workspace: &str, _: Nothing) -> Result<Vec<PersonLine>, AppError> {
    let workspace = application.workspace(workspace)?;
    let waiting = workspace.store.waiting_counts().await?;
    let mut people: Vec<PersonLine> = workspace
        .process()
        .roster
        .people
        .iter()
        .map(|person| PersonLine {
            id: person.id.clone(),
            name: person.name.clone(),
            role: person.role,
            team: Some(person.team.clone()).filter(|team| !team.is_empty()),
            waiting: waiting.get(&person.id).copied().unwrap_or(0),
        })
        .collect();
    people.sort_by(|one, other| (one.role, other.waiting, &one.name).cmp(&(other.role, one.waiting, &other.name)));
    Ok(people)
}

/// Somebody is in front of the window: the CRM is asked more often. True where nobody was there before.
pub async fn here(application: &Application, workspace: &str, _: Nothing) -> Result<bool, AppError> {
    let workspace = application.workspace(workspace)?;
    let back = workspace.attention.note(workspace.now());
    if back {
        workspace.wake.notify_one();
    }
    Ok(back)
}

/// Looks through another person's eyes.
pub async fn view_as(application: &Application, workspace: &str, ask: ViewAs) -> Result<Overview, AppError> {
    let open = application.workspace(workspace)?;
    if open.kind == WorkspaceKind::Crm {
        return Err(AppError::refuse(
            "not_here",
            "only practice and imports can be viewed as someone else",
            "Sign in as that person",
        ));
    }
    if open.process().roster.person(&ask.person).is_none() {
        return Err(AppError::refuse("no_such_person", "this person is not on the roster", "Choose another person"));
    }
    open.set_viewer(ask.person).await?;
    open.wake.notify_one();
    open.tell_changed(&[Topic::Settings, Topic::Handoffs, Topic::Alarms]);
    overview(application, workspace, Nothing {}).await
}

/// Opens another workspace in this window, and again after a restart.
pub async fn switch_workspace(application: &Application, _: &str, ask: SwitchWorkspace) -> Result<Overview, AppError> {
    application.switch_to(&ask.workspace).await?;
    overview(application, &ask.workspace, Nothing {}).await
}

/// Tries again to open what could not be opened.
pub async fn reopen_workspaces(application: &Application, _: &str, _: Nothing) -> Result<Overview, AppError> {
    application.open_all().await;
    overview(application, "", Nothing {}).await
}

/// The system's dialogue for opening files; empty where the person cancelled.
pub async fn pick_files(application: &Application, _: &str, _: Nothing) -> Result<Vec<String>, AppError> {
    Ok(application.host().pick_files().await.into_iter().map(|path| path.to_string_lossy().into_owned()).collect())
}

/// The system's dialogue for saving a file; `None` where the person cancelled.
pub async fn pick_save_path(application: &Application, _: &str, ask: PickSavePath) -> Result<Option<String>, AppError> {
    let path = application.host().pick_save_path(&ask.name, &ask.extension).await;
    Ok(path.map(|path| path.to_string_lossy().into_owned()))
}
