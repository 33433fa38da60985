//! Every command of the window with its arguments and its result, and the TypeScript that the window is checked against.
//!
//! The table is the single list: the shell registers exactly these names (a test holds it), the front end may call no other.

mod render;

pub use render::typescript;

use crate::wire::{
    alarms::*, connect::*, import::*, intake::*, list::*, metrics::*, overview::*, playbook::*, promises::*, sync::*,
    wizard::*,
};

/// Calls `$each!` with all commands as `name: Arguments => Result`.
#[macro_export]
macro_rules! commands {
    ($each:ident) => {
        $each! {
            overview: Nothing => Overview,
            list_people: Nothing => Vec<PersonLine>,
            view_as: ViewAs => Overview,
            here: Nothing => bool,
            switch_workspace: SwitchWorkspace => Overview,
            reopen_workspaces: Nothing => Overview,
            today: Nothing => Today,
            search: Search => Vec<SearchHit>,
            list_handoffs: ListHandoffs => HandoffPage,
            open_handoff: OfHandoff => HandoffView,
            save_field: SaveField => HandoffView,
            confirm_field: OfField => HandoffView,
            undo: OfHandoff => HandoffView,
            redo: OfHandoff => HandoffView,
            evidence: OfField => Vec<EvidenceItem>,
            take_over: TakeOver => HandoffView,
            decide_field: DecideField => HandoffView,
            submit: OfHandoff => HandoffView,
            release: Release => HandoffView,
            document: OfHandoff => DocumentView,
            export_document: ExportDocument => Saved,
            timeline: OfHandoff => Vec<TimelineLine>,
            open_review: OfHandoff => ReviewView,
            record_opened: RecordOpened => ReviewView,
            answer_check: AnswerCheck => ReviewView,
            accept: Accept => ReviewView,
            return_handoff: ReturnHandoff => ReviewView,
            log_first_touch: LogFirstTouch => ReviewView,
            log_kickoff: LogKickoff => ReviewView,
            record_repeat_ask: RecordRepeatAsk => ReviewView,
            list_promises: ListPromises => Vec<PromiseLine>,
            resolve_promise: ResolvePromise => Vec<PromiseLine>,
            list_alarms: Nothing => Vec<AlarmLine>,
            mark_alarms_seen: MarkAlarmsSeen => Vec<AlarmLine>,
            metrics: AskMetrics => MetricsView,
            sync_log: Nothing => SyncLog,
            sync_now: Nothing => SyncLog,
            set_offline: SetOffline => SyncLog,
            retry_entry: OutboxEntryId => SyncLog,
            discard_entry: OutboxEntryId => SyncLog,
            cancel_load: Nothing => SyncLog,
            export_unsent: SaveTo => Saved,
            playbook: Nothing => PlaybookView,
            load_playbook: LoadFrom => PlaybookView,
            save_playbook_copy: SaveTo => Saved,
            use_built_in_playbook: Nothing => PlaybookView,
            pick_files: Nothing => Vec<String>,
            pick_save_path: PickSavePath => Option<String>,
            inspect_files: InspectFiles => ImportDraft,
            preview_import: PreviewImport => ImportDraft,
            run_import: RunImport => ImportReportView,
            cancel_import: Nothing => bool,
            import_report: Nothing => Option<ImportReportView>,
            export_import_issues: SaveTo => Saved,
            begin_sign_in: BeginSignIn => SignInPending,
            await_sign_in: Nothing => AccountView,
            open_sign_in_page: Nothing => bool,
            end_sign_in: Nothing => bool,
            use_service_key: UseServiceKey => AccountView,
            open_profile: LoadFrom => ProfileView,
            offered_profile: Nothing => Option<ProfileView>,
            pick_profile: Nothing => Option<String>,
            save_profile: SaveProfile => Saved,
            profile_link: NewProfile => ProfileLink,
            map_fields: MapFields => AccountView,
            keep_account: KeepAccount => Connected,
            sign_out_question: Nothing => SignOutQuestion,
            sign_out: SignOut => SignedOut,
        }
    };
}
