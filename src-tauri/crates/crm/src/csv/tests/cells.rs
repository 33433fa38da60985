//! Dates, numbers and words of single cells.

use crate::csv::date::{DateEvidence, DateOrder, DateVerdict, parse as parse_date};
use crate::csv::number::{Decimal, NumberEvidence, currency_of, named_currency, parse as parse_number};
use crate::csv::spelling::near_misses;
use crate::csv::stages::{StageMeaning, read_stage};
use crate::csv::words::{header_words, loose, norm};
use crate::csv::{ValueCount, Wants};
use chrono::NaiveDate;
use proptest::prelude::*;

fn verdict(cells: &[&str]) -> DateVerdict {
    let mut evidence = DateEvidence::default();
    for cell in cells {
        assert!(evidence.add(cell), "{cell} is a date");
    }
    evidence.verdict()
}

#[test]
fn one_cell_above_twelve_decides_day_and_month_for_its_column() {
    assert_eq!(verdict(&["03/04/2024", "13/04/2024"]), DateVerdict::Order(DateOrder::DayMonthYear));
    assert_eq!(verdict(&["03/04/2024", "04/13/2024"]), DateVerdict::Order(DateOrder::MonthDayYear));
    assert!(matches!(verdict(&["03/04/2024", "05/06/2024"]), DateVerdict::Ambiguous(_)));
    assert_eq!(verdict(&["2024-03-04", "2024-05-06T10:00:00Z"]), DateVerdict::Order(DateOrder::YearMonthDay));
    assert_eq!(verdict(&["03.04.2024"]), DateVerdict::Order(DateOrder::DayMonthYear));
    assert_eq!(verdict(&["4 Mar 2024", "Mar 5, 2024", "06-March-24"]), DateVerdict::Order(DateOrder::YearMonthDay));
}

#[test]
fn dates_are_read_with_and_without_time() {
    let day = NaiveDate::from_ymd_opt(2024, 3, 4).unwrap();
    for cell in
        ["2024-03-04", "2024/03/04 10:15", "2024-03-04T10:15:00.000+02:00", "Mar 4, 2024", "4 march 2024", "04-Mar-24"]
    {
        assert_eq!(parse_date(cell, DateOrder::YearMonthDay).unwrap().date, day, "{cell}");
    }
    assert_eq!(parse_date("4.3.24", DateOrder::DayMonthYear).unwrap().date, day);
    let afternoon = parse_date("3/4/2024 1:05 PM", DateOrder::MonthDayYear).unwrap();
    assert_eq!((afternoon.date, afternoon.time.unwrap().to_string()), (day, "13:05:00".to_owned()));
    assert_eq!(
        parse_date("12/31/1999 12:00 AM", DateOrder::MonthDayYear).unwrap().time.unwrap().to_string(),
        "00:00:00"
    );
}

#[test]
fn what_is_no_date_is_refused() {
    for cell in [
        "",
        "2017-02-30",
        "31/02/2024",
        "2024-13-01",
        "10-20",
        "1-2-3 Main Street",
        "2024-03-04 nonsense",
        "0000-01-01",
        "+31.02.2024",
    ] {
        for order in [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear] {
            assert_eq!(parse_date(cell, order), None, "{cell}");
        }
    }
    assert_eq!(parse_date("03/04/2024", DateOrder::YearMonthDay), None, "the order of the column counts");
}

#[test]
fn numbers_are_read_in_both_worlds() {
    let cases = [
        ("1054.0", Decimal::Point, 1054.0),
        ("$12,500.00", Decimal::Point, 12500.0),
        ("(1,234.50)", Decimal::Point, -1234.5),
        ("1.234,50 €", Decimal::Comma, 1234.5),
        ("1 234,5", Decimal::Comma, 1234.5),
        ("EUR 99,90", Decimal::Comma, 99.9),
        ("12'000.5", Decimal::Point, 12000.5),
        ("-€5", Decimal::Point, -5.0),
        ("75 %", Decimal::Point, 75.0),
        (".5", Decimal::Point, 0.5),
        ("1,23,456", Decimal::Point, 123_456.0),
    ];
    for (cell, decimal, number) in cases {
        assert_eq!(parse_number(cell, decimal), Some(number), "{cell}");
    }
    for cell in ["", "abc", "1.2.3", "1,2", "12 apples", "--5", "$", "1e400", "NaN", "inf", "1,,000"] {
        assert_eq!(parse_number(cell, Decimal::Point), None, "{cell}");
    }
}

