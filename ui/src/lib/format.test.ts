import { describe, expect, it } from 'vitest';
import {
  ago,
  day,
  exactMoment,
  moment,
  money,
  percent,
  plural,
  score,
  span,
  timeLeft,
  zoneWord,
  usable,
} from './format';

const now = Date.parse('2026-11-17T13:05:00Z'); // a Tuesday
const berlin = 'Europe/Berlin';
const hours = (n: number): string => new Date(now + n * 3_600_000).toISOString();

describe('moments', () => {
  it('are said as people say them, in the zone of the viewer', () => {
    expect(moment('2026-11-17T15:30:00Z', now, berlin)).toBe('today 16:30');
    expect(moment('2026-11-18T08:00:00Z', now, berlin)).toBe('tomorrow 09:00');
    expect(moment('2026-11-16T22:30:00Z', now, berlin)).toBe('yesterday 23:30');
    expect(moment('2026-11-20T08:00:00Z', now, berlin)).toBe('Fri 09:00');
  });

  it('change their day with the zone, not with the laptop', () => {
    const late = '2026-11-17T23:30:00Z';
    expect(moment(late, now, berlin)).toMatch(/^tomorrow 00:30$/);
    expect(moment(late, now, 'America/New_York')).toBe('today 18:30');
  });

  it('lose the hour when they are more than a week away, and keep the year of another year', () => {
    expect(moment('2026-12-24T08:00:00Z', now, berlin)).toMatch(/24/);
    expect(moment('2026-12-24T08:00:00Z', now, berlin)).not.toMatch(/:/);
    expect(moment('2017-12-31T08:00:00Z', now, berlin)).toMatch(/2017/);
  });

  it('survive the end of summer time', () => {
    const before = Date.parse('2026-10-24T10:00:00Z');
    expect(moment('2026-10-25T08:00:00Z', before, berlin)).toBe('tomorrow 09:00');
  });

  it('are exact on demand, with the place', () => {
    expect(exactMoment('2026-11-17T13:05:00Z', berlin)).toMatch(/2026.*14:05|2026.*2:05.*/);
    expect(exactMoment('2026-11-17T13:05:00Z', berlin)).toMatch(/Berlin$/);
  });

  it('name the clock that they are told by, in summer and in winter', () => {
    expect(exactMoment('2026-11-17T13:05:00Z', berlin)).toMatch(/ (CET|GMT\+1), Berlin$/);
    expect(exactMoment('2026-07-17T13:05:00Z', berlin)).toMatch(/ (CEST|GMT\+2), Berlin$/);
    expect(exactMoment('2026-11-17T13:05:00Z', 'UTC')).toMatch(/05( PM)? UTC$/);
  });

  it('that can’t be read are shown as they came', () => {
    expect(moment('soon', now, berlin)).toBe('soon');
    expect(day('soon', now, berlin)).toBe('soon');
  });
});

describe('days', () => {
  it('are the same in every zone', () => {
    expect(day('2026-11-18', now, berlin)).toBe('tomorrow');
    expect(day('2026-11-18', now, 'America/Los_Angeles')).toBe('tomorrow');
    expect(day('2026-11-17', now, 'Pacific/Auckland')).toBe('yesterday');
  });
});

describe('a clock', () => {
  it('says what is left in one unit', () => {
    expect(timeLeft(hours(-6), hours(2), now)).toEqual({ late: false, words: '2 h left', used: 0.75 });
    expect(timeLeft(hours(-1), hours(0.5), now).words).toBe('30 min left');
    expect(timeLeft(hours(-1), hours(71.9), now).words).toBe('2 d left');
  });

  it('says by how much it is late', () => {
    expect(timeLeft(hours(-30), hours(-5), now)).toEqual({ late: true, words: 'late by 5 h', used: 1 });
    expect(timeLeft(null, hours(-60), now).words).toBe('late by 2 d');
  });

  it('neither jumps nor divides by zero at its edges', () => {
    expect(timeLeft(hours(0), hours(0), now)).toEqual({ late: false, words: 'due now', used: 1 });
    expect(timeLeft(hours(0), hours(-0.01), now).words).toBe('just late');
    expect(timeLeft(hours(2), hours(5), now).used).toBe(0);
  });
});

describe('figures', () => {
  it('never round a score up into the next band', () => {
    expect(score(84.999)).toBe('84');
    expect(score(85)).toBe('85');
    expect(score(73.529)).toBe('73');
  });

  it('carry their unit', () => {
    expect(money(45_200.4, 'EUR')).toMatch(/45.?200/);
    expect(money(45_200, 'EUR')).toContain('€');
    expect(money(12, 'not a currency')).toBe('12 not a currency');
    expect(percent(88)).toBe('88 %');
    expect(plural(1, 'handoff', 'handoffs')).toBe('1 handoff');
    expect(plural(0, 'handoff', 'handoffs')).toBe('0 handoffs');
  });

  it('say lengths and ages plainly', () => {
    expect(span(59 * 60_000)).toBe('59 min');
    expect(span(47 * 3_600_000)).toBe('47 h');
    expect(span(200 * 86_400_000)).toBe('6 mo');
    expect(span(3_250 * 86_400_000)).toBe('8 y');
    expect(ago(hours(-0.001), now)).toBe('just now');
    expect(ago(hours(-72), now)).toBe('3 d ago');
    expect(zoneWord('America/New_York')).toBe('New York');
  });
});

it('formats in English where the system has no language', () => {
  expect(usable('c')).toBe('en');
  expect(usable('C.UTF-8')).toBe('en');
  expect(usable(undefined)).toBe('en');
  expect(usable('de-DE')).toBe('de-DE');
});
