import type { TodayLine } from '../lib/ipc';

export type Group = 'late' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';

const DAY = 86_400_000;

/** Under which heading a line stands: by how long is left, told by the day in that time zone. */
export function groupOf(line: TodayLine, now: number, zone: string): Group {
  if (line.deadline_at === null) return 'none';
  const deadline = Date.parse(line.deadline_at);
  if (deadline < now) return 'late';
  if (sameDay(deadline, now, zone)) return 'today';
  if (sameDay(deadline, now + DAY, zone)) return 'tomorrow';
  return deadline - now < 7 * DAY ? 'week' : 'later';
}

function sameDay(one: number, other: number, zone: string): boolean {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  return day.format(one) === day.format(other);
}
