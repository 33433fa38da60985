//! An account becomes a workspace: its label on disk, its secrets in the keychain, its first load under way.

use crate::application::{Application, CrmLabel, Label, SignInWay};
use crate::connect_desk::{Arrived, Way};
use crate::error::AppError;
use crate::intentions::connect::sign_out::forget_cache;
use crate::settings;
use crate::wire::connect::{Connected, KeepAccount};
use domain::{Person, PersonId, Role};
use playbook::{Roster, RosterPerson, WorkingHours};
use signin::{Keeping, Keys, PlaybookSource};

/// Keeps the account that came back: as a new workspace, or as the sign-in of the one that it was asked for.
pub async fn keep_account(application: &Application, _: &str, ask: KeepAccount) -> Result<Connected, AppError> {
    let arrived = application.connect.take_arrived()?;
    match arrived.again.clone() {
        Some(workspace) => sign_in_again(application, arrived, &workspace).await,
        None => match check(&arrived, ask) {
            Ok(new) => make_or_clean_up(application, arrived, new).await,
            // What is missing can be filled in: the sign-in stays.
            Err(error) => {
                application.connect.arrive(arrived);
                Err(error)
            }
        },
    }
}

/// What a new workspace is made with.
struct New {
    name: String,
    person: PersonId,
    role: Role,
}

fn check(arrived: &Arrived, ask: KeepAccount) -> Result<New, AppError> {
    let name = ask.name.trim().to_owned();
    if name.is_empty() {
        return Err(AppError::refuse("name_needed", "the workspace needs a name", "Name it after the company"));
    }
    let known = |id: &PersonId| arrived.people.iter().any(|person| person.id == *id);
    let person = arrived.person.as_ref().map(|person| person.id.clone()).or(ask.person.filter(known));
    let person = person.ok_or_else(|| {
        AppError::refuse("person_needed", "the key does not say who you are", "Choose yourself from the list")
    })?;
    Ok(New { name, person, role: ask.role })
}

async fn make_or_clean_up(application: &Application, arrived: Arrived, new: New) -> Result<Connected, AppError> {
    let id = format!("crm-{}", uuid::Uuid::now_v7().simple());
    let made = make(application, &id, &arrived, &new).await;
    if made.is_err() {
        // Nothing of it stays: no secret, no folder, no sign-in that nobody uses.
        if let Err(error) = application.keys_of(&id).forget().await {
            tracing::warn!(%error, "the keychain may still hold a sign-in that was not kept");
        }
        let _ = tokio::fs::remove_dir_all(application.folder_of(&id)).await;
        arrived.discard().await;
    }
    made
}

async fn make(application: &Application, id: &str, arrived: &Arrived, new: &New) -> Result<Connected, AppError> {
    let folder = application.folder_of(id);
    let label = Label { id: id.to_owned(), name: new.name.clone(), crm: Some(label_of(application, arrived, None)) };
    let keeping = keep_secrets(arrived, &application.keys_of(id)).await?;
    let store = store::Store::open(&folder).await?;
    store.set_setting(settings::ORGANISATION, &arrived.identity.organisation).await?;
    store.set_setting(settings::ROSTER, &roster(arrived, new)).await?;
    store.set_setting(settings::VIEWER, &new.person).await?;
    store.close().await;
    crate::application::write_label(&folder, &label)?;
    let workspace = application.open_made(&label).await?;
    application.adopt(workspace);
    application.switch_to(id).await?;
    Ok(connected(id.to_owned(), keeping))
}

/// The same person of the same organisation again: new secrets, everything else stays.
async fn sign_in_again(application: &Application, arrived: Arrived, workspace: &str) -> Result<Connected, AppError> {
    let mut label = application.label_of(workspace)?;
    let person = application.workspace(workspace)?.viewer();
    if let Err(stranger) = check_same(&arrived, &label, &person) {
        arrived.discard().await;
        return Err(stranger);
    }
    let keeping = keep_secrets(&arrived, &application.keys_of(workspace)).await?;
    let folder = application.folder_of(workspace);
    let renamed = label.crm.as_ref().is_some_and(|crm| crm.fields != arrived.link.names);
    let known = label.crm.and_then(|crm| crm.playbook);
    label.crm = Some(label_of(application, &arrived, known));
    crate::application::write_label(&folder, &label)?;
    application.close_one(workspace).await;
    if renamed {
        // What was read from other fields is read again as a whole.
        forget_cache(&folder).await?;
    }
    let reopened = application.open_made(&label).await?;
    application.adopt(reopened);
    application.switch_to(workspace).await?;
    Ok(connected(workspace.to_owned(), keeping))
}

