//! Plans carried out on small files.

use super::*;
use domain::{AccountId, Billing, DealType, PersonId, Role, Segment};
use std::cell::Cell;

#[test]
fn the_five_files_arrive_joined_and_every_flaw_is_told() {
    let (batch, report) = imported(&planned(&pipeline_files()));
    assert_eq!((report.counts.deals, report.counts.open, report.counts.won, report.counts.lost), (11, 3, 6, 2));
    assert_eq!((report.counts.lines, report.counts.deals_without_account, report.unusable_rows), (11, 3, 3));
    assert_eq!(report.as_of, NaiveDate::from_ymd_opt(2017, 12, 31));
    let first = deal(&batch, "AA01");
    assert_eq!(first.closed_at.unwrap().to_rfc3339(), "2017-03-01T11:00:00+00:00", "noon in Berlin");
    assert_eq!(first.created_at.unwrap().to_rfc3339(), "2016-10-20T10:00:00+00:00");
    assert_eq!(first.owner_id, Some(PersonId::from("name:ada finch")));
    assert_eq!(first.account_id, Some(AccountId::from("name:birchwell")));
    assert_eq!(
        (first.name.as_str(), first.region.as_deref(), first.amount),
        ("Birchwell: ZK Basic", Some("Central"), Some(1054.0))
    );
    assert_eq!((first.probability, first.is_won, first.is_closed, first.stage_name.as_str()), (1.0, true, true, "Won"));
    assert_eq!(batch.lines[1].line.name, "ZK Pro", "joined in spite of its spelling");
    assert_eq!(batch.lines[1].line.id.as_str(), "line:AA02");
    assert_eq!(batch.lines[1].line.family.as_deref(), Some("ZK"));
    assert_eq!(deal(&batch, "AA03").closed_at, None, "only a won deal starts clocks");
    let expected = [
        (IssueCode::LikelyMisspelled, 2, "sector"),
        (IssueCode::LikelyMisspelled, 4, "office_location"),
        (IssueCode::LikelyMisspelled, 5, "sector"),
        (IssueCode::Respelled, 3, "product"),
        (IssueCode::Respelled, 5, "product"),
        (IssueCode::MissingAccount, 7, "account"),
        (IssueCode::MissingAccount, 8, "account"),
        (IssueCode::BadDate, 9, "close_date"),
        (IssueCode::UnknownAccount, 9, "account"),
        (IssueCode::CloseBeforeCreated, 10, "close_date"),
        (IssueCode::UnknownOwner, 10, "sales_agent"),
        (IssueCode::NegativeAmount, 10, "close_value"),
        (IssueCode::RepeatedKey, 11, "opportunity_id"),
        (IssueCode::NoKey, 12, "opportunity_id"),
        (IssueCode::LikelyMisspelled, 13, "product"),
        (IssueCode::TooManyCells, 14, ""),
        (IssueCode::MissingAccount, 15, "account"),
    ]
    .map(|(code, line, column)| (code, line, column.to_owned()));
    assert_eq!(issues(&batch), expected);
    let of_pipeline = report.files.iter().find(|file| file.role == FileRole::Deals).unwrap();
    assert_eq!((of_pipeline.read, of_pipeline.used, of_pipeline.unusable), (14, 11, 3));
}

#[test]
fn issues_are_grouped_with_their_first_examples() {
    let (_, report) = imported(&planned(&pipeline_files()));
    let told = |code| report.groups.iter().find(|group| group.code == code).unwrap();
    assert_eq!(told(IssueCode::Respelled).count, 2);
    assert_eq!(told(IssueCode::Respelled).reason, "`ZKPro` is spelled `ZK Pro` elsewhere: taken for the same");
    assert_eq!(told(IssueCode::RepeatedKey).examples[0].value, "AA02 (first in line 3 of sales_pipeline.csv)");
    let severities: Vec<_> = report.groups.iter().map(|group| group.severity).collect();
    assert!(severities.is_sorted(), "unusable rows come first");
    let total: u32 = report.groups.iter().map(|group| group.count).sum();
    assert_eq!(total, 17);
}

