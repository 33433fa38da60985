//! The metrics view.

use chrono::{DateTime, Utc};
use playbook::Tier;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Arguments of `metrics`.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct AskMetrics {
    pub scope: super::list::Scope,
    pub tiers: Vec<Tier>,
    /// Months back from the end of the data, this month included: 1 to 24; 0 means 6.
    pub months: u32,
}

/// All figures with their trend.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MetricsView {
    /// `1 Jun to 22 Nov 2026, all teams, all tiers`
    pub filter_words: String,
    /// The end of the period: now, or the last close of old data.
    pub ends_at: DateTime<Utc>,
    pub ends_with_data: bool,
    pub figures: Vec<Figure>,
    pub by_tier: Vec<TierRow>,
}

/// A figure over the whole period, and by month.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Figure {
    pub key: MetricKey,
    pub label: String,
    /// How it is defined, in a sentence.
    pub definition: String,
    pub unit: Unit,
    /// `None` means no data: n is 0.
    pub value: Option<f64>,
    pub n: u32,
    pub target: Option<f64>,
    /// `≥ 90 %`
    pub target_words: Option<String>,
    pub on_target: Option<bool>,
    /// One sentence that says what it means.
    pub sentence: String,
    pub months: Vec<MonthPoint>,
    pub behind: Behind,
}

/// What a figure measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MetricKey {
    Completion,
    Quality,
    FirstPass,
    FirstTouch,
    TimeToSubmit,
    TimeToReview,
    Escalation,
    ReviewRate,
    Bypass,
    RepeatAsk,
}

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 0 to 100.
    Percent,
    /// Calendar hours.
    Hours,
    /// 0 to 100.
    Score,
}

/// One month of a figure.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MonthPoint {
    /// `2026-11`
    pub month: String,
    /// `Nov`
    pub label: String,
    pub value: Option<f64>,
    pub n: u32,
    pub behind: Behind,
}

/// One tier in the table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TierRow {
    pub tier: Tier,
    pub label: String,
    pub cells: Vec<TierCell>,
}

/// A figure of one tier.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TierCell {
    pub key: MetricKey,
    pub value: Option<f64>,
    pub n: u32,
    pub behind: Behind,
}

/// What leads from a figure to the handoffs behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Behind {
    pub metric: MetricKey,
    pub scope: super::list::Scope,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    pub tiers: Vec<Tier>,
    /// Only those that missed: not complete, returned, late, escalated.
    pub misses_only: bool,
}
