import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { FieldValue, Promise as Commitment } from '../../lib/ipc';
import EditorBench from './EditorBench.test.svelte';

// Typing letter by letter takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

function open(value: FieldValue | null) {
  let now = value;
  render(EditorBench, { shape: 'promises', value, told: (next: FieldValue | null) => (now = next) });
  return {
    user: userEvent.setup({ delay: null }),
    rows: () => (now?.shape === 'promises' ? now.value : []),
    cell: (name: string) => screen.getByLabelText(name) as HTMLTextAreaElement,
  };
}

const said = (id: string, what: string): Commitment => ({
  id,
  what,
  owner: '',
  due: null,
  source: '',
  outcome: 'open',
});
const two: FieldValue = { shape: 'promises', value: [said('1', 'SSO'), said('2', 'Training')] };
const focused = () => document.activeElement?.getAttribute('aria-label');

test('an empty table has one row to type into, and Tab flows through its cells', async () => {
  const { user, rows, cell } = open(null);
  await user.click(cell('What was promised, promise 1'));
  await user.keyboard('SSO for all units{Tab}Onboarding{Tab}15 Jan 2027{Tab}Call');
  expect(rows()).toEqual([
    expect.objectContaining({ what: 'SSO for all units', owner: 'Onboarding', due: '2027-01-15', source: 'Call' }),
  ]);
  await user.keyboard('{Tab}');
  expect(focused()).toBe('Outcome, promise 1');
});

test('Enter adds a row below and goes there; on a blank row it adds none', async () => {
  const { user, rows, cell } = open(two);
  await user.click(cell('What was promised, promise 1'));
  await user.keyboard('{Enter}');
  expect(rows().map((row) => row.what)).toEqual(['SSO', '', 'Training']);
  expect(focused()).toBe('What was promised, promise 2');
  await user.keyboard('{Enter}');
  expect(rows()).toHaveLength(3);
  await user.keyboard('Manual');
  expect(rows()[1]?.what).toBe('Manual');
});

test('Backspace removes a row only once nothing stands in it', async () => {
  const { user, rows, cell } = open(two);
  await user.click(cell('What was promised, promise 2'));
  await user.keyboard('{Backspace>8/}');
  expect(rows()).toHaveLength(2);
  await user.keyboard('{Backspace}');
  expect(rows().map((row) => row.what)).toEqual(['SSO']);
  expect(focused()).toBe('What was promised, promise 1');
});

test('Alt with an arrow moves the row and the cursor goes with it', async () => {
  const { user, rows, cell } = open(two);
  await user.click(cell('By whom, promise 2'));
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  expect(rows().map((row) => row.what)).toEqual(['Training', 'SSO']);
  expect(focused()).toBe('By whom, promise 1');
});

test('text that is no date stays in its cell and is said to be none', async () => {
  const { user, rows, cell } = open(two);
  await user.click(cell('By when, promise 1'));
  await user.keyboard('soon{Tab}');
  expect(cell('By when, promise 1').value).toBe('soon');
  expect(cell('By when, promise 1').getAttribute('aria-invalid')).toBe('true');
  expect(rows()[0]?.due).toBeNull();
});

test('Enter in the date keeps the day that is being typed', async () => {
  const { user, rows, cell } = open(two);
  await user.click(cell('By when, promise 1'));
  await user.keyboard('15 Jan 2027{Enter}');
  expect(rows()[0]?.due).toBe('2027-01-15');
  expect(rows()).toHaveLength(3);
});

test('the last row is emptied, not taken away', async () => {
  const { user, rows } = open({ shape: 'promises', value: [said('1', 'SSO')] });
  await user.click(screen.getByRole('button', { name: 'Remove promise 1' }));
  expect(rows()).toHaveLength(0);
  expect(focused()).toBe('What was promised, promise 1');
});
