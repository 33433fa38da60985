//! What files look like before anything is imported.

use super::*;

fn profile(name: &str) -> FileProfile {
    looked_at(&[fixture(name)]).remove(0)
}

fn column<'a>(profile: &'a FileProfile, header: &str) -> &'a ColumnProfile {
    profile.columns.iter().find(|column| column.header == header).unwrap()
}

fn problem(profile: &FileProfile) -> ProblemCode {
    profile.problems.iter().find(|problem| problem.blocks).unwrap().code
}

#[test]
fn a_salesforce_report_is_read_between_its_title_and_its_footer() {
    let report = profile("salesforce-report.csv");
    let layout = report.layout.as_ref().unwrap();
    assert_eq!(
        (layout.encoding.as_str(), layout.delimiter, layout.header_line, layout.footer_from),
        ("windows-1252", ',', 4, Some(12))
    );
    assert_eq!(report.rows, 4);
    let skipped: Vec<_> = report.skipped.iter().map(|lines| (lines.from, lines.to, lines.text.len())).collect();
    assert_eq!(skipped, [(1, 3, 2), (12, 16, 5)]);
    assert_eq!(
        column(&report, "Close Date").holds,
        ColumnType::Date { order: DateOrder::MonthDayYear, pattern: "mm/dd/yyyy".to_owned() }
    );
    assert_eq!(
        column(&report, "Amount").holds,
        ColumnType::Number { decimal: Some(Decimal::Point), currency: Some("USD".to_owned()) }
    );
    assert_eq!(column(&report, "Account Name").samples[0], "Müllerhaus");
}

#[test]
fn a_german_export_keeps_umlauts_commas_and_dots() {
    let export = profile("german.csv");
    let layout = export.layout.as_ref().unwrap();
    assert_eq!((layout.encoding.as_str(), layout.delimiter), ("windows-1252", ';'));
    assert_eq!(
        column(&export, "Abschlussdatum").holds,
        ColumnType::Date { order: DateOrder::DayMonthYear, pattern: "dd.mm.yyyy".to_owned() }
    );
    assert_eq!(
        column(&export, "Betrag").holds,
        ColumnType::Number { decimal: Some(Decimal::Comma), currency: Some("EUR".to_owned()) }
    );
    assert_eq!(column(&export, "Kunde").samples[0], "Würth & Söhne");
    assert_eq!(column(&export, "Währung").filled, 3);
}

#[test]
fn utf16_is_read_with_and_without_its_mark() {
    let marked = profile("utf16.tsv");
    assert_eq!(marked.layout.as_ref().unwrap().delimiter, '\t');
    assert_eq!(column(&marked, "Company").samples, ["Åland Lines", "北京公司"]);
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = "Deal ID;Stage\r\nA;Won\r\nB;Lost\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let bare = looked_at(&[written(&folder, "bare.csv", &bytes)]).remove(0);
    assert_eq!(bare.layout.as_ref().unwrap().encoding, "UTF-16BE");
    assert_eq!(bare.rows, 2);
}

#[test]
fn files_that_hold_no_table_say_why_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..4000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let cases: [(&str, &[u8], ProblemCode); 6] = [
        ("empty.csv", b"", ProblemCode::Empty),
        ("blank.csv", b"\n\r\n  \n", ProblemCode::Empty),
        ("book.csv", b"PK\x03\x04whatever", ProblemCode::Binary),
        ("noise.csv", &noise, ProblemCode::Binary),
        ("header.csv", b"Deal ID,Stage\n", ProblemCode::OnlyHeader),
        ("mark.csv", b"\xef\xbb\xbf", ProblemCode::Empty),
    ];
    for (name, bytes, code) in cases {
        let profile = looked_at(&[written(&folder, name, bytes)]).remove(0);
        assert_eq!(problem(&profile), code, "{name}");
        assert!(!profile.is_usable() && profile.problems.iter().all(|problem| !problem.remedy.is_empty()));
    }
    assert_eq!(problem(&looked_at(&[folder.path().join("absent.csv")]).remove(0)), ProblemCode::Unreadable);
    assert_eq!(problem(&looked_at(&[folder.path().to_path_buf()]).remove(0)), ProblemCode::Unreadable);
}

