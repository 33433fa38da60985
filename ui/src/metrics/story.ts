import type { Figure, MetricKey, MetricsView, MonthPoint } from '../lib/ipc';
import { tierWords } from '../lib/parts';
import { amount, difference } from './amount';
import { words } from './words';

/** Of these, less is better. */
const lessIsBetter: MetricKey[] = [
  'first_touch',
  'time_to_submit',
  'time_to_review',
  'escalation',
  'bypass',
  'repeat_ask',
];
/** A tier with fewer handoffs says little. */
const ENOUGH = 3;
/** Points below the whole from which a tier lags. */
const LAG = 5;

interface Known extends MonthPoint {
  value: number;
}

const known = (months: MonthPoint[]): Known[] => months.filter((month): month is Known => month.value !== null);

export interface Trend {
  direction: 'up' | 'down' | 'level';
  words: string;
}

/** How a figure moved in the last two months that have data; `null` where there are no two. */
export function trend({ key, unit, months }: Figure): Trend | null {
  const [before, now] = known(months).slice(-2);
  if (!before || !now) return null;
  if (amount(before.value, unit) === amount(now.value, unit))
    return { direction: 'level', words: words.same(before.label) };
  const up = now.value > before.value;
  const better = up !== lessIsBetter.includes(key);
  const by = difference(now.value, before.value, unit);
  return { direction: up ? 'up' : 'down', words: (better ? words.better : words.worse)(now.label, by, before.label) };
}

/** What the period says, in one or two sentences: how completion moved, and which tier lags. */
export function story(view: MetricsView): string | null {
  const completion = view.figures.find((figure) => figure.key === 'completion');
  if (!completion) return null;
  return [moved(completion), lagging(view, completion)].filter(Boolean).join('; ') || null;
}

function moved({ label, unit, months }: Figure): string | null {
  const all = known(months);
  const [first, last] = [all[0], all[all.length - 1]];
  if (!first || !last || first === last) return null;
  const [from, to] = [amount(first.value, unit), amount(last.value, unit)];
  if (from === to) return words.stayed(label, to, first.label, last.label);
  const verb = last.value > first.value ? words.rose : words.fell;
  return words.moved(label, verb, from, first.label, to, last.label);
}

function lagging(view: MetricsView, whole: Figure): string | null {
  const cells = view.by_tier.flatMap((row) => {
    const cell = row.cells.find((one) => one.key === whole.key);
    return cell && cell.value !== null && cell.n >= ENOUGH ? [{ tier: row.tier, value: cell.value, n: cell.n }] : [];
  });
  const lowest = cells.sort((one, other) => one.value - other.value)[0];
  if (!lowest || whole.value === null || whole.value - lowest.value < LAG) return null;
  return words.lags(tierWords[lowest.tier], amount(lowest.value, whole.unit), lowest.n);
}
