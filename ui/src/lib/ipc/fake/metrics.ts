/** Six months of figures: they rise since the launch, and White-glove lags. */
import type { Behind, Figure, MetricKey, MetricsView, Scope, Tier, TierRow, Unit } from '../contract';
import type { Arguments } from '../host';
import { isFake } from './mood';

interface Kind {
  key: MetricKey;
  label: string;
  definition: string;
  unit: Unit;
  target: number | null;
  target_words: string | null;
  /** True where more is better. */
  more: boolean;
  /** The value of the first month, and of the last. */
  from: number;
  to: number;
  /** What a tier adds to the whole. */
  tiers: Record<Tier, number>;
  /** How many handoffs of a month count. */
  share: number;
}

type Short = [
  key: MetricKey,
  label: string,
  definition: string,
  unit: Unit,
  target: [number, string, boolean] | null,
  span: [number, number],
  tiers: [number, number, number],
  share: number,
];

// prettier-ignore
const shorts: Short[] = [
  ['completion', 'Completion', 'Deals whose required fields were all filled at the completion deadline, of closes whose deadline has passed', 'percent', [90, '≥ 90 %', true], [62, 91], [9, 1, -15], 0.95],
  ['quality', 'Quality', 'Median quality score at submission', 'score', [85, '≥ 85', true], [81, 91.4], [3, 1, -5], 0.85],
  ['first_pass', 'First-pass acceptance', 'Accepted without a return, of those reviewed; tier A aside', 'percent', [90, '≥ 90 %', true], [70, 93], [0, 3, -8], 0.6],
  ['first_touch', 'Close to first touch', 'Median calendar hours from close to the first outreach by CS', 'hours', [24, '< 24 h', false], [49, 19.5], [-9, -1, 6], 0.8],
  ['escalation', 'Escalations', 'Handoffs in which a clock ran out, of closes', 'percent', [20, '< 20 %', false], [29, 11], [-6, -1, 13], 1],
  ['time_to_submit', 'Time to submit', 'Median calendar hours from close to submission', 'hours', null, [84, 17], [-12, 0, 15], 0.85],
  ['time_to_review', 'Time to review', 'Median calendar hours from submission to the CSM’s decision; tier A aside', 'hours', null, [31, 11], [0, -2, 5], 0.6],
  ['review_rate', 'Review rate', 'Submitted and reviewed, of submitted; tier A aside', 'percent', [100, '100 %', true], [86, 100], [0, 1, -4], 0.6],
  ['bypass', 'Bypasses', 'Past the deadline with required fields missing, never handed over, never released; of closes', 'percent', [0, '0', false], [14, 0], [-2, 0, 4], 1],
  ['repeat_ask', 'Repeat-asks', 'Handoffs in which the customer was asked again, of those with an answer', 'percent', [0, '0', false], [24, 6], [-4, 0, 8], 0.5],
];

const kinds: Kind[] = shorts.map(([key, label, definition, unit, target, [from, to], [A, S, W], share]) => ({
  key,
  label,
  definition,
  unit,
  target: target?.[0] ?? null,
  target_words: target?.[1] ?? null,
  more: target?.[2] ?? false,
  from,
  to,
  tiers: { A, S, W },
  share,
}));

const TIERS: Tier[] = ['A', 'S', 'W'];
const tierLabels: Record<Tier, string> = { A: 'A automated', S: 'S structured', W: 'W white-glove' };
/** How many deals close in a month, by tier. */
const closes: Record<Tier, number> = { A: 9, S: 11, W: 4 };
/** Whose deals these are: a share of all. */
const shares: Record<Scope, number> = { mine: 0.15, intake: 0.2, team: 0.4, all: 1 };
const scopeWords: Record<Scope, string> = {
  mine: 'deals that you own',
  intake: 'accounts that you receive',
  team: 'your team',
  all: 'all teams',
};
/** No line is quite straight. */
const wobble = [0, 1.6, -2.2, 1.1, -0.8, 0, 2, -1.4];

const today = new Date();
const monthAt = (back: number) => new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1));
const short = (at: Date) => at.toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' });
const long = (at: Date) =>
  at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

function within(kind: Kind, value: number): number {
  return Math.max(0, kind.unit === 'hours' ? value : Math.min(100, value));
}

/** The value some months back; before the sixth month nothing was launched, and it stood still. */
function valueAt(kind: Kind, back: number, tier: Tier | null): number {
  const grown = kind.from + ((kind.to - kind.from) * (5 - Math.min(5, back))) / 5;
  const bend = (wobble[(back + kind.label.length) % wobble.length] ?? 0) * (kind.unit === 'hours' ? 0.6 : 1);
  const settled = back === 0 || back === 5 ? 0 : bend;
  return within(kind, grown + settled + (tier ? kind.tiers[tier] : 0));
}

