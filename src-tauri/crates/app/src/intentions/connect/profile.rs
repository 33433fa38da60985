//! The admin's profile file: opened by a rep, written by the admin.

use super::{app_of, vendor_of, wire_vendor};
use crate::application::{Application, login_host_of};
use crate::error::AppError;
use crate::offered::OfferedProfile;
use crate::wire::connect::{LoginHost, NewProfile, ProfileLink, ProfileView, SaveProfile};
use crate::wire::overview::Nothing;
use crate::wire::playbook::LoadFrom;
use crate::wire::sync::Saved;
use net::{Reach, Secret};
use signin::{Profile, ProfileFile};

/// Reads a profile, and keeps it for the sign-in that follows.
pub async fn open_profile(application: &Application, _: &str, from: LoadFrom) -> Result<ProfileView, AppError> {
    keep(application, &OfferedProfile::File(from.path.into())).await
}

async fn keep(application: &Application, profile: &OfferedProfile) -> Result<ProfileView, AppError> {
    let file = profile.read().await?;
    let view = view(&file);
    application.connect.keep_profile(file);
    Ok(view)
}

/// The profile that the application was started with, or that a second start handed over; once.
pub async fn offered_profile(application: &Application, _: &str, _: Nothing) -> Result<Option<ProfileView>, AppError> {
    match application.connect.take_offered() {
        Some(profile) => keep(application, &profile).await.map(Some),
        None => Ok(None),
    }
}

/// The system's dialogue for opening a profile; `None` where the person cancelled.
pub async fn pick_profile(application: &Application, _: &str, _: Nothing) -> Result<Option<String>, AppError> {
    Ok(application.host().pick_profile().await.map(|path| path.to_string_lossy().into_owned()))
}

/// Writes what the form holds as a profile for the team; the app's secret goes in under a passphrase, or not at all.
pub async fn save_profile(application: &Application, _: &str, ask: SaveProfile) -> Result<Saved, AppError> {
    crate::intentions::sync::write(&ask.path, &made(application, ask.profile)?.write()).await
}

/// The same as a link, for a message to the team.
pub async fn profile_link(application: &Application, _: &str, ask: NewProfile) -> Result<ProfileLink, AppError> {
    Ok(ProfileLink { link: made(application, ask)?.link() })
}

fn made(application: &Application, ask: NewProfile) -> Result<ProfileFile, AppError> {
    let NewProfile { name, sign_in, passphrase, fields } = ask;
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
    Ok(ProfileFile::new(profile, sealed)?)
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
