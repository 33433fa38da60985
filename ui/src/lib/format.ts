// Numbers, money and times as people say them. Pure: the moment and the time zone are arguments.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A language tag that can be formatted with. A system without a language (`C`, `POSIX`) says none that is valid. */
export function usable(tag: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(tag ?? 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** The person's language, as the system says it. */
export const locale = usable(typeof navigator === 'undefined' ? undefined : navigator.language);

/** A sentence begins with a capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** `€45,200`: whole units, because nobody hands over cents. */
export function money(value: number, currency: string): string {
  try {
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 0,
    }).format(value);
  } catch {
    return `${count(value)} ${currency}`;
  }
}

/** `8,800` */
export function count(value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}

/** `6.8`: one digit after the point, or what the language has for a point. */
export function decimal(value: number): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

/** A share from 0 to 100 as `88 %`. */
export function percent(value: number, digits = 0): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} %`;
}

/** A score never rounds up into a band that it has not reached. */
export function score(value: number): string {
  return String(Math.floor(value + 1e-9));
}

/** `3 handoffs`, `1 handoff` */
export function plural(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A length of time with one unit: `12 min`, `5 h`, `3 d`, `5 mo`, `8 y`. */
export function span(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  if (length < HOUR) return `${Math.floor(length / 60_000)} min`;
  if (length < 2 * DAY) return `${Math.floor(length / HOUR)} h`;
  if (length < 120 * DAY) return `${Math.floor(length / DAY)} d`;
  if (length < 730 * DAY) return `${Math.floor(length / (30.44 * DAY))} mo`;
  return `${Math.floor(length / (365.25 * DAY))} y`;
}

export interface TimeLeft {
  late: boolean;
  /** `2 h left`, `late by 1 d` */
  words: string;
  /** How much of the time is used: 0 to 1. */
  used: number;
}

/** How a clock stands at `now`. */
export function timeLeft(startedAt: string | null, deadlineAt: string, now: number): TimeLeft {
  const deadline = Date.parse(deadlineAt);
  const started = startedAt === null ? deadline - DAY : Date.parse(startedAt);
  const left = deadline - now;
  const used = deadline <= started ? 1 : Math.min(1, Math.max(0, (now - started) / (deadline - started)));
  if (left < 0) return { late: true, words: left > -60_000 ? 'just late' : `late by ${span(left)}`, used: 1 };
  return { late: false, words: left < 60_000 ? 'due now' : `${span(left)} left`, used };
}

function parts(moment: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(moment);
}

/** `2026-11-17` in that zone, whatever the language. Put together here: not every web view knows a language that writes it so. */
export function dayKey(moment: number, zone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']}`;
}

function daysApart(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
}

function dayWord(day: string, today: string, short: (options: Intl.DateTimeFormatOptions) => string): string {
  const apart = daysApart(today, day);
  if (apart === 0) return 'today';
  if (apart === 1) return 'tomorrow';
  if (apart === -1) return 'yesterday';
  if (apart > 1 && apart < 7) return short({ weekday: 'short' });
  if (day.slice(0, 4) === today.slice(0, 4)) return short({ day: 'numeric', month: 'short' });
  return short({ day: 'numeric', month: 'short', year: 'numeric' });
}

/** A moment as people say it: `tomorrow 09:00`, `Fri 17:30`; without the hour when it is more than a week away. */
export function moment(iso: string, now: number, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const [day, today] = [dayKey(at, zone), dayKey(now, zone)];
  const word = dayWord(day, today, (options) => parts(at, zone, options));
  if (Math.abs(daysApart(today, day)) >= 7) return word;
  return `${word} ${parts(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}`;
}

/** The day of a moment: `yesterday`, `12 Nov`. */
export function dayOf(iso: string, now: number, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  return dayWord(dayKey(at, zone), dayKey(now, zone), (options) => parts(at, zone, options));
}

/** What the clock of a zone is called at a moment: `CET`, `GMT+9`. Summer time has another name. */
function zoneName(moment: number, zone: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
  return format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** A moment in full: `Tuesday, 17 November 2026 at 14:05 CET, Berlin`. */
export function exactMoment(iso: string, zone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const said = `${parts(at, zone, { dateStyle: 'full', timeStyle: 'short' })} ${zoneName(at, zone)}`;
  // UTC is its own place.
  return said.endsWith(` ${zoneWord(zone)}`) ? said : `${said}, ${zoneWord(zone)}`;
}

/** A day (`2026-11-30`) as people say it: `tomorrow`, `Fri`, `30 Nov`. */
export function day(date: string, now: number, zone: string): string {
  const at = Date.parse(`${date}T12:00Z`);
  if (Number.isNaN(at)) return date;
  return dayWord(date, dayKey(now, zone), (options) => parts(at, 'UTC', options));
}

/** A day in full: `Monday, 30 November 2026`. */
export function exactDay(date: string): string {
  const at = Date.parse(`${date}T12:00Z`);
  return Number.isNaN(at) ? date : parts(at, 'UTC', { dateStyle: 'full' });
}

/** `just now`, `12 min ago`, `3 d ago` */
export function ago(iso: string, now: number): string {
  const passed = now - Date.parse(iso);
  return passed < 60_000 ? 'just now' : `${span(passed)} ago`;
}

/** `Europe/Berlin` as `Berlin`. */
export function zoneWord(zone: string): string {
  return (zone.split('/').pop() ?? zone).replaceAll('_', ' ');
}
