import { expect, test } from 'vitest';
import { blankPromise, insertAfter, itemsAsRows, moveRow, removeRow, rowKey, rowsOf, withoutBlankRows } from './rows';

const rows = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const ids = (edit: { rows: { id: string }[] } | null) => edit?.rows.map((row) => row.id).join('');
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});
const inside = { start: false, end: false };

test('a new row comes after the one with the cursor', () => {
  const edit = insertAfter(rows, 'b', { id: 'new' });
  expect(ids(edit)).toBe('abnewc');
  expect(edit.focus).toBe('new');
});

test('after a removal the cursor is in the row above, and the last row is never removed here', () => {
  expect(removeRow(rows, 'b')).toEqual({ rows: [{ id: 'a' }, { id: 'c' }], focus: 'a' });
  expect(removeRow(rows, 'a')?.focus).toBe('b');
  expect(removeRow([{ id: 'a' }], 'a')).toBeNull();
});

test('a row moves by one and stops at the ends', () => {
  expect(ids(moveRow(rows, 'c', -1))).toBe('acb');
  expect(ids(moveRow(rows, 'a', 1))).toBe('bac');
  expect(moveRow(rows, 'a', -1)).toBeNull();
  expect(moveRow(rows, 'c', 1)).toBeNull();
});

test('keys mean rows only where they mean nothing to the text', () => {
  expect(rowKey(press('Enter'), false, inside)).toBe('add');
  expect(rowKey(press('Enter', { shiftKey: true }), false, inside)).toBeNull();
  expect(rowKey(press('Enter', { ctrlKey: true }), false, inside)).toBeNull();
  expect(rowKey(press('Enter', { isComposing: true }), false, inside)).toBeNull();
  expect(rowKey(press('Backspace'), false, inside)).toBeNull();
  expect(rowKey(press('Backspace'), true, inside)).toBe('remove_blank');
  expect(rowKey(press('ArrowUp', { altKey: true }), false, inside)).toBe('up');
  expect(rowKey(press('ArrowDown', { altKey: true }), false, inside)).toBe('down');
  expect(rowKey(press('ArrowUp'), false, inside)).toBeNull();
  expect(rowKey(press('ArrowUp'), false, { start: true, end: false })).toBe('above');
  expect(rowKey(press('ArrowDown'), false, { start: false, end: true })).toBe('below');
});

test('what is sent has no blank rows and no blank text', () => {
  const said = { ...blankPromise(), what: 'SSO' };
  expect(withoutBlankRows({ shape: 'promises', value: [blankPromise(), said] })).toEqual({
    shape: 'promises',
    value: [said],
  });
  expect(withoutBlankRows({ shape: 'promises', value: [blankPromise()] })).toBeNull();
  expect(withoutBlankRows({ shape: 'text', value: '  \n' })).toBeNull();
  expect(withoutBlankRows({ shape: 'explicit_none' })).toEqual({ shape: 'explicit_none' });
});

test('a value of another shape has no rows', () => {
  expect(rowsOf({ shape: 'explicit_none' }, 'promises')).toEqual([]);
  expect(rowsOf(null, 'items')).toEqual([]);
});

test('items keep their identity while their text moves', () => {
  const first = itemsAsRows(['one', 'two', 'two'], []);
  const moved = itemsAsRows(['two', 'one', 'two'], first);
  expect(new Set(moved.map((item) => item.id))).toEqual(new Set(first.map((item) => item.id)));
  expect(moved[1]?.id).toBe(first[0]?.id);
});
