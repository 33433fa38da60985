//! The real export of 8,800 deals, where it is at hand.

use super::*;

fn real_files() -> Option<Vec<PathBuf>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/crm-sales");
    let folder = std::env::var_os("CHANGEOVER_CRM_SALES").map_or_else(beside, PathBuf::from);
    let names = ["accounts.csv", "data_dictionary.csv", "products.csv", "sales_pipeline.csv", "sales_teams.csv"];
    let paths = names.map(|name| folder.join(name)).to_vec();
    if paths.iter().all(|path| path.exists()) {
        return Some(paths);
    }
    println!("SKIPPED: the real export is not at hand; set CHANGEOVER_CRM_SALES to its folder");
    None
}

#[test]
fn all_8800_deals_of_the_real_export_arrive_and_its_flaws_are_told() {
    let Some(paths) = real_files() else { return };
    let plan = planned(&paths);
    assert_eq!(plan.questions, []);
    let (batch, report) = imported(&plan);
    let counts = report.counts;
    assert_eq!((batch.deals.len(), counts.deals, counts.won, counts.lost, counts.open), (8800, 8800, 4238, 2473, 2089));
    assert_eq!((counts.accounts, counts.people, counts.lines, counts.deals_without_account), (85, 41, 8800, 1425));
    assert_eq!((report.unusable_rows, report.as_of), (0, NaiveDate::from_ymd_opt(2017, 12, 31)));
    let told: Vec<_> = report
        .groups
        .iter()
        .map(|group| (group.code, group.column.as_deref().unwrap_or_default(), group.count))
        .collect();
    assert_eq!(
        told,
        [
            (IssueCode::Respelled, "product", 1480),
            (IssueCode::MissingAccount, "account", 1425),
            (IssueCode::LikelyMisspelled, "sector", 12),
            (IssueCode::LikelyMisspelled, "office_location", 1),
        ]
    );
    assert_eq!(report.groups.iter().map(|group| group.count).sum::<u32>(), u32::try_from(batch.issues.len()).unwrap());
    assert!(batch.lines.iter().all(|line| line.line.family.is_some()), "every product was found");
    println!("{}", serde_json::to_string_pretty(&report).unwrap());
}