#[test]
fn the_whole_column_tells_the_decimal_sign() {
    let decimal = |cells: &[&str]| {
        let mut evidence = NumberEvidence::default();
        cells.iter().for_each(|cell| assert!(evidence.add(cell), "{cell}"));
        evidence.decimal()
    };
    assert_eq!(decimal(&["1.234", "99,90"]), Some(Decimal::Comma));
    assert_eq!(decimal(&["1,234", "99.90"]), Some(Decimal::Point));
    assert_eq!(decimal(&["1.234", "5.678"]), None, "thousands or fractions");
    assert_eq!(decimal(&["12", "5"]), Some(Decimal::Point));
    assert_eq!(currency_of("1.234,50 €"), Some("EUR"));
    assert_eq!(currency_of("100"), None);
    for name in ["EUR", "eur", "€", "Euro (EUR)"] {
        assert_eq!(named_currency(name).as_deref(), Some("EUR"), "{name}");
    }
    assert_eq!(named_currency("unknown"), None);
}

#[test]
fn stages_mean_what_their_words_say() {
    for word in ["Won", "Closed Won", "closedwon", "5 - Closed/Won", "Gewonnen"] {
        assert_eq!(read_stage(word, 1).meaning, StageMeaning::Won, "{word}");
    }
    for word in ["Lost", "Closed Lost", "closedlost", "Lost to competitor", "Cancelled"] {
        assert_eq!(read_stage(word, 1).meaning, StageMeaning::Lost, "{word}");
    }
    for word in [
        "Engaging",
        "Prospecting",
        "Negotiation/Review",
        "appointmentscheduled",
        "Not won yet",
        "Wonder phase",
        "104857",
    ] {
        assert_eq!(read_stage(word, 1).meaning, StageMeaning::Open, "{word}");
    }
    assert!(read_stage("Shipped to Mars", 1).confidence < 0.5);
}

#[test]
fn spellings_are_found_and_different_products_left_alone() {
    let value = |text: &str| ValueCount { value: text.to_owned(), rows: 3 };
    let wanted = ["GTX Pro", "GTX Plus Pro", "GTK 500", "GTK 600"];
    let found = near_misses(
        &[value("GTXPro"), value("GTX Plus Pra"), value("GTK 700"), value("gtk 500"), value("Other")],
        wanted.into_iter(),
    );
    let told: Vec<_> =
        found.iter().map(|found| (found.found.as_str(), found.means.as_str(), found.same_letters)).collect();
    assert_eq!(told, [("GTXPro", "GTX Pro", true), ("GTX Plus Pra", "GTX Plus Pro", false)]);
}

#[test]
fn words_are_compared_without_case_accents_and_signs() {
    assert_eq!(norm("  Não\u{a0} IDENTIFICADO "), "não identificado");
    assert_eq!(loose("Não Identificado"), "naoidentificado");
    assert_eq!(header_words("Close_Date (UTC)"), ["close", "date", "utc"]);
    assert_eq!(header_words("closeDate"), ["close", "date"]);
}

#[test]
fn every_attribute_has_headers_that_are_its_own_within_its_file() {
    use crate::csv::Attribute;
    for attribute in Attribute::ALL {
        let first = attribute.known_headers().first().expect("a header");
        let rival = Attribute::ALL.iter().filter(|other| *other != attribute && other.role() == attribute.role());
        for other in rival {
            assert!(
                !other.known_headers().iter().any(|header| loose(header) == loose(first)),
                "{attribute:?} and {other:?} share {first}"
            );
        }
    }
    assert_eq!(Attribute::DealClose.wants(), Wants::Date);
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(cell in "\\PC{0,50}") {
        for order in [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear] {
            let _ = parse_date(&cell, order);
        }
        prop_assert!(parse_number(&cell, Decimal::Point).is_none_or(f64::is_finite));
        prop_assert!(parse_number(&cell, Decimal::Comma).is_none_or(f64::is_finite));
        let _ = (norm(&cell), loose(&cell), header_words(&cell), read_stage(&cell, 1));
    }

    #[test]
    fn a_date_written_in_an_order_is_read_in_it(days in 0_i64..70_000, separator in prop::sample::select(vec!['/', '-', '.'])) {
        let date = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Duration::days(days);
        let spelled = |format: &str| date.format(&format.replace('S', &separator.to_string())).to_string();
        prop_assert_eq!(parse_date(&spelled("%dS%mS%Y"), DateOrder::DayMonthYear).unwrap().date, date);
        prop_assert_eq!(parse_date(&spelled("%mS%dS%Y"), DateOrder::MonthDayYear).unwrap().date, date);
        prop_assert_eq!(parse_date(&spelled("%YS%mS%d"), DateOrder::MonthDayYear).unwrap().date, date);
    }

    #[test]
    fn cents_are_read_back(cents in -10_000_000_i64..10_000_000) {
        let (whole, part) = (cents.abs() / 100, cents.abs() % 100);
        let sign = if cents < 0 { "-" } else { "" };
        prop_assert_eq!(parse_number(&format!("{sign}{whole}.{part:02}"), Decimal::Point), Some(cents as f64 / 100.0));
        prop_assert_eq!(parse_number(&format!("{sign}{whole},{part:02}"), Decimal::Comma), Some(cents as f64 / 100.0));
    }
}
