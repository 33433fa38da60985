//! The metrics view.

use super::lists::scope;
use crate::application::Application;
use crate::error::AppError;
use crate::settings;
use crate::wire::list::Scope;
use crate::wire::metrics::{AskMetrics, Behind, Figure, MetricKey, MetricsView, MonthPoint, TierCell, TierRow, Unit};
use crate::workspace::Workspace;
use chrono::{DateTime, Utc};
use domain::DealId;
use insight::{Measured, Measures, Metric, Month, counts_in, is_miss, months_until, read, sentence};
use playbook::Tier;
use store::MeasuredRow;

/// Months that are shown where none are named.
const MONTHS: u32 = 6;
/// Months that can be shown.
const MOST_MONTHS: u32 = 24;

/// The handoffs of a period, and the questions asked of them.
struct Period<'a> {
    rows: &'a [(DealId, Measured)],
    scope: Scope,
    tiers: &'a [Tier],
    now: DateTime<Utc>,
}

/// All figures.
pub async fn metrics(application: &Application, workspace: &str, ask: AskMetrics) -> Result<MetricsView, AppError> {
    let workspace = application.workspace(workspace)?;
    let data_ends: Option<DateTime<Utc>> = workspace.store.setting(settings::DATA_ENDS_AT).await?;
    let now = workspace.now();
    let ends_at = data_ends.unwrap_or(now).min(now);
    let count = if ask.months == 0 { MONTHS } else { ask.months.min(MOST_MONTHS) };
    let months = months_until(ends_at, count);
    let Some(first) = months.first().map(|month| month.starts_at()) else { return Err(AppError::NoSuchHandoff) };
    let rows = measured(&workspace, ask.scope, first, ends_at, &ask.tiers).await?;
    let period = Period { rows: &rows, scope: ask.scope, tiers: &ask.tiers, now };
    Ok(MetricsView {
        filter_words: filter_words(first, ends_at, &ask),
        ends_at,
        ends_with_data: data_ends.is_some(),
        figures: Metric::ALL.iter().map(|metric| period.figure(*metric, first, ends_at, &months)).collect(),
        by_tier: Tier::ALL.iter().map(|tier| period.tier_row(&workspace, *tier, first, ends_at)).collect(),
    })
}

/// The deals behind a figure.
pub(super) async fn deals_behind(workspace: &Workspace, behind: &Behind) -> Result<Vec<DealId>, AppError> {
    let rows = measured(workspace, behind.scope, behind.from, behind.to, &behind.tiers).await?;
    let (metric, now) = (metric_of(behind.metric), workspace.now());
    let fits =
        |handoff: &Measured| counts_in(metric, handoff, now) && (!behind.misses_only || is_miss(metric, handoff));
    Ok(rows.into_iter().filter(|(_, handoff)| fits(handoff)).map(|(deal, _)| deal).collect())
}

async fn measured(
    workspace: &Workspace,
    of: Scope,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    tiers: &[Tier],
) -> Result<Vec<(DealId, Measured)>, AppError> {
    let rows = workspace.store.measured(&scope(workspace, of), from, to).await?;
    Ok(rows.into_iter().map(typed).filter(|(_, handoff)| tiers.is_empty() || tiers.contains(&handoff.tier)).collect())
}

fn typed(row: MeasuredRow) -> (DealId, Measured) {
    let measures: Measures = serde_json::from_value(row.measures).unwrap_or_default();
    let tier = crate::view::row::tier(&row.tier);
    (row.deal_id, Measured { handoff: row.handoff_id, tier, state: row.state, closed_at: row.closed_at, measures })
}

