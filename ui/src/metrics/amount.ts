import type { Unit } from '../lib/ipc';
import { percent, score } from '../lib/format';
import { words } from './words';

/** A figure in its unit, as people say it; no data is never 0 %. */
export function amount(value: number | null, unit: Unit): string {
  if (value === null) return words.noData;
  if (unit === 'percent') return percent(value);
  if (unit === 'score') return score(value);
  return value >= 72 ? `${(value / 24).toFixed(1)} d` : `${value.toFixed(1)} h`;
}
