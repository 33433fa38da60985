import { expect, test } from 'vitest';
import { clockIn, momentIn, parseTime } from './moment';

test.each([
  ['14:05', 14, 5],
  ['9', 9, 0],
  ['9.30', 9, 30],
  ['1405', 14, 5],
  ['2pm', 14, 0],
  ['12:15 am', 0, 15],
])('`%s` is a time', (text, hours, minutes) => {
  expect(parseTime(text)).toEqual({ hours, minutes });
});

test.each(['25:00', '9:75', 'noon', '', '13pm'])('`%s` is no time', (text) => {
  expect(parseTime(text)).toBeNull();
});

test('a time is meant on the clock of the zone, in summer as in winter', () => {
  expect(momentIn('Europe/Berlin', '2026-11-22', { hours: 14, minutes: 5 })).toBe('2026-11-22T13:05:00.000Z');
  expect(momentIn('Europe/Berlin', '2026-07-01', { hours: 14, minutes: 5 })).toBe('2026-07-01T12:05:00.000Z');
  expect(momentIn('America/New_York', '2026-11-22', { hours: 23, minutes: 0 })).toBe('2026-11-23T04:00:00.000Z');
  // The morning on which the clocks go forward.
  expect(momentIn('Europe/Berlin', '2026-03-29', { hours: 4, minutes: 0 })).toBe('2026-03-29T02:00:00.000Z');
});

test('the clock of a zone says its own day', () => {
  expect(clockIn('Asia/Tokyo', Date.parse('2026-11-22T16:30:00Z'))).toEqual({ day: '2026-11-23', time: '01:30' });
});
