//! The window.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder};

/// There is one window; later there is one for each workspace.
const MAIN: &str = "main";

/// Opens the window.
pub fn open(handle: &AppHandle) -> tauri::Result<()> {
    WebviewWindowBuilder::new(handle, MAIN, WebviewUrl::App("index.html".into()))
        .title("Changeover")
        .inner_size(1280.0, 820.0)
        .min_inner_size(960.0, 640.0)
        .build()?;
    Ok(())
}

/// Brings the window to the front, also where it is minimised.
pub fn raise(handle: &AppHandle) {
    let Some(window) = handle.get_webview_window(MAIN) else { return };
    let done = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = done {
        tracing::warn!(%error, "the window did not come to the front");
    }
}
