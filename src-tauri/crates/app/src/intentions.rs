//! One function for each intention of a person, named as in the contract.

mod alarms;
pub(crate) mod connect;
mod decide;
mod draft;
pub(crate) mod frame;
mod import;
mod lists;
mod metrics;
mod playbook;
mod promises;
mod read;
mod review;
mod submit;
mod sync;
mod today;

pub use alarms::{list_alarms, mark_alarms_seen};
pub use connect::{
    await_sign_in, begin_sign_in, end_sign_in, keep_account, map_fields, offered_profile, open_profile,
    open_sign_in_page, pick_profile, profile_link, save_profile, sign_out, sign_out_question, use_service_key,
};
pub use decide::{accept, return_handoff};
pub use draft::{confirm_field, decide_field, redo, save_field, take_over, undo};
pub use frame::{
    here, list_people, overview, pick_files, pick_save_path, reopen_workspaces, switch_workspace, view_as,
};
pub use import::{cancel_import, export_import_issues, import_report, inspect_files, preview_import, run_import};
pub use lists::{list_handoffs, search};
pub use metrics::metrics;
pub use playbook::{load_playbook, playbook, save_playbook_copy, use_built_in_playbook};
pub use promises::{list_promises, resolve_promise};
pub use read::{document, evidence, export_document, open_handoff, timeline};
pub use review::{answer_check, log_first_touch, log_kickoff, open_review, record_opened, record_repeat_ask};
pub use submit::{release, submit};
pub use sync::{cancel_load, discard_entry, export_unsent, retry_entry, set_offline, sync_log, sync_now};
pub use today::today;
