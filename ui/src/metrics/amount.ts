import type { Figure, Unit } from '../lib/ipc';
import { decimal, percent, score } from '../lib/format';
import { words } from './words';

/** Hours from here on are said as days. */
const LONG = 72;

/** A figure in its unit, as people say it; no data is never 0 %. */
export function amount(value: number | null, unit: Unit): string {
  if (value === null) return words.noData;
  if (unit === 'percent') return percent(value);
  if (unit === 'score') return score(value);
  return time(value, value >= LONG);
}

/** What a figure aims at, in the unit in which the figure itself is said; `null` where it aims at nothing. */
export function target(figure: Pick<Figure, 'unit' | 'value' | 'target' | 'target_words'>): string | null {
  const { unit, value, target, target_words } = figure;
  if (unit !== 'hours' || value === null || target === null || target_words === null) return target_words;
  // The host says which way is better: `≤ 24 h`.
  const [side] = target_words.split(' ');
  return `${side} ${time(target, value >= LONG)}`;
}

const time = (hours: number, inDays: boolean): string => (inDays ? `${decimal(hours / 24)} d` : `${decimal(hours)} h`);

/** How far two values of a figure are apart: shares and scores in points, times in the unit that the longer one has. */
export function difference(one: number, other: number, unit: Unit): string {
  const apart = Math.abs(one - other);
  if (unit === 'hours') return time(apart, Math.max(one, other) >= LONG);
  return words.points(apart < 1 ? decimal(apart) : String(Math.round(apart)));
}