function nAt(kind: Kind, asked: Asked, tiers: Tier[], back: number): number {
  const all = tiers.filter((tier) => kind.tiers[tier] !== 0 || kind.share === 1 || tier !== 'A');
  const deals = all.reduce((sum, tier) => sum + closes[tier], 0) * kind.share * shares[asked.scope];
  return isFake('empty') ? 0 : Math.round(deals * (back === 0 ? 0.7 : 1));
}

interface Asked {
  scope: Scope;
  tiers: Tier[];
  months: number;
}

function say(unit: Unit, value: number): string {
  if (unit === 'percent') return `${Math.round(value)} %`;
  if (unit === 'score') return String(Math.round(value));
  return value >= 72 ? `${(value / 24).toFixed(1)} days` : `${value.toFixed(1)} h`;
}

/** As the product words it: the target, then how the last two months went. */
function sentence(kind: Kind, value: number | null, months: Figure['months']): string {
  if (value === null) return 'No data in this period';
  const met = kind.target === null || (kind.more ? value >= kind.target : value <= kind.target);
  const against =
    kind.target === null
      ? say(kind.unit, value)
      : `${say(kind.unit, value)}, ${met ? 'meets' : 'misses'} the target of ${say(kind.unit, kind.target)}`;
  const [before, now] = months.filter((month) => month.value !== null).slice(-2);
  if (!before || !now) return against;
  const [left, right] = [before.value ?? 0, now.value ?? 0];
  if (say(kind.unit, left) === say(kind.unit, right))
    return `${against}; unchanged from ${before.label} to ${now.label}`;
  const verb = right > left ? 'rose' : 'fell';
  return `${against}; ${verb} from ${say(kind.unit, left)} in ${before.label} to ${say(kind.unit, right)} in ${now.label}`;
}

function figure(kind: Kind, asked: Asked): Figure {
  const tiers = asked.tiers.length > 0 ? asked.tiers : TIERS;
  const only = tiers.length === 1 ? (tiers[0] ?? null) : null;
  const behind = (from: Date, to: Date): Behind => ({
    metric: kind.key,
    scope: asked.scope,
    from: from.toISOString(),
    to: to.toISOString(),
    tiers: asked.tiers,
    misses_only: false,
  });
  const months = Array.from({ length: asked.months }, (_, at) => asked.months - 1 - at).map((back) => {
    const n = nAt(kind, asked, tiers, back);
    return {
      month: monthAt(back).toISOString().slice(0, 7),
      label: short(monthAt(back)),
      value: n === 0 ? null : valueAt(kind, back, only),
      n,
      behind: behind(monthAt(back), back === 0 ? new Date() : monthAt(back - 1)),
    };
  });
  const n = months.reduce((sum, month) => sum + month.n, 0);
  const value = n === 0 ? null : months.reduce((sum, month) => sum + (month.value ?? 0) * month.n, 0) / n;
  const { key, label, definition, unit, target, target_words } = kind;
  return {
    key,
    label,
    definition,
    unit,
    value,
    n,
    target,
    target_words,
    on_target: target === null || value === null ? null : kind.more ? value >= target : value <= target,
    sentence: sentence(kind, value, months),
    months,
    behind: behind(monthAt(asked.months - 1), new Date()),
  };
}

function metrics(args: Arguments<'metrics'>): MetricsView {
  const asked: Asked = { scope: args.scope, tiers: args.tiers, months: args.months || 6 };
  const row = (tier: Tier): TierRow => {
    const wanted = asked.tiers.length === 0 || asked.tiers.includes(tier);
    const cells = kinds.map((kind) => {
      const { key, value, n, behind } = figure(kind, { ...asked, tiers: [tier] });
      return wanted ? { key, value, n, behind } : { key, value: null, n: 0, behind };
    });
    return { tier, label: tierLabels[tier], cells };
  };
  const tierWords = asked.tiers.length === 0 ? 'all tiers' : `tier ${asked.tiers.join(', ')}`;
  return {
    filter_words: `Closed ${long(monthAt(asked.months - 1))} to ${long(new Date())}, ${scopeWords[asked.scope]}, ${tierWords}`,
    ends_at: new Date().toISOString(),
    ends_with_data: false,
    figures: kinds.map((kind) => figure(kind, asked)),
    by_tier: TIERS.map(row),
  };
}

export const metricsCommands = { metrics };
