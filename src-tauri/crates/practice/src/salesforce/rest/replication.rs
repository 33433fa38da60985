//! Which records changed or went between two moments.

use axum::Json;
use axum::extract::{Path, RawQuery};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::Call;
use super::call::object;
use crate::form::Fields;
use crate::org::Moment;
use crate::salesforce::errors::Problem;
use crate::salesforce::query::Scope;
use crate::salesforce::rows::Row;
use crate::salesforce::schema::Sobject;
use crate::salesforce::value::stamp;

/// How far back changes are known, in days.
const UPDATED_DAYS: i64 = 30;
/// How far back deletions are known, in days.
const DELETED_DAYS: i64 = 15;

/// `GET /sobjects/Opportunity/updated/?start=…&end=…`
pub async fn updated(call: Call, Path(name): Path<String>, RawQuery(raw): RawQuery) -> Result<Json<Value>, Problem> {
    let sobject = object(&name)?;
    call.read(|scope| {
        let span = Span::read(raw.as_deref(), scope.now, UPDATED_DAYS)?;
        let changed = rows(scope, sobject).filter(|row| !row.is_deleted() && span.covers(row.stamp()));
        let ids: Vec<String> = changed.map(|row| row.id().to_string()).collect();
        Ok(Json(json!({"ids": ids, "latestDateCovered": stamp(span.covered(scope.now))})))
    })
}

/// `GET /sobjects/Opportunity/deleted/?start=…&end=…`
pub async fn deleted(call: Call, Path(name): Path<String>, RawQuery(raw): RawQuery) -> Result<Json<Value>, Problem> {
    let sobject = object(&name)?;
    call.read(|scope| {
        let span = Span::read(raw.as_deref(), scope.now, DELETED_DAYS)?;
        let gone = rows(scope, sobject).filter(|row| row.is_deleted() && span.covers(row.stamp()));
        let records: Vec<Value> =
            gone.map(|row| json!({"id": row.id().to_string(), "deletedDate": stamp(row.stamp())})).collect();
        let earliest = scope.now.plus(TimeDelta::days(-DELETED_DAYS));
        Ok(Json(json!({
            "deletedRecords": records,
            "earliestDateAvailable": stamp(earliest),
            "latestDateCovered": stamp(span.covered(scope.now)),
        })))
    })
}

fn rows<'a>(scope: &Scope<'a>, sobject: &'static Sobject) -> impl Iterator<Item = Row<'a>> {
    let org = scope.org;
    (sobject.keys)(org).into_iter().filter_map(move |key| Row::at(org, sobject, key))
}

/// From one minute to another; seconds are cut off.
struct Span {
    start: Moment,
    end: Moment,
}

impl Span {
    fn read(raw: Option<&str>, now: Moment, days: i64) -> Result<Self, Problem> {
        let fields = Fields::parse(raw.unwrap_or_default().as_bytes());
        let moment = |name: &str| {
            let text = fields.get(name).unwrap_or_default();
            // A plus that nobody escaped reads as a space.
            let at = chrono::DateTime::parse_from_rfc3339(&text.replace(' ', "+")).ok();
            let wrong = || Problem::bad("INVALID_REPLICATION_DATE", format!("{name} is no date: {text}"));
            at.map(|at| whole_minute(Moment(at.timestamp_millis()))).ok_or_else(wrong)
        };
        let (start, end) = (moment("start")?, moment("end")?);
        if end.0 - start.0 < 60_000 {
            let message = "The endDate must be at least one minute greater than the startDate";
            return Err(Problem::bad("INVALID_REPLICATION_DATE", message));
        }
        if start < now.plus(TimeDelta::days(-days)) {
            let message = format!("startDate is more than {days} days ago");
            return Err(Problem::bad("INVALID_REPLICATION_DATE", message));
        }
        Ok(Self { start, end })
    }

    fn covers(&self, at: Moment) -> bool {
        self.start <= at && at < self.end
    }

    /// Until when nothing can be missing.
    fn covered(&self, now: Moment) -> Moment {
        self.end.min(whole_minute(now))
    }
}

fn whole_minute(at: Moment) -> Moment {
    Moment(at.0.div_euclid(60_000) * 60_000)
}