#[test]
fn the_team_file_becomes_a_roster_with_managers() {
    let (batch, report) = imported(&planned(&pipeline_files()));
    let person = |name: &str| report.roster.people.iter().find(|person| person.name == name).unwrap();
    assert_eq!(report.roster.people.len(), 7, "four reps, two managers, and an owner whom the team file lacks");
    assert_eq!(person("Ada Finch").manager, Some(PersonId::from("name:nils okafor")));
    assert_eq!(
        (person("Ada Finch").role, person("Ada Finch").team.as_deref()),
        (Role::Rep, Some("Nils Okafor's team"))
    );
    assert_eq!((person("Ida Quist").role, person("Ida Quist").region.as_deref()), (Role::SalesManager, Some("West")));
    assert_eq!(person("Eve Sand").team, None);
    assert_eq!(batch.people.len(), 7);
    assert_eq!(report.counts.people, 7);
    assert_eq!(report.notes[0], "1 rep of sales_teams.csv without a deal: Dag Nyman");
}

#[test]
fn accounts_bring_sector_country_and_size() {
    let (batch, _) = imported(&planned(&pipeline_files()));
    let account = |name: &str| batch.accounts.iter().find(|account| account.name == name).unwrap();
    assert_eq!(
        (account("Birchwell").industry.as_deref(), account("Birchwell").segment),
        (Some("technolgy"), Some(Segment::Enterprise))
    );
    assert_eq!(account("Cornerbay").segment, Some(Segment::Smb));
    assert_eq!(account("Dovetail & Sons").segment, Some(Segment::MidMarket));
    assert_eq!(account("Gullhaven").industry, None, "only the deals know it");
    assert_eq!(batch.accounts.len(), 6);
}

#[test]
fn decided_spellings_and_markers_are_followed() {
    let mut plan = planned(&pipeline_files());
    for spelling in &mut plan.spellings {
        spelling.apply = !spelling.apply;
    }
    plan.missing_markers.clear();
    let (batch, report) = imported(&plan);
    let line = |id: &str| &batch.lines.iter().find(|line| line.deal_id.as_str() == id).unwrap().line;
    assert_eq!((line("AA02").name.as_str(), line("AA02").family.as_deref()), ("ZKPro", None));
    assert_eq!((line("AA10").name.as_str(), line("AA10").family.as_deref()), ("ZK Pro", Some("ZK")));
    assert!(batch.accounts.iter().any(|account| account.country.as_deref() == Some("Philippines")));
    assert!(batch.accounts.iter().any(|account| account.name == "Não Identificado"));
    assert_eq!(report.counts.deals_without_account, 1);
}

#[test]
fn a_salesforce_report_arrives_with_types_terms_and_an_open_question_about_a_stage() {
    let (batch, report) = imported(&planned(&[fixture("salesforce-report.csv")]));
    assert_eq!((report.counts.deals, report.counts.won, report.counts.lost, report.counts.open), (4, 1, 1, 2));
    let won = deal(&batch, "0065g00000AAAA1");
    assert_eq!((won.amount, won.currency.as_deref(), won.deal_type), (Some(12500.0), Some("USD"), DealType::New));
    assert_eq!(deal(&batch, "0065g00000AAAA2").deal_type, DealType::Renewal);
    assert_eq!(deal(&batch, "0065g00000AAAA2").name, "Kestrel \"North\" renewal");
    assert_eq!(
        (deal(&batch, "0065g00000AAAA3").deal_type, deal(&batch, "0065g00000AAAA3").probability),
        (DealType::Expansion, 0.9)
    );
    assert_eq!(deal(&batch, "0065g00000AAAA4").probability, 0.6);
    assert_eq!(report.as_of, NaiveDate::from_ymd_opt(2024, 3, 14), "an open deal's expected close ends no period");
    assert_eq!(issues(&batch), []);
    assert_eq!(report.files[0].skipped, 10, "two lines above the header, five below, three blank");
}