/// What is written in a workspace goes out under its person's name: nobody else signs in to it.
fn check_same(arrived: &Arrived, label: &Label, person: &PersonId) -> Result<(), AppError> {
    let organisation = label.crm.as_ref().map(|crm| &crm.organisation);
    if organisation != Some(&arrived.identity.organisation) {
        return Err(AppError::refuse(
            "other_organisation",
            "this is another organisation than the workspace’s",
            "Sign in to the one it was connected to, or connect this one as a workspace of its own",
        ));
    }
    if arrived.person.as_ref().is_some_and(|arrived| arrived.id != *person) {
        return Err(AppError::refuse(
            "other_person",
            "this workspace is somebody else’s",
            "Sign in as the person whose workspace it is, or connect the CRM as a workspace of your own",
        ));
    }
    Ok(())
}

fn label_of(application: &Application, arrived: &Arrived, known: Option<PlaybookSource>) -> CrmLabel {
    CrmLabel {
        vendor: arrived.link.access.vendor(),
        way: SignInWay::of(&arrived.way),
        api: arrived.link.api.clone(),
        organisation: arrived.identity.organisation.clone(),
        practice: arrived.practice,
        fields: arrived.link.names.clone(),
        playbook: application.connect.playbook_of(&arrived.way).or(known),
    }
}

/// From memory to the keychain; the worst of the outcomes counts.
async fn keep_secrets(arrived: &Arrived, keys: &Keys) -> Result<Keeping, AppError> {
    let waiting = &arrived.keys;
    let mut outcomes = Vec::new();
    if let Some(refresh) = waiting.refresh_token().await.map_err(signin::SignInError::Keychain)? {
        outcomes.push(keys.keep_refresh_token(&refresh).await);
    }
    if let Some(key) = waiting.service_key().await.map_err(signin::SignInError::Keychain)? {
        outcomes.push(keys.keep_service_key(&key).await);
    }
    if let Way::Browser(app) = &arrived.way
        && let Some(secret) = &app.client_secret
    {
        outcomes.push(keys.keep_app_secret(secret).await);
    }
    let worst = outcomes.into_iter().min_by_key(|kept| kept.in_keychain);
    Ok(worst.unwrap_or(Keeping { in_keychain: false, why: None }))
}

fn connected(workspace: String, keeping: Keeping) -> Connected {
    let why = keeping.why.map(|why| format!("{why}: the sign-in lasts until you close Changeover"));
    Connected {
        workspace,
        in_keychain: keeping.in_keychain,
        why,
        remedy: keeping.why.map(|why| why.remedy().to_owned()),
    }
}

/// Everybody who can own records. Until the process owner gives a roster, only the person's own role is known, and the
/// playbook assigns nobody: on a hundred laptops it would name a hundred different CSMs. The CRM's own CSM field decides.
fn roster(arrived: &Arrived, new: &New) -> Roster {
    let zone = arrived.identity.time_zone.as_ref().and_then(|name| name.parse().ok()).unwrap_or(chrono_tz::UTC);
    let active = arrived.people.iter().filter(|person| person.active || person.id == new.person);
    let role = |person: &Person| if person.id == new.person { new.role } else { Role::Rep };
    Roster {
        people: active.map(|person| colleague(person, role(person), zone)).collect(),
        roles_guessed: true,
        ..Roster::empty()
    }
}

fn colleague(person: &Person, role: Role, time_zone: chrono_tz::Tz) -> RosterPerson {
    RosterPerson {
        id: person.id.clone(),
        name: person.name.clone(),
        email: person.email.clone(),
        role,
        team: person.teams.first().cloned().unwrap_or_default(),
        time_zone,
        working_days: vec![1, 2, 3, 4, 5],
        working_hours: WorkingHours::default(),
        leave: Vec::new(),
        capacity: None,
        segments: Vec::new(),
        regions: Vec::new(),
        languages: Vec::new(),
        products: Vec::new(),
        manager: None,
    }
}