#[test]
fn a_quote_that_never_closes_costs_its_own_line_only() {
    let export = profile("broken-quotes.csv");
    let lines: Vec<_> = export.problems.iter().map(|problem| (problem.code, problem.line)).collect();
    assert_eq!(lines, [(ProblemCode::BrokenQuote, Some(3)), (ProblemCode::BrokenQuote, Some(8))]);
    assert_eq!(export.rows, 4);
    assert!(column(&export, "Deal Name").samples.contains(&"has \"inner\" quotes".to_owned()));
    assert!(column(&export, "Deal Name").samples.contains(&"two lines".to_owned()));
}

#[test]
fn every_delimiter_and_excels_own_word_for_it_is_found() {
    let folder = tempfile::tempdir().unwrap();
    for delimiter in [',', ';', '\t', '|'] {
        let text = ["id,name,stage", "1,Acorn,Won", "2,\"Birch, Elm; Fir\",Lost"].join("\n");
        let text: String =
            text.replace("Birch, Elm", "Birch~ Elm").replace(',', &delimiter.to_string()).replace('~', ",");
        let found = looked_at(&[written(&folder, "delimited.csv", text.as_bytes())]).remove(0);
        assert_eq!(found.layout.as_ref().unwrap().delimiter, delimiter);
        assert_eq!(found.rows, 2, "{delimiter:?}");
    }
    let declared = looked_at(&[written(&folder, "sep.csv", b"sep=;\nid;price\n1;2,5\n2;3,5\n")]).remove(0);
    let layout = declared.layout.unwrap();
    assert_eq!((layout.delimiter, layout.header_line, declared.rows), (';', 2, 2));
}

#[test]
fn a_choice_of_the_person_wins_over_the_guess() {
    let choice = LayoutChoice { encoding: Some("latin2".to_owned()), delimiter: Some('|'), header_line: None };
    let chosen = inspect_as(&fixture("german.csv"), &choice, &Unwatched).unwrap();
    let layout = chosen.layout.unwrap();
    assert_eq!((layout.encoding.as_str(), layout.delimiter, layout.columns), ("ISO-8859-2", '|', 1));
    let later = LayoutChoice { header_line: Some(2), ..LayoutChoice::default() };
    assert_eq!(inspect_as(&fixture("german.csv"), &later, &Unwatched).unwrap().rows, 2);
}

#[test]
fn a_table_without_header_gets_numbered_columns() {
    let folder = tempfile::tempdir().unwrap();
    let bare = looked_at(&[written(&folder, "bare.csv", b"A1,Won,2024-01-02,10\nA2,Lost,2024-01-03,20\n")]).remove(0);
    assert_eq!(bare.rows, 2);
    assert_eq!(bare.columns[1].header, "Column 2");
    assert!(bare.problems.iter().any(|problem| problem.code == ProblemCode::NoHeader && !problem.blocks));
}

#[test]
fn columns_tell_ids_choices_dates_and_numbers_apart() {
    let profiles = looked_at(&[fixture("pipeline/sales_pipeline.csv")]);
    let holds: Vec<_> = profiles[0].columns.iter().map(|column| (column.header.as_str(), &column.holds)).collect();
    assert!(matches!(holds[6], ("close_date", ColumnType::Date { order: DateOrder::YearMonthDay, .. })), "{holds:?}");
    assert!(matches!(holds[4], ("deal_stage", ColumnType::Choice)), "{holds:?}");
    assert!(matches!(holds[7], ("close_value", ColumnType::Number { .. })), "{holds:?}");
    let teams = looked_at(&[fixture("utf16.tsv")]);
    assert_eq!(teams[0].columns[0].holds, ColumnType::Id);
}
