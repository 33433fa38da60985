import type { Behind } from '../lib/ipc';
import { locale } from '../lib/format';
import { tierWords } from '../lib/parts/states';
import { words } from './words';

/** Reads what a figure of the metrics view put into the address. What can't be read filters nothing. */
export function behindOf(query: URLSearchParams): Behind | null {
  const text = query.get('behind');
  if (text === null) return null;
  try {
    const read: unknown = JSON.parse(text);
    return isBehind(read) ? read : null;
  } catch {
    return null;
  }
}

function isBehind(read: unknown): read is Behind {
  return (
    typeof read === 'object' && read !== null && 'metric' in read && 'from' in read && 'to' in read && 'tiers' in read
  );
}

/** `first touch, 1 Jun – 22 Nov 2026, White-glove, misses only` */
export function behindWords(behind: Behind): string {
  const days = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  // The host counts months in UTC, and a period ends before `to`.
  const period = days.formatRange(
    Date.parse(behind.from),
    Math.max(Date.parse(behind.from), Date.parse(behind.to) - 1),
  );
  const tiers = behind.tiers.map((tier) => tierWords[tier]).join(', ');
  return [words.metrics[behind.metric], period, tiers, behind.misses_only ? words.missesOnly : '']
    .filter(Boolean)
    .join(', ');
}
