/** Rows of the table editors: what a blank one looks like, and what a key press does to the list. */
import type { Criterion, FieldShape, FieldValue, Promise as Commitment, Stakeholder } from '../../lib/ipc/contract';

export interface Row {
  id: string;
}

/** An item of a plain list; only the editor gives it an identity. */
export interface Item extends Row {
  text: string;
}

export const newId = (): string => crypto.randomUUID();

export const blankStakeholder = (): Stakeholder => ({
  id: newId(),
  name: '',
  roles: [],
  sentiment: 'unknown',
  note: '',
  contact_id: null,
});

export const blankPromise = (): Commitment => ({
  id: newId(),
  what: '',
  owner: '',
  due: null,
  source: '',
  outcome: 'open',
});

export const blankCriterion = (): Criterion => ({
  id: newId(),
  metric: '',
  target: '',
  by: null,
  validation: 'sales_assumed',
});

const isBlank = (...texts: string[]): boolean => texts.every((text) => text.trim() === '');

export const stakeholderIsBlank = (row: Stakeholder): boolean => isBlank(row.name, row.note) && row.roles.length === 0;
export const promiseIsBlank = (row: Commitment): boolean =>
  isBlank(row.what, row.owner, row.source) && row.due === null;
export const criterionIsBlank = (row: Criterion): boolean => isBlank(row.metric, row.target) && row.by === null;

/** What is sent to the host: without rows in which nothing stands, and nothing at all where none is left. */
export function withoutBlankRows(value: FieldValue | null): FieldValue | null {
  if (value === null) return null;
  switch (value.shape) {
    case 'text':
      return isBlank(value.value) ? null : value;
    case 'explicit_none':
      return value;
    case 'stakeholders':
      return listOrNothing(
        value,
        value.value.filter((row) => !stakeholderIsBlank(row)),
      );
    case 'promises':
      return listOrNothing(
        value,
        value.value.filter((row) => !promiseIsBlank(row)),
      );
    case 'criteria':
      return listOrNothing(
        value,
        value.value.filter((row) => !criterionIsBlank(row)),
      );
    case 'items':
      return listOrNothing(
        value,
        value.value.filter((item) => !isBlank(item)),
      );
  }
}

function listOrNothing(value: FieldValue, rows: unknown[]): FieldValue | null {
  return rows.length === 0 ? null : ({ shape: value.shape, value: rows } as FieldValue);
}

interface RowsOfShape {
  stakeholders: Stakeholder[];
  promises: Commitment[];
  criteria: Criterion[];
  items: string[];
}

/** The rows of a value, or none where it has another shape. */
export function rowsOf<S extends Exclude<FieldShape, 'text'>>(value: FieldValue | null, shape: S): RowsOfShape[S] {
  return (value?.shape === shape ? (value as { value: unknown }).value : []) as RowsOfShape[S];
}

/** A list after an edit, and the row that the cursor belongs in. */
export interface Edit<T> {
  rows: T[];
  focus: string;
}

export function insertAfter<T extends Row>(rows: T[], id: string, fresh: T): Edit<T> {
  const at = rows.findIndex((row) => row.id === id) + 1;
  return { rows: [...rows.slice(0, at), fresh, ...rows.slice(at)], focus: fresh.id };
}

/** Removes a row; the cursor goes to the one above, else to the one below. `null` where it was the only one. */
export function removeRow<T extends Row>(rows: T[], id: string): Edit<T> | null {
  const at = rows.findIndex((row) => row.id === id);
  const left = rows.filter((row) => row.id !== id);
  const next = left[Math.max(0, at - 1)];
  return at < 0 || next === undefined ? null : { rows: left, focus: next.id };
}

export function moveRow<T extends Row>(rows: T[], id: string, by: -1 | 1): Edit<T> | null {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + by;
  const row = rows[from];
  if (row === undefined || to < 0 || to >= rows.length) return null;
  const rest = rows.filter((other) => other.id !== id);
  return { rows: [...rest.slice(0, to), row, ...rest.slice(to)], focus: id };
}

/** What a key means inside a table. */
export type RowKey = 'add' | 'remove_blank' | 'remove' | 'up' | 'down' | 'above' | 'below';

interface Pressed {
  key: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  isComposing: boolean;
}

/** Reads a key press; `null` leaves it to the cell. `edges` says whether the caret is at the cell's start and end. */
export function rowKey(event: Pressed, blank: boolean, edges: { start: boolean; end: boolean }): RowKey | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.isComposing || event.shiftKey) return null;
  if (event.altKey) return event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
  if (event.key === 'Backspace' && command) return 'remove';
  if (command) return null;
  if (event.key === 'Enter') return 'add';
  if (event.key === 'Backspace' && blank) return 'remove_blank';
  if (event.key === 'ArrowUp' && edges.start) return 'above';
  if (event.key === 'ArrowDown' && edges.end) return 'below';
  return null;
}

/** Gives items an identity: a text that was there before, first in its place and then anywhere, keeps its own. */
export function itemsAsRows(texts: string[], known: Item[]): Item[] {
  const left = new Set(known);
  const claim = (item: Item | undefined): Item | null => (item !== undefined && left.delete(item) ? item : null);
  const inPlace = texts.map((text, at) => (known[at]?.text === text ? claim(known[at]) : null));
  return texts.map(
    (text, at) => inPlace[at] ?? claim([...left].find((item) => item.text === text)) ?? { id: newId(), text },
  );
}

/** The stakeholders with one more, of whom only a note is known. */
export function withNote(value: FieldValue | null, note: string): FieldValue {
  return { shape: 'stakeholders', value: [...rowsOf(value, 'stakeholders'), { ...blankStakeholder(), note }] };
}
