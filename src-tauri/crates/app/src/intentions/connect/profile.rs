//! The admin's profile file: opened by a rep, written by the admin.

use super::{app_of, vendor_of, wire_vendor};
use crate::application::{Application, login_host_of};
use crate::error::AppError;
use crate::wire::connect::{LoginHost, ProfileView, SaveProfile};
use crate::wire::overview::Nothing;
use crate::wire::playbook::LoadFrom;
use crate::wire::sync::Saved;
use net::{Reach, Secret};
use signin::{Profile, ProfileFile};
use std::path::Path;

/// Reads a profile, and keeps it for the sign-in that follows.
pub async fn open_profile(application: &Application, _: &str, from: LoadFrom) -> Result<ProfileView, AppError> {
    let path = Path::new(&from.path);
    let bytes = tokio::fs::read(path).await.map_err(|source| AppError::CannotRead { path: path.to_owned(), source })?;
    let file = ProfileFile::read(&bytes)?;
    let view = view(&file);
    application.connect.keep_profile(file);
    Ok(view)
}

/// The profile that the application was started with, or that a second start handed over; once.
pub async fn offered_profile(
    application: &Application,
    workspace: &str,
    _: Nothing,
) -> Result<Option<ProfileView>, AppError> {
    match application.connect.take_offered() {
        Some(path) => open_profile(application, workspace, LoadFrom { path }).await.map(Some),
        None => Ok(None),
    }
}

/// The system's dialogue for opening a profile; `None` where the person cancelled.
pub async fn pick_profile(application: &Application, _: &str, _: Nothing) -> Result<Option<String>, AppError> {
    Ok(application.host().pick_profile().await.map(|path| path.to_string_lossy().into_owned()))
}

/// Writes what the form holds as a profile for the team; the app's secret goes in under a passphrase, or not at all.
pub async fn save_profile(application: &Application, _: &str, ask: SaveProfile) -> Result<Saved, AppError> {
    let SaveProfile { path, name, sign_in, passphrase, fields } = ask;
    let passphrase = Secret::new(passphrase);
    let secret = Secret::new(&sign_in.client_secret);
    let crm = vendor_of(sign_in.vendor);
    let app = app_of(application, sign_in, Some(Secret::new("checked without"))).checked()?;
    let loopback = app.reach == Reach::VendorsAndLoopback;
    let profile = Profile {
        name: name.trim().to_owned(),
        crm,
        login: app.login,
        client_id: app.client_id,
        ports: app.ports,
        loopback,
        playbook: None,
        fields,
    };
    let sealed = Some((&secret, &passphrase)).filter(|_| !secret.is_empty() && !passphrase.is_empty());
    let file = ProfileFile::new(profile, sealed)?;
    crate::intentions::sync::write(&path, &file.write()).await
}

fn view(file: &ProfileFile) -> ProfileView {
    let profile = &file.profile;
    let (host, my_domain) =
        if profile.loopback { (LoginHost::Practice, String::new()) } else { login_host_of(&profile.login) };
    ProfileView {
        name: profile.name.clone(),
        vendor: wire_vendor(profile.crm),
        host,
        my_domain,
        client_id: profile.client_id.clone(),
        ports: profile.ports.clone(),
        sealed: file.is_sealed(),
        playbook: profile.playbook.as_ref().map(|playbook| playbook.source.clone()),
        fields: profile.fields.clone(),
    }
}
