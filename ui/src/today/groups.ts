import { dayKey } from '../lib/format';
import type { TodayLine } from '../lib/ipc';

export type Group = 'late' | 'today' | 'tomorrow' | 'week' | 'later' | 'none';

const DAY = 86_400_000;

/** Under which heading a line stands: by how long is left, told by the day in that time zone. */
export function groupOf(line: TodayLine, now: number, zone: string): Group {
  if (line.deadline_at === null) return 'none';
  const deadline = Date.parse(line.deadline_at);
  if (deadline < now) return 'late';
  const day = dayKey(deadline, zone);
  if (day === dayKey(now, zone)) return 'today';
  if (day === dayKey(now + DAY, zone)) return 'tomorrow';
  return deadline - now < 7 * DAY ? 'week' : 'later';
}
