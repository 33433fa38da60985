//! From the command line to an open window.

use crate::arguments::{Arguments, PracticeAddress};
use crate::host::TauriHost;
use crate::{StartError, commands, notifications, window};
use app::{Application, CrmAddress, OfferedProfile, Secret};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{App, AppHandle, Manager, RunEvent};

/// Deals of the practice CRM that the window brings along.
const PRACTICE_DEALS: usize = 400;
/// Any number: the same one makes the same company.
const PRACTICE_SEED: u64 = 7;

/// The practice CRM of this run, where the window brought its own.
struct OwnPractice(tokio::sync::Mutex<Option<practice::Running>>);

/// A profile that came before the application could take it.
#[derive(Default)]
struct Early(Mutex<Option<OfferedProfile>>);

/// Builds the application and runs it to its end.
pub fn run(arguments: Arguments) -> Result<(), StartError> {
    let mut builder = tauri::Builder::default();
    if arguments.single_instance {
        builder = builder.plugin(tauri_plugin_single_instance::init(|handle, arguments, folder| {
            handed_over(handle, &arguments, &folder);
        }));
    }
    let application = builder
        .manage(Early::default())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(commands::handler())
        .setup(move |app| set_up(app, &arguments).map_err(Into::into))
        .build(tauri::generate_context!())
        .map_err(|error| StartError::because("no window could be opened", error))?;
    application.run(|handle, event| match event {
        RunEvent::Exit => close_practice(handle),
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => opened(handle, &urls),
        _ => {}
    });
    Ok(())
}

fn set_up(app: &App, arguments: &Arguments) -> Result<(), StartError> {
    let handle = app.handle().clone();
    notifications::listen(&handle).map_err(|error| StartError::because("notifications are not to be had", error))?;
    let host = Arc::new(TauriHost::of(handle.clone()));
    let application = tauri::async_runtime::block_on(async {
        let practice = practice_crm(&handle, arguments).await?;
        Ok(Application::open(&arguments.data_dir, practice, host).await)
    })?;
    let early = early(&handle).lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(profile) = early.or_else(|| arguments.profile.clone()) {
        application.offer_profile(profile);
    }
    let loops = Arc::clone(&application);
    tauri::async_runtime::spawn(async move { loops.run().await });
    app.manage(application);
    window::open(&handle).map_err(|error| StartError::because("no window could be opened", error))
}

/// A second start gives its profile to the window that is there. Its paths are relative to where it was started.
fn handed_over(handle: &AppHandle, arguments: &[String], folder: &str) {
    window::raise(handle);
    if let Some(profile) = arguments.iter().skip(1).find_map(|argument| OfferedProfile::named(argument)) {
        offer(handle, profile.seen_from(Path::new(folder)));
    }
}

/// What macOS asks an application to open: it comes as an event, also at the start.
#[cfg(target_os = "macos")]
fn opened(handle: &AppHandle, urls: &[tauri::Url]) {
    let named = |url: &tauri::Url| match url.to_file_path() {
        Ok(path) => OfferedProfile::named(&path.to_string_lossy()),
        Err(()) => OfferedProfile::named(url.as_str()),
    };
    if let Some(profile) = urls.iter().find_map(named) {
        window::raise(handle);
        offer(handle, profile);
    }
}

fn offer(handle: &AppHandle, profile: OfferedProfile) {
    match handle.try_state::<Arc<Application>>() {
        Some(application) => application.offer_profile(profile),
        None => *early(handle).lock().unwrap_or_else(PoisonError::into_inner) = Some(profile),
    }
}

fn early(handle: &AppHandle) -> &Mutex<Option<OfferedProfile>> {
    &handle.state::<Early>().inner().0
}

/// The practice CRM that was named, or one of our own.
async fn practice_crm(handle: &AppHandle, arguments: &Arguments) -> Result<CrmAddress, StartError> {
    if let Some(PracticeAddress { base_url, token }) = arguments.practice.clone() {
        return Ok(CrmAddress { base_url, token: Secret::new(token) });
    }
    let running = practice::start(practice_options(&arguments.data_dir))
        .await
        .map_err(|error| StartError::because("the practice CRM did not start", error))?;
    let address = CrmAddress { base_url: running.base_url().to_owned(), token: Secret::new(running.token()) };
    handle.manage(OwnPractice(tokio::sync::Mutex::new(Some(running))));
    Ok(address)
}

fn practice_options(data_dir: &Path) -> practice::Options {
    practice::Options {
        port: 0,
        seed: PRACTICE_SEED,
        deals: PRACTICE_DEALS,
        now: None,
        state_file: Some(data_dir.join("practice-crm.json")),
        rate_limits: true,
    }
}

/// Lets our own practice CRM save its state.
fn close_practice(handle: &AppHandle) {
    let Some(own) = handle.try_state::<OwnPractice>() else { return };
    tauri::async_runtime::block_on(async {
        if let Some(running) = own.0.lock().await.take() {
            running.stop().await;
        }
    });
}
