//! What is proposed for files, and what is asked.

use super::*;

fn mapping(file: &FilePlan) -> Vec<(&str, Attribute)> {
    file.columns.iter().filter_map(|column| Some((column.header.as_str(), column.attribute?))).collect()
}

#[test]
fn the_five_files_find_their_roles_columns_and_joins() {
    let plan = planned(&pipeline_files());
    let roles: Vec<_> = plan.files.iter().map(|file| (file.name.as_str(), file.role)).collect();
    assert_eq!(
        roles,
        [
            ("accounts.csv", FileRole::Accounts),
            ("data_dictionary.csv", FileRole::Ignored),
            ("products.csv", FileRole::Products),
            ("sales_pipeline.csv", FileRole::Deals),
            ("sales_teams.csv", FileRole::People),
        ]
    );
    assert!(plan.files[1].reason.contains("column names of"), "{}", plan.files[1].reason);
    assert_eq!(
        mapping(&plan.files[3]),
        [
            ("opportunity_id", Attribute::DealKey),
            ("sales_agent", Attribute::DealOwner),
            ("product", Attribute::DealProduct),
            ("account", Attribute::DealAccount),
            ("deal_stage", Attribute::DealStage),
            ("engage_date", Attribute::DealCreated),
            ("close_date", Attribute::DealClose),
            ("close_value", Attribute::DealAmount),
        ]
    );
    assert_eq!(
        mapping(&plan.files[4]),
        [
            ("sales_agent", Attribute::PersonName),
            ("manager", Attribute::PersonManager),
            ("regional_office", Attribute::PersonRegion)
        ]
    );
    let joins: Vec<_> = plan.joins.iter().map(|join| (join.kind, join.to.file, join.to.column)).collect();
    assert_eq!(joins, [(JoinKind::Account, 0, 0), (JoinKind::Product, 2, 0), (JoinKind::Owner, 4, 0)]);
    assert_eq!(plan.questions, []);
}

#[test]
fn flawed_words_are_proposed_with_what_they_mean() {
    let plan = planned(&pipeline_files());
    let spellings: Vec<_> = plan
        .spellings
        .iter()
        .map(|spelling| (spelling.found.as_str(), spelling.means.as_str(), spelling.rows, spelling.apply))
        .collect();
    assert_eq!(
        spellings,
        [
            ("ZKPro", "ZK Pro", 3, true),
            ("ZX Pro", "ZK Pro", 1, false),
            ("technolgy", "technology", 2, false),
            ("Philipines", "Philippines", 1, false),
        ]
    );
    let markers: Vec<_> = plan.missing_markers.iter().map(|marker| (marker.word.as_str(), marker.rows)).collect();
    assert_eq!(markers, [("Não Identificado", 2)]);
    let stages: Vec<_> = plan.stages.iter().map(|stage| (stage.word.as_str(), stage.meaning)).collect();
    assert_eq!(
        stages,
        [
            ("Prospecting", StageMeaning::Open),
            ("Engaging", StageMeaning::Open),
            ("Won", StageMeaning::Won),
            ("Lost", StageMeaning::Lost),
        ]
    );
}

#[test]
fn headers_of_salesforce_and_hubspot_are_known() {
    let salesforce = planned(&[fixture("salesforce-report.csv")]);
    assert_eq!(salesforce.files[0].role, FileRole::Deals);
    let unmapped: Vec<_> = salesforce.files[0]
        .columns
        .iter()
        .filter(|column| column.attribute.is_none())
        .map(|column| &column.header)
        .collect();
    assert_eq!(unmapped, ["Next Step"]);
    assert!(
        salesforce.files[0]
            .columns
            .iter()
            .filter(|column| column.attribute.is_some())
            .all(|column| column.confidence > 0.9)
    );
    let hubspot = planned(&[fixture("hubspot-deals.csv"), fixture("hubspot-companies.csv")]);
    assert_eq!((hubspot.files[0].role, hubspot.files[1].role), (FileRole::Deals, FileRole::Accounts));
    let join = &hubspot.joins[0];
    assert_eq!(
        (join.kind, hubspot.files[0].columns[join.from.column as usize].header.as_str()),
        (JoinKind::Account, "Associated Company IDs")
    );
    assert_eq!(hubspot.questions, []);
}

#[test]
fn dates_that_can_be_read_two_ways_are_asked_before_anything_is_imported() {
    let mut plan = planned(&[fixture("ambiguous-dates.csv")]);
    assert_eq!(plan.questions.iter().map(|question| question.kind).collect::<Vec<_>>(), [QuestionKind::DateOrder]);
    let refused = run(&plan, &context(), &mut |_| panic!("nothing may arrive"), &Unwatched);
    assert!(matches!(refused, Err(CsvError::Unanswered(questions)) if questions.len() == 1));
    for column in &mut plan.files[0].columns {
        if column.attribute == Some(Attribute::DealClose) {
            column.date_order = Some(DateOrder::MonthDayYear);
        }
    }
    assert_eq!(open_questions(&plan), []);
    let (batch, _) = imported(&plan);
    assert_eq!(deal(&batch, "D1").close_date, NaiveDate::from_ymd_opt(2024, 3, 4));
}

#[test]
fn no_deals_no_stage_and_a_column_mapped_twice_are_asked() {
    assert_eq!(planned(&[fixture("pipeline/products.csv")]).questions[0].kind, QuestionKind::NoDeals);
    let mut plan = planned(&[fixture("pipeline/sales_pipeline.csv")]);
    for column in &mut plan.files[0].columns {
        if column.header == "deal_stage" {
            column.attribute = Some(Attribute::DealAccount);
        }
    }
    let asked: Vec<_> = open_questions(&plan).iter().map(|question| question.kind).collect();
    assert_eq!(asked, [QuestionKind::NoStage, QuestionKind::TwiceMapped]);
}

#[test]
fn a_changed_role_gets_its_own_mapping_and_decisions_stay() {
    let paths = pipeline_files();
    let profiles = looked_at(&paths);
    let mut plan = propose(&profiles);
    plan.stages[1].meaning = StageMeaning::Lost;
    plan.spellings[2].apply = true;
    plan.default_currency = Some("EUR".to_owned());
    plan.missing_markers.clear();
    plan.files[4].role = FileRole::Ignored;
    let revised = revise(&profiles, &plan);
    assert!(revised.joins.iter().all(|join| join.kind != JoinKind::Owner));
    assert_eq!(revised.stages[1].meaning, StageMeaning::Lost);
    assert!(revised.spellings.iter().any(|spelling| spelling.found == "technolgy" && spelling.apply));
    assert_eq!(revised.missing_markers, []);
    assert_eq!(revised.default_currency.as_deref(), Some("EUR"));
    plan.files[2].role = FileRole::Deals;
    assert!(
        revise(&profiles, &plan).files[2].columns.iter().any(|column| column.attribute == Some(Attribute::DealProduct))
    );
}

#[test]
fn a_plan_survives_the_way_to_the_screen_and_back() {
    let plan = planned(&pipeline_files());
    let there = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<ImportPlan>(&there).unwrap(), plan);
    let profiles = looked_at(&pipeline_files());
    let there = serde_json::to_string(&profiles).unwrap();
    assert_eq!(serde_json::from_str::<Vec<FileProfile>>(&there).unwrap(), profiles);
}
