import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { time } from '../time.svelte';
import ClockBar from './ClockBar.svelte';
import When from './When.svelte';

const now = '2026-11-22T10:00:00Z';

test('a time as people say it carries its date, its hour and its zone in full', () => {
  time.set(now, true, 'Europe/Berlin');
  const { container } = render(When, { at: '2026-11-22T09:17:00Z' });
  const said = container.querySelector('time')!;
  expect(said.textContent).toBe('today 10:17');
  expect(said.dateTime).toBe('2026-11-22T09:17:00Z');
  for (const part of [/2026/, /10:17/, /CET|GMT\+1/, /Berlin/]) expect(said.title).toMatch(part);
});

test('so does what is left of a clock', () => {
  time.set(now, true, 'Europe/Berlin');
  const { container } = render(ClockBar, { startedAt: now, deadlineAt: '2026-11-22T12:30:00Z', label: 'Review' });
  const said = container.querySelector('time')!;
  expect(said.textContent).toContain('2 h left');
  expect(said.dateTime).toBe('2026-11-22T12:30:00Z');
  expect(said.title).toMatch(/^Review: due .*(13:30|1:30 PM).*Berlin$/);
});