#[test]
fn a_hubspot_export_is_joined_by_company_id() {
    let (batch, _) = imported(&planned(&[fixture("hubspot-deals.csv"), fixture("hubspot-companies.csv")]));
    assert_eq!(deal(&batch, "9100001").account_id, Some(AccountId::from("770001")));
    assert_eq!(deal(&batch, "9100002").account_id, Some(AccountId::from("770002")));
    assert_eq!(deal(&batch, "9100001").created_at.unwrap().to_rfc3339(), "2024-02-01T08:00:00+00:00");
    let pipelines: Vec<_> =
        batch.pipelines.iter().map(|pipeline| (pipeline.name.as_str(), pipeline.stages.len())).collect();
    assert_eq!(pipelines, [("Sales Pipeline", 3), ("Partner Pipeline", 3)]);
    let told: Vec<_> = issues(&batch).into_iter().map(|(code, line, _)| (code, line)).collect();
    let expected = [
        (IssueCode::SeveralAccounts, 3),
        (IssueCode::SeveralAccounts, 3),
        (IssueCode::MissingAccount, 4),
        (IssueCode::NoOwner, 4),
    ];
    assert_eq!(told, expected);
    for imported in &batch.deals {
        let deal = &imported.deal;
        let pipeline = batch.pipelines.iter().find(|pipeline| Some(&pipeline.id) == deal.pipeline_id.as_ref()).unwrap();
        let stage = pipeline.stages.iter().find(|stage| Some(&stage.id) == deal.stage_id.as_ref()).unwrap();
        assert_eq!((stage.probability == 1.0, stage.is_closed), (deal.is_won, deal.is_closed));
    }
}

#[test]
fn keys_that_differ_in_case_only_are_different_accounts_and_equal_names_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let accounts =
        written(&folder, "accounts.csv", b"Account ID,Account Name,Industry\n001aB,Acorn,Retail\n001Ab,Birch,Retail\n");
    let deals = b"Opportunity ID,Account ID,Stage,Amount,Close Date\n1,001Ab,Closed Won,5,2024-01-05\n2,001aB,Closed Won,5,2024-01-05\n";
    let plan = planned(&[accounts, written(&folder, "opportunities.csv", deals)]);
    assert_eq!(plan.spellings, []);
    let (batch, _) = imported(&plan);
    assert_eq!((deal(&batch, "1").name.as_str(), deal(&batch, "2").name.as_str()), ("Birch", "Acorn"));
    assert_eq!(issues(&batch), []);
    let twins = written(&folder, "accounts.csv", b"Account ID,Account Name,Industry\n1,Acorn,Retail\n2,ACORN,Retail\n");
    let deals = b"Opportunity ID,Account Name,Stage,Amount,Close Date\n1,Acorn,Closed Won,5,2024-01-05\n";
    let (batch, _) = imported(&planned(&[twins, written(&folder, "opportunities.csv", deals)]));
    assert_eq!(issues(&batch), [(IssueCode::AmbiguousName, 3, "Account Name".to_owned())]);
    assert_eq!(deal(&batch, "1").account_id, Some(AccountId::from("1")));
}

#[test]
fn a_german_export_arrives_with_its_amounts_and_dates() {
    let (batch, report) = imported(&planned(&[fixture("german.csv")]));
    assert_eq!((report.counts.won, report.counts.lost, report.counts.open), (1, 1, 1));
    let won = deal(&batch, "V-1");
    assert_eq!(
        (won.amount, won.currency.as_deref(), won.close_date),
        (Some(1234.5), Some("EUR"), NaiveDate::from_ymd_opt(2024, 3, 31))
    );
    assert_eq!(won.account_id, Some(AccountId::from("name:würth & söhne")));
    assert_eq!(issues(&batch), []);
}