impl Period<'_> {
    fn figure(&self, metric: Metric, from: DateTime<Utc>, to: DateTime<Utc>, months: &[Month]) -> Figure {
        let whole = read(metric, &self.between(from, to), self.now);
        let points: Vec<MonthPoint> = months.iter().map(|month| self.point(metric, *month, to)).collect();
        let trend: Vec<(String, insight::Figure)> = points
            .iter()
            .map(|point| (point.label.clone(), insight::Figure { value: point.value, n: point.n as usize }))
            .collect();
        let target = metric.target();
        let (label, definition, target_words) = words(metric);
        Figure {
            key: key_of(metric),
            label: label.to_owned(),
            definition: definition.to_owned(),
            unit: unit(metric),
            value: whole.value,
            n: number(whole.n),
            target: target.map(|(target, _)| target),
            target_words: target_words.map(str::to_owned),
            on_target: target
                .zip(whole.value)
                .map(|((target, more), value)| if more { value >= target } else { value <= target }),
            sentence: sentence(metric, whole, &trend),
            months: points,
            behind: self.behind(metric, from, to, self.tiers),
        }
    }

    fn point(&self, metric: Metric, month: Month, end: DateTime<Utc>) -> MonthPoint {
        let (from, to) = (month.starts_at(), month.ends_at().min(end + chrono::TimeDelta::seconds(1)));
        let figure = read(metric, &self.between(from, to), self.now);
        MonthPoint {
            month: month.first.format("%Y-%m").to_string(),
            label: month.first.format("%b").to_string(),
            value: figure.value,
            n: number(figure.n),
            behind: self.behind(metric, from, to, self.tiers),
        }
    }

    fn tier_row(&self, workspace: &Workspace, tier: Tier, from: DateTime<Utc>, to: DateTime<Utc>) -> TierRow {
        let of_tier: Vec<&Measured> =
            self.between(from, to).into_iter().filter(|handoff| handoff.tier == tier).collect();
        let cell = |metric: &Metric| {
            let figure = read(*metric, &of_tier, self.now);
            let behind = self.behind(*metric, from, to, &[tier]);
            TierCell { key: key_of(*metric), value: figure.value, n: number(figure.n), behind }
        };
        let name = workspace.process().playbook.tier(tier).map_or_else(String::new, |rule| rule.name.clone());
        TierRow { tier, label: format!("{} {name}", tier.as_str()), cells: Metric::ALL.iter().map(cell).collect() }
    }

    fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<&Measured> {
        self.rows
            .iter()
            .map(|(_, handoff)| handoff)
            .filter(|handoff| from <= handoff.closed_at && handoff.closed_at <= to)
            .collect()
    }

    fn behind(&self, metric: Metric, from: DateTime<Utc>, to: DateTime<Utc>, tiers: &[Tier]) -> Behind {
        Behind { metric: key_of(metric), scope: self.scope, from, to, tiers: tiers.to_vec(), misses_only: false }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn filter_words(from: DateTime<Utc>, to: DateTime<Utc>, ask: &AskMetrics) -> String {
    let whose = match ask.scope {
        Scope::Mine => "deals that you own",
        Scope::Intake => "accounts that you receive",
        Scope::Team => "your team",
        Scope::All => "all teams",
    };
    let tiers = match ask.tiers.as_slice() {
        [] => "all tiers".to_owned(),
        tiers => format!("tier {}", tiers.iter().map(|tier| tier.as_str()).collect::<Vec<_>>().join(", ")),
    };
    format!("Closed {} to {}, {whose}, {tiers}", from.format("%-d %b %Y"), to.format("%-d %b %Y"))
}

fn unit(metric: Metric) -> Unit {
    match metric.unit() {
        insight::Unit::Percent => Unit::Percent,
        insight::Unit::Hours => Unit::Hours,
        insight::Unit::Score => Unit::Score,
    }
}

/// Label, definition and target in words. Source: domain page, Metrics.
fn words(metric: Metric) -> (&'static str, &'static str, Option<&'static str>) {
    match metric {
        Metric::Completion => (
            "Completion",
            "Deals whose required fields were all filled at the completion deadline, of closes whose deadline has passed",
            Some("≥ 90 %"),
        ),
        Metric::Quality => ("Quality", "Median quality score at submission", Some("≥ 85")),
        Metric::FirstPass => {
            ("First-pass acceptance", "Accepted without a return, of those reviewed; tier A aside", Some("≥ 90 %"))
        }
        Metric::FirstTouch => {
            ("Close to first touch", "Median calendar hours from close to the first outreach by CS", Some("< 24 h"))
        }
        Metric::Escalation => ("Escalations", "Handoffs in which a clock ran out, of closes", Some("< 20 %")),
        Metric::TimeToSubmit => ("Time to submit", "Median calendar hours from close to submission", None),
        Metric::TimeToReview => {
            ("Time to review", "Median calendar hours from submission to the CSM's decision; tier A aside", None)
        }
        Metric::ReviewRate => ("Review rate", "Submitted and reviewed, of submitted; tier A aside", Some("100 %")),
        Metric::Bypass => (
            "Bypasses",
            "Past the deadline with required fields missing, never handed over, never released; of closes",
            Some("0"),
        ),
        Metric::RepeatAsk => {
            ("Repeat-asks", "Handoffs in which the customer was asked again, of those with an answer", Some("0"))
        }
    }
}

const KEYS: [(Metric, MetricKey); 10] = [
    (Metric::Completion, MetricKey::Completion),
    (Metric::Quality, MetricKey::Quality),
    (Metric::FirstPass, MetricKey::FirstPass),
    (Metric::FirstTouch, MetricKey::FirstTouch),
    (Metric::TimeToSubmit, MetricKey::TimeToSubmit),
    (Metric::TimeToReview, MetricKey::TimeToReview),
    (Metric::Escalation, MetricKey::Escalation),
    (Metric::ReviewRate, MetricKey::ReviewRate),
    (Metric::Bypass, MetricKey::Bypass),
    (Metric::RepeatAsk, MetricKey::RepeatAsk),
];

fn key_of(metric: Metric) -> MetricKey {
    KEYS.iter().find(|(one, _)| *one == metric).map_or(MetricKey::Completion, |(_, key)| *key)
}

fn metric_of(key: MetricKey) -> Metric {
    KEYS.iter().find(|(_, one)| *one == key).map_or(Metric::Completion, |(metric, _)| *metric)
}
