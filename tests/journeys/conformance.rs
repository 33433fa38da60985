//! One suite for every adapter of the CRM port, over real HTTP on the practice CRM.
//!
//! A case is written once and named once; it runs against each adapter that declares the ability which it is about. An
//! adapter that does not declare it must say so when asked, and not pretend.

mod bulk;
mod changes;
mod faults;
mod flood;
mod line;
mod mapping;
mod quiet;
mod reading;
mod rights;
mod sheet;
mod statements;
pub(crate) mod subject;
mod writing;

use crm::port::Ability;
use subject::{Dialect, Subject};

/// The cases, each with the ability that it is about, for every dialect.
macro_rules! suite {
    ($($place:ident::$case:ident needs $ability:ident),* $(,)?) => {
        mod hubspot {
            $(#[tokio::test] async fn $case() {
                super::runs(super::Dialect::HubSpot, super::Ability::$ability, super::$place::$case).await;
            })*
        }
        mod salesforce {
            $(#[tokio::test] async fn $case() {
                super::runs(super::Dialect::Salesforce, super::Ability::$ability, super::$place::$case).await;
            })*
        }
    };
}

async fn runs(dialect: Dialect, ability: Ability, case: impl AsyncFnOnce(Subject)) {
    let subject = Subject::start(dialect).await;
    if subject.crm.capabilities().can(ability) {
        case(subject).await;
    } else {
        assert!(dialect.lacks(ability), "{dialect:?} forgot to declare {ability:?}");
    }
}

suite! {
    reading::who_am_i_names_the_organisation_and_its_time_zone needs WhoAmI,
    reading::everyone_who_owns_records_is_known_also_who_left needs People,
    reading::the_deals_fields_are_described_with_type_and_rights needs Describe,
    reading::a_first_load_brings_every_deal_once_and_counts_them needs InitialLoad,
    reading::a_load_goes_on_from_a_cursor_that_was_kept needs InitialLoad,
    reading::contacts_come_with_their_buying_roles needs ContactRoles,
    reading::product_lines_come_with_amount_and_family needs ProductLines,
    reading::activities_come_with_who_when_and_direction needs Activities,
    reading::what_is_left_of_the_quota_is_known_after_a_request needs QuotaState,
    changes::an_edit_arrives_with_the_next_pull_and_only_that needs Incremental,
    changes::a_deleted_deal_is_told_as_archived needs Deletes,
    changes::a_deal_that_was_brought_back_arrives_again needs Undelete,
    changes::a_merged_away_deal_leads_to_its_survivor needs Merges,
    changes::a_new_owner_arrives needs OwnerChange,
    changes::a_contacts_change_touches_its_deals needs ContactRoles,
    changes::a_product_lines_change_touches_its_deal needs ProductLines,
    changes::an_activity_touches_its_deal needs Activities,
    changes::the_close_is_the_first_won_row_after_the_last_that_was_not needs StageHistory,
    changes::the_history_of_a_status_tells_who_and_when needs StageHistory,
    changes::the_history_of_a_text_tells_every_value needs TextHistory,
    writing::only_what_changed_is_written_and_can_be_read_back needs WriteDeal,
    writing::an_empty_text_clears needs WriteDeal,
    writing::a_task_is_made_once_for_its_key_and_stays_completed needs Tasks,
    writing::a_note_is_made_once_for_its_key_and_is_brought_up_to_date needs Notes,
    writing::what_looks_like_markup_in_a_note_stays_text needs Notes,
    writing::a_file_is_attached_once_for_its_key needs Files,
    writing::a_file_is_read_back_as_it_was_attached_and_one_that_is_not_there_is_gone needs Files,
    writing::the_longest_text_that_a_property_takes_is_taken_and_one_more_is_refused needs WriteDeal,
    writing::a_write_whose_answer_was_lost_is_not_made_twice needs Tasks,
    writing::a_deal_that_someone_changed_meanwhile_is_refused_where_the_crm_can_tell needs WriteDeal,
    rights::who_may_everything_is_told_so needs Rights,
    rights::who_may_only_read_is_told_what_is_missing_and_who_grants_it needs Rights,
    rights::a_write_without_the_right_is_not_allowed needs WriteDeal,
    rights::a_field_that_went_is_told_and_stops_no_pull needs Describe,
    mapping::fields_that_were_there_before_are_proposed_where_they_fit needs Describe,
    mapping::a_field_of_another_name_is_written_and_read needs WriteDeal,
    mapping::a_fact_is_read_from_the_field_that_holds_it needs InitialLoad,
    mapping::a_mapped_field_that_went_is_named_and_stops_nothing needs Describe,
    faults::an_ended_sign_in_asks_to_sign_in_again needs InitialLoad,
    faults::a_page_of_the_hotels_network_is_offline needs InitialLoad,
    faults::a_reply_that_is_cut_off_is_tried_later needs InitialLoad,
    faults::too_many_requests_are_outlasted_with_and_without_a_time needs InitialLoad,
    faults::a_fault_of_the_server_is_outlasted needs InitialLoad,
    faults::silence_is_offline needs InitialLoad,
    faults::a_deal_that_is_gone_is_gone needs Deletes,
    faults::a_page_token_that_expired_loses_nothing needs InitialLoad,
    faults::a_used_up_day_stops_all_requests_with_a_sentence needs QuotaState,
    faults::ten_thousand_and_one_records_of_one_instant_all_arrive needs Incremental,
    quiet::where_nothing_changed_each_object_costs_at_most_one_request needs Incremental,
}

/// The cases of what files can tell. What is about requests is not about them.
mod csv {
    use super::{Ability, Dialect, changes, reading, runs};

    #[tokio::test]
    async fn a_first_load_brings_every_deal_once_and_counts_them() {
        let case = reading::a_first_load_brings_every_deal_once_and_counts_them;
        runs(Dialect::Csv, Ability::InitialLoad, case).await;
    }

    #[tokio::test]
    async fn a_load_goes_on_from_a_cursor_that_was_kept() {
        runs(Dialect::Csv, Ability::InitialLoad, reading::a_load_goes_on_from_a_cursor_that_was_kept).await;
    }

    #[tokio::test]
    async fn an_edit_arrives_with_the_next_pull_and_only_that() {
        runs(Dialect::Csv, Ability::Incremental, changes::an_edit_arrives_with_the_next_pull_and_only_that).await;
    }

    #[tokio::test]
    async fn a_new_owner_arrives() {
        runs(Dialect::Csv, Ability::OwnerChange, changes::a_new_owner_arrives).await;
    }

    #[tokio::test]
    async fn what_files_can_not_do_is_not_declared() {
        runs(Dialect::Csv, Ability::WriteDeal, super::writing::an_empty_text_clears).await;
        runs(Dialect::Csv, Ability::StageHistory, changes::the_history_of_a_status_tells_who_and_when).await;
    }
}
