//! One command for each intention of `app::contract`, under the same name.

use app::wire::{
    alarms::*, connect::*, import::*, intake::*, list::*, metrics::*, overview::*, playbook::*, promises::*,
    public_error::PublicError, sync::*, wizard::*,
};
use std::sync::Arc;
use tauri::State;

macro_rules! define {
    ($($name:ident: $arguments:ty => $result:ty,)*) => {$(
        #[tauri::command]
        pub async fn $name(
            application: State<'_, Arc<app::Application>>,
            workspace: String,
            arguments: $arguments,
        ) -> Result<$result, PublicError> {
            app::intentions::$name(&application, &workspace, arguments).await.map_err(PublicError::from)
        }
    )*};
}

app::commands!(define);

macro_rules! handler {
    ($($name:ident: $arguments:ty => $result:ty,)*) => {
        /// Hands each command's call to its function.
        pub fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}

app::commands!(handler);