#[test]
fn broken_quotes_are_listed_and_all_other_rows_arrive() {
    let (batch, report) = imported(&planned(&[fixture("broken-quotes.csv")]));
    let arrived: Vec<_> = batch.deals.iter().map(|imported| (imported.deal.id.as_str(), imported.line)).collect();
    assert_eq!(arrived, [("B1", 2), ("B3", 4), ("B4", 5), ("B5", 7)]);
    let told: Vec<_> = issues(&batch).into_iter().map(|(code, line, _)| (code, line)).collect();
    assert_eq!(told, [(IssueCode::BrokenQuote, 3), (IssueCode::StrayQuote, 4), (IssueCode::BrokenQuote, 8)]);
    assert_eq!((report.files[0].read, report.files[0].used, report.unusable_rows), (6, 4, 2));
}

#[test]
fn the_exported_list_runs_nothing_in_a_spreadsheet() {
    let (batch, _) = imported(&planned(&[fixture("formulas.csv")]));
    let exported = String::from_utf8(write_issues(&batch.issues, Vec::new()).unwrap()).unwrap();
    let mut reader = csv::Reader::from_reader(exported.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), batch.issues.len());
    let dangerous = |cell: &str| cell.starts_with(['=', '+', '-', '@']);
    assert!(!rows.iter().any(|row| row.iter().any(dangerous)), "{exported}");
    assert!(exported.contains("'+31.02.2024"), "{exported}");
    assert_eq!(
        rows.last().unwrap().iter().take(4).collect::<Vec<_>>(),
        ["formulas.csv", "4", "Deal ID", "not imported"]
    );
}

#[test]
fn rows_of_one_deal_with_several_products_become_its_lines() {
    let (batch, report) = imported_text(
        "Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Product Name,Quantity,Total Price\n\
         1,Big,Acorn,Closed Won,300,2024-01-05,Seats,10,100\n\
         1,Big,Acorn,Closed Won,300,2024-01-05,Support,1,200\n\
         1,Big,Acorn,Closed Won,300,2024-01-05,Seats,10,100\n",
    );
    let lines: Vec<_> =
        batch.lines.iter().map(|line| (line.line.id.as_str(), line.line.name.as_str(), line.line.amount)).collect();
    assert_eq!(lines, [("line:1", "Seats", Some(100.0)), ("line:1:1", "Support", Some(200.0))]);
    assert_eq!((report.counts.deals, report.counts.lines, report.unusable_rows, report.flawed_rows), (1, 2, 1, 1));
}

#[test]
fn contract_terms_and_people_of_customer_success_are_taken_over() {
    let (batch, report) = imported_text(
        "Deal ID,Deal Name,Account,Stage,Amount,Close Date,CSM,Contract Start Date,Contract Term (months),Billing Frequency,Target Go-Live Date\n\
         1,Big,Acorn,Won,300,2024-01-05,Cy Hale,2024-02-01,12,Quarterly,2024-03-15\n\
         2,Odd,Acorn,Won,300,2024-01-05,Cy Hale,2024-02-01,-1,Whenever,\n",
    );
    let big = deal(&batch, "1");
    assert_eq!((big.contract.term_months, big.contract.billing), (Some(12), Some(Billing::Quarterly)));
    assert_eq!(
        (big.contract.start, big.target_go_live),
        (NaiveDate::from_ymd_opt(2024, 2, 1), NaiveDate::from_ymd_opt(2024, 3, 15))
    );
    assert_eq!(big.csm_id, Some(PersonId::from("name:cy hale")));
    assert_eq!(report.roster.people.iter().map(|person| person.role).collect::<Vec<_>>(), [Role::Csm]);
    let told: Vec<_> = issues(&batch).into_iter().map(|(code, line, _)| (code, line)).collect();
    assert_eq!(told, [(IssueCode::OutOfRange, 3), (IssueCode::UnknownWord, 3)]);
}

