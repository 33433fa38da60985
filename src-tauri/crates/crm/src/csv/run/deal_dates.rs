//! Dates of a deal, and what they say about each other.

use super::batch::RunContext;
use super::output::Output;
use super::row::RowView;
use crate::csv::attribute::Attribute;
use crate::csv::date::Moment;
use crate::csv::issue::IssueCode;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use domain::Deal;

/// Fills the dates of `deal`, whose outcome is known already.
pub fn fill(deal: &mut Deal, row: &RowView<'_>, context: &RunContext, output: &mut Output) {
    let close = row.date(Attribute::DealClose, output).map(|moment| date_in(moment, context.zone));
    let created = row.date(Attribute::DealCreated, output);
    deal.close_date = close;
    deal.created_at = created.map(|moment| instant_in(moment, context.zone));
    deal.modified_at = row.date(Attribute::DealModified, output).map(|moment| instant_in(moment, context.zone));
    deal.closed_at = close.filter(|_| deal.is_won).map(|date| noon_in(date, context.zone));
    let created = created.map(|moment| date_in(moment, context.zone));
    judge(deal.is_closed, close, created, row, context, output);
    let mut date = |attribute| row.date(attribute, output).map(|moment| date_in(moment, context.zone));
    deal.contract.start = date(Attribute::DealContractStart);
    deal.contract.renewal = date(Attribute::DealRenewal);
    deal.target_go_live = date(Attribute::DealGoLive);
}

fn judge(
    is_closed: bool,
    close: Option<NaiveDate>,
    created: Option<NaiveDate>,
    row: &RowView<'_>,
    context: &RunContext,
    output: &mut Output,
) {
    let attribute = Attribute::DealClose;
    let cell = row.cell(attribute).unwrap_or_default();
    match close {
        None if is_closed && cell.is_empty() => {
            let reason = "the deal is closed and has no close date: it belongs to no period, and no clock can start";
            row.report(output, Some(attribute), IssueCode::ClosedWithoutDate, "", reason);
        }
        Some(close) if is_closed && close > context.today => {
            row.report(
                output,
                Some(attribute),
                IssueCode::ClosedInFuture,
                cell,
                "the deal is closed, but its close date is in the future",
            );
        }
        _ => {}
    }
    if let (Some(close), Some(created)) = (close, created)
        && close < created
    {
        let header = row.header(Attribute::DealCreated).unwrap_or_default();
        let reason = format!("the close date lies before `{header}`");
        row.report(output, Some(attribute), IssueCode::CloseBeforeCreated, &format!("{cell} < {created}"), reason);
    }
}

fn instant_in(moment: Moment, zone: Tz) -> DateTime<Utc> {
    let (Some(time), Some(offset)) = (moment.time, moment.offset) else {
        return moment.time.map_or_else(|| noon_in(moment.date, zone), |time| local(moment.date.and_time(time), zone));
    };
    let local_time = moment.date.and_time(time);
    offset
        .from_local_datetime(&local_time)
        .single()
        .map_or_else(|| local_time.and_utc(), |instant| instant.with_timezone(&Utc))
}

fn date_in(moment: Moment, zone: Tz) -> NaiveDate {
    match (moment.time, moment.offset) {
        (Some(_), Some(_)) => instant_in(moment, zone).with_timezone(&zone).date_naive(),
        _ => moment.date,
    }
}

fn noon_in(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    local(date.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()), zone)
}

/// Of a time that comes twice, the first; a time that the clocks skip is read as UTC.
fn local(time: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    zone.from_local_datetime(&time).earliest().map_or_else(|| time.and_utc(), |instant| instant.with_timezone(&Utc))
}
