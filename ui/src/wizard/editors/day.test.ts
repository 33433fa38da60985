import { expect, test } from 'vitest';
import { addDays, dateOf, dayComesFirst, dayWords, isoDay, parseDay } from './day';

// A Sunday.
const today = new Date(2026, 10, 22);
const british = (text: string) => parseDay(text, today, true);
const american = (text: string) => parseDay(text, today, false);

test.each([
  ['2026-12-15', '2026-12-15'],
  ['15 Dec', '2026-12-15'],
  ['15. Dec', '2026-12-15'],
  ['Dec 15', '2026-12-15'],
  ['december 15, 2027', '2027-12-15'],
  ['15 jan', '2027-01-15'],
  ['15.12.', '2026-12-15'],
  ['15.12.26', '2026-12-15'],
  ['15/12', '2026-12-15'],
  ['1/2', '2027-02-01'],
  ['today', '2026-11-22'],
  ['Tomorrow', '2026-11-23'],
  ['fri', '2026-11-27'],
  ['next friday', '2026-11-27'],
  ['sunday', '2026-11-29'],
  ['in 2 weeks', '2026-12-06'],
  ['+10d', '2026-12-02'],
  ['in 1 month', '2026-12-22'],
  ['end of month', '2026-11-30'],
])('`%s` is the day %s', (text, day) => {
  expect(british(text)).toBe(day);
});

test('the order of day and month is the one of the system, unless only one can be meant', () => {
  expect(american('1/2')).toBe('2027-01-02');
  expect(american('15/12')).toBe('2026-12-15');
  expect(american('1.2.')).toBe('2027-02-01');
  expect(dayComesFirst('en-GB')).toBe(true);
  expect(dayComesFirst('en-US')).toBe(false);
});

test.each(['soon', '31 Feb', '30.2.2026', '99', 'fr iday', '', 'asap', '2026-13-01'])('`%s` is no day', (text) => {
  expect(british(text)).toBeNull();
});

test('what is shown can be read again', () => {
  for (let step = 0; step < 400; step += 7) {
    const day = isoDay(addDays(today, step));
    expect(british(dayWords(day, today, 'en-GB'))).toBe(day);
  }
  expect(isoDay(dateOf('2027-03-28'))).toBe('2027-03-28');
});
