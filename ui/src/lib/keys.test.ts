import { fireEvent } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { comboWords, keys, type Shortcut } from './keys.svelte';

const shortcut = (
  combo: string,
  more: Partial<Shortcut> = {},
): Shortcut & { run: ReturnType<typeof vi.fn<(event: KeyboardEvent) => void>> } => ({
  combo,
  ...more,
  run: vi.fn<(event: KeyboardEvent) => void>(),
});

let remove = () => {};
afterEach(() => {
  remove();
  document.body.replaceChildren();
});

const press = (key: string, more: KeyboardEventInit = {}, at: Element = document.body) =>
  fireEvent.keyDown(at, { key, ...more });

it('a key runs what was added last, until that is gone', async () => {
  const [first, second] = [shortcut('Escape'), shortcut('Escape')];
  remove = keys.add([first]);
  const removeSecond = keys.add([second]);
  await press('Escape');
  expect([first.run.mock.calls.length, second.run.mock.calls.length]).toEqual([0, 1]);
  removeSecond();
  await press('Escape');
  expect([first.run.mock.calls.length, second.run.mock.calls.length]).toEqual([1, 1]);
});

it('letters in a field are text, combinations that say so work there too', async () => {
  const [letter, palette] = [shortcut('j'), shortcut('mod+k', { whileTyping: true })];
  remove = keys.add([letter, palette]);
  const field = document.body.appendChild(document.createElement('textarea'));
  await press('j', {}, field);
  await press('k', { ctrlKey: true }, field);
  expect(letter.run).not.toHaveBeenCalled();
  expect(palette.run).toHaveBeenCalledOnce();
});

it('a letter with a modifier is another key', async () => {
  const [letter, redo] = [shortcut('z'), shortcut('mod+shift+z')];
  remove = keys.add([letter, redo]);
  await press('Z', { ctrlKey: true, shiftKey: true });
  await press('z', { altKey: true });
  expect(letter.run).not.toHaveBeenCalled();
  expect(redo.run).toHaveBeenCalledOnce();
});

it('an open dialog owns the keyboard', async () => {
  const letter = shortcut('j');
  remove = keys.add([letter]);
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.setAttribute('open', '');
  await press('j');
  expect(letter.run).not.toHaveBeenCalled();
  dialog.remove();
  await press('j');
  expect(letter.run).toHaveBeenCalledOnce();
});

it('keys are said as they stand on the keyboard', () => {
  expect(comboWords('mod+k')).toBe('Ctrl K');
  expect(comboWords('mod+shift+Enter')).toBe('Ctrl Shift Enter');
  expect(comboWords('j')).toBe('j');
  expect(comboWords('ArrowRight')).toBe('→');
});
