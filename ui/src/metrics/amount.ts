import type { Unit } from '../lib/ipc';
import { percent, score } from '../lib/format';
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

const time = (hours: number, inDays: boolean): string =>
  inDays ? `${(hours / 24).toFixed(1)} d` : `${hours.toFixed(1)} h`;

/** How far two values of a figure are apart: shares and scores in points, times in the unit that the longer one has. */
export function difference(one: number, other: number, unit: Unit): string {
  const apart = Math.abs(one - other);
  if (unit === 'hours') return time(apart, Math.max(one, other) >= LONG);
  return words.points(apart < 1 ? apart.toFixed(1) : String(Math.round(apart)));
}