#[test]
fn closed_deals_without_or_with_a_future_date_are_told() {
    let (batch, report) = imported_text(
        "Deal ID,Account,Stage,Amount,Close Date\n1,Acorn,Won,,2024-01-05\n2,Acorn,Won,5,\n3,Acorn,Lost,5,2031-01-01\n4,Acorn,Open,5,2031-01-01\n",
    );
    let told: Vec<_> = issues(&batch).into_iter().map(|(code, line, _)| (code, line)).collect();
    assert_eq!(told, [(IssueCode::NoAmount, 2), (IssueCode::ClosedWithoutDate, 3), (IssueCode::ClosedInFuture, 4)]);
    assert_eq!(report.as_of, NaiveDate::from_ymd_opt(2024, 1, 5));
}

#[test]
fn deals_without_a_key_column_keep_their_ids_from_import_to_import() {
    let text = "Deal Name,Account,Stage,Amount,Close Date\nBig,Acorn,Won,5,2024-01-05\nBig,Acorn,Won,5,2024-01-05\nSmall,Acorn,Lost,5,2024-01-06\n";
    let ids = |batch: &ImportBatch| batch.deals.iter().map(|imported| imported.deal.id.clone()).collect::<Vec<_>>();
    let (first, report) = imported_text(text);
    assert_eq!(ids(&first), ids(&imported_text(text).0));
    assert_eq!((report.counts.deals, report.unusable_rows), (2, 1), "the same row twice is a repetition");
    assert!(report.notes.iter().any(|note| note.contains("no key column")));
}

#[test]
fn a_file_that_changed_after_it_was_looked_at_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(&folder, "deals.csv", b"Deal ID,Stage,Close Date\n1,Won,2024-01-05\n");
    let plan = planned(std::slice::from_ref(&path));
    std::fs::write(&path, "Close Date,Deal ID,Stage\n2024-01-05,1,Won\n").unwrap();
    let refused = run(&plan, &context(), &mut |_| panic!("nothing may arrive"), &Unwatched);
    assert!(matches!(refused, Err(CsvError::Changed { .. })));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(run(&plan, &context(), &mut |_| Ok(()), &Unwatched), Err(CsvError::Unreadable { .. })));
}

#[test]
fn a_preview_shows_first_deals_and_counts_all() {
    let shown = preview(&planned(&pipeline_files()), &context(), 3, &Unwatched).unwrap();
    assert_eq!(shown.rows.len(), 3);
    assert_eq!(shown.report.counts.deals, 11);
    let second = &shown.rows[1];
    assert_eq!(
        (second.account.as_deref(), second.owner.as_deref(), second.stage.as_str()),
        (Some("Cornerbay"), Some("Ada Finch"), "Won")
    );
    assert_eq!(second.products, ["ZK Pro"]);
    assert_eq!(second.issues, ["`ZKPro` is spelled `ZK Pro` elsewhere: taken for the same"]);
}

struct StopAfter {
    looks: Cell<u32>,
    rows: Cell<u32>,
}

impl Watch for StopAfter {
    fn progress(&self, progress: &Progress) {
        assert!(progress.bytes_done <= progress.bytes_total);
        self.rows.set(progress.rows);
    }

    fn is_cancelled(&self) -> bool {
        self.looks.set(self.looks.get() + 1);
        self.looks.get() > 2
    }
}

#[test]
fn a_long_import_tells_its_progress_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(&folder, "deals.csv", hostile::generated(20_000).as_bytes());
    let plan = planned(std::slice::from_ref(&path));
    let watch = StopAfter { looks: Cell::new(0), rows: Cell::new(0) };
    assert!(matches!(run(&plan, &context(), &mut |_| Ok(()), &watch), Err(CsvError::Cancelled)));
    assert!((1000..5000).contains(&watch.rows.get()), "{}", watch.rows.get());
    let watch = StopAfter { looks: Cell::new(0), rows: Cell::new(0) };
    assert!(matches!(inspect(&[path], &watch), Err(CsvError::Cancelled)));
}

#[test]
fn a_failing_sink_ends_the_import() {
    let plan = planned(&pipeline_files());
    let failed = run(&plan, &context(), &mut |_| Err("the disk is full".into()), &Unwatched);
    assert_eq!(failed.unwrap_err().to_string(), "the records couldn't be kept: the disk is full");
}
