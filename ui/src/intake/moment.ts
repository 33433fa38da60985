/** A day and a time on a person's clock, as a moment. */

/** Reads `14:05`, `9`, `9.30`, `2pm`; `null` where it is no time. */
export function parseTime(text: string): { hours: number; minutes: number } | null {
  const found = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?\s*$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const said = Number(found[1]);
  if (half !== undefined && (said < 1 || said > 12)) return null;
  const hours = half === undefined ? said : (said % 12) + (half === 'pm' ? 12 : 0);
  const minutes = Number(found[2] ?? 0);
  return hours < 24 && minutes < 60 ? { hours, minutes } : null;
}

/** How far the zone's clock is ahead of UTC at that moment, in milliseconds. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}

/** The moment at which a clock in the zone shows this day and time. */
export function momentIn(zone: string, day: string, time: { hours: number; minutes: number }): string {
  const wall = Date.parse(`${day}T00:00Z`) + (time.hours * 60 + time.minutes) * 60_000;
  const guess = wall - offset(wall, zone);
  return new Date(wall - offset(guess, zone)).toISOString();
}

/** What a clock in the zone shows: `2026-11-22` and `14:05`. */
export function clockIn(zone: string, at: number): { day: string; time: string } {
  const wall = new Date(at + offset(at, zone)).toISOString();
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) };
}
