/** Days as people type and read them. A day is `2026-12-15`: a date without a time or a zone. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** True where `3/4` means the third of April. */
export function dayComesFirst(locale?: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts(
    new Date(2026, 3, 3),
  );
  return parts.findIndex((part) => part.type === 'day') < parts.findIndex((part) => part.type === 'month');
}

export function isoDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Local midnight of a day. */
export function dateOf(day: string): Date {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year ?? 1970, (month ?? 1) - 1, date ?? 1);
}

export function addDays(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** `15 Dec 2026`, without the year where it is this one. */
export function dayWords(day: string, today: Date = new Date(), locale?: string): string {
  const date = dateOf(day);
  const year = date.getFullYear() === today.getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year }).format(date);
}

/** `15 Dec 2026` */
export function dayWithYear(day: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(dateOf(day));
}

/** `Tuesday 15 December 2026`: said on hover. */
export function dayInFull(day: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(dateOf(day));
}

/**
 * The day that a person means: `15 Dec`, `15.12.2026`, `12/15` as the system writes it, `2026-12-15`, `tomorrow`, `fri`, `in 2 weeks`, `+10d`.
 * A day without a year is the next one of that name. `null` where it can't be told.
 */
export function parseDay(text: string, today: Date = new Date(), dayFirst: boolean = dayComesFirst()): string | null {
  const said = text.trim().toLowerCase().replace(/,/g, ' ').replace(/\s+/g, ' ');
  return said === ''
    ? null
    : (iso(said) ??
        named(said, today) ??
        relative(said, today) ??
        spelled(said, today) ??
        numbered(said, today, dayFirst));
}

function real(year: number, month: number, day: number): string | null {
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day && year > 1900 && year < 2200 ? isoDay(date) : null;
}

function iso(said: string): string | null {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(said);
  return found ? real(Number(found[1]), Number(found[2]), Number(found[3])) : null;
}

function named(said: string, today: Date): string | null {
  if (said === 'today') return isoDay(today);
  if (said === 'tomorrow') return isoDay(addDays(today, 1));
  if (said === 'end of month' || said === 'eom') return isoDay(new Date(today.getFullYear(), today.getMonth() + 1, 0));
  const word = said.replace(/^next /, '');
  const weekday = WEEKDAYS.findIndex(
    (name) =>
      word.startsWith(name) &&
      /^[a-z]+$/.test(word) &&
      'sundaymondaytuesdaywednesdaythursdayfridaysaturday'.includes(word),
  );
  if (weekday < 0) return null;
  const ahead = (weekday - today.getDay() + 7) % 7 || 7;
  return isoDay(addDays(today, ahead));
}

function relative(said: string, today: Date): string | null {
  const found = /^(?:in |\+ ?)(\d{1,3}) ?(d|days?|w|weeks?|m|months?)$/.exec(said);
  if (!found) return null;
  const count = Number(found[1]);
  const unit = (found[2] ?? 'd')[0];
  if (unit === 'm') return isoDay(new Date(today.getFullYear(), today.getMonth() + count, today.getDate()));
  return isoDay(addDays(today, unit === 'w' ? count * 7 : count));
}

function spelled(said: string, today: Date): string | null {
  const found = /^(\d{1,2})\.? ?([a-z]{3,9})\.?(?: (\d{4}))?$/.exec(said);
  const turned = /^([a-z]{3,9})\.? (\d{1,2})(?: (\d{4}))?$/.exec(said);
  const [day, name, year] = found ? [found[1], found[2], found[3]] : turned ? [turned[2], turned[1], turned[3]] : [];
  if (day === undefined || name === undefined) return null;
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1;
  return month === 0 ? null : withYear(Number(day), month, year, today);
}

function numbered(said: string, today: Date, dayFirst: boolean): string | null {
  const found = /^(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2})?)?$/.exec(said);
  if (!found) return null;
  const first = Number(found[1]);
  const second = Number(found[3]);
  const leads = dayFirst || found[2] === '.' || first > 12;
  return leads ? withYear(first, second, found[4], today) : withYear(second, first, found[4], today);
}

function withYear(day: number, month: number, year: string | undefined, today: Date): string | null {
  if (year !== undefined) return real(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
  const here = real(today.getFullYear(), month, day);
  return here !== null && here >= isoDay(today) ? here : real(today.getFullYear() + 1, month, day);
}
