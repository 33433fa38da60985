import { render, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { rowKey, type RowKey } from '../wizard/editors/rows';
import KeyHelp from './parts/KeyHelp.svelte';
import { isPressed, keyGroups, keyWords, known, type KeyName } from './shortcuts';

const sources = Object.entries(
  import.meta.glob<string>(['../**/*.{ts,svelte}', '!../**/*.test.ts', '!./shortcuts.ts', '!./ipc/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
);

/** What the tables of a handoff read by themselves, as they read it. */
const inRows: Partial<Record<KeyName, RowKey>> = {
  addRow: 'add',
  removeBlankRow: 'remove_blank',
  removeRow: 'remove',
  moveRow: 'up',
};

function pressedOf(combo: string): KeyboardEvent {
  const parts = combo.split('+');
  const key = parts.at(-1)!;
  return new KeyboardEvent('keydown', { key, ctrlKey: parts.includes('mod'), altKey: parts.includes('alt') });
}

it('no screen listens to a key that is not in the list', () => {
  expect(sources.length).toBeGreaterThan(100);
  const own = sources.filter(([path, text]) => !path.endsWith('keys.svelte.ts') && /\bcombo:/.test(text));
  expect(own.map(([path]) => path)).toEqual([]);
});

it('every key of the list is heard somewhere', () => {
  const heard = (name: string) => sources.some(([, text]) => new RegExp(`(shortcut|isPressed)\\('${name}'`).test(text));
  const silent = (Object.keys(known) as KeyName[]).filter((name) => !(name in inRows) && !heard(name));
  expect(silent).toEqual([]);
});

it('the keys of a row mean in a table what the list says', () => {
  for (const [name, means] of Object.entries(inRows))
    expect(rowKey(pressedOf(known[name as KeyName].combos[0]!), true, { start: true, end: true })).toBe(means);
});

it('the list is shown as a whole, also where no list is on the screen', () => {
  render(KeyHelp);
  const shown = screen.getByTestId('keys').textContent;
  for (const { words } of Object.values(known)) expect(shown).toContain(words);
  const lists = keyGroups().find(([group]) => group === 'In lists')![1];
  expect(lists.slice(0, 2)).toEqual([
    { words: 'Next row', pressed: ['j', '↓'] },
    { words: 'Previous row', pressed: ['k', '↑'] },
  ]);
});

it('what two keys do is said once', () => {
  const [, everywhere] = keyGroups()[0]!;
  expect(everywhere[0]).toEqual({ words: 'Search, go somewhere, do something', pressed: ['Ctrl K', '/'] });
});

it('a field hears its own keys by the list', () => {
  expect(isPressed('confirm', pressedOf('alt+Enter'))).toBe(true);
  expect(isPressed('confirm', pressedOf('Enter'))).toBe(false);
  expect(keyWords('submit')).toBe('Ctrl Shift Enter');
});
