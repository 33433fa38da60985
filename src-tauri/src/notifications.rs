//! Native notifications, and the way back from a click to the handoff.

use app::{HandoffId, Notification};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, Ordering};
use tauri::{AppHandle, Emitter, Manager};
use tauri_plugin_notification::{Action, ActionType, NotificationExt};

/// The button of a notification that opens its handoff, for desktops whose notifications can't be clicked themselves.
const OPEN_HANDOFF: &str = "open_handoff";

/// What each shown notification opens.
#[derive(Default)]
pub struct Shown {
    next: AtomicI32,
    targets: Mutex<HashMap<i32, Target>>,
}

/// The `navigate` event.
#[derive(Debug, Clone, Serialize)]
pub struct Target {
    pub workspace: String,
    pub handoff: HandoffId,
}

/// Registers the button and listens for clicks.
pub fn listen(handle: &AppHandle) -> Result<(), tauri_plugin_notification::Error> {
    handle.manage(Shown::default());
    let notification = handle.notification();
    let open = Action::builder(OPEN_HANDOFF, "Open handoff").build();
    notification.register_action_types(vec![ActionType::builder(OPEN_HANDOFF).actions(vec![open]).build()])?;
    let handle = handle.clone();
    notification.on_action(move |action| {
        if let Some(id) = action.notification().map(|shown| shown.id()) {
            open_target(&handle, id);
        }
    })
}

/// Shows a notification. An error means that the operating system did not take it; the alarm list tells it all the same.
pub fn show(handle: &AppHandle, notification: Notification) -> Result<(), String> {
    let shown = handle.state::<Shown>();
    let id = shown.next.fetch_add(1, Ordering::Relaxed) + 1;
    let mut builder = handle.notification().builder().id(id).title(notification.title).body(notification.body);
    if let Some(handoff) = notification.handoff {
        builder = builder.action_type_id(OPEN_HANDOFF);
        if let Ok(mut targets) = shown.targets.lock() {
            targets.insert(id, Target { workspace: notification.workspace, handoff });
        }
    }
    builder.show().map_err(|error| error.to_string())
}

/// Brings the window to the front and sends it to the handoff.
fn open_target(handle: &AppHandle, id: i32) {
    let target = handle.state::<Shown>().targets.lock().ok().and_then(|targets| targets.get(&id).cloned());
    crate::window::raise(handle);
    if let Some(target) = target
        && let Err(error) = handle.emit("navigate", target)
    {
        tracing::warn!(%error, "the window was not told where to go");
    }
}
