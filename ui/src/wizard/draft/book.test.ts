import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useHost, type FieldValue, type Host } from '../../lib/ipc';
import { handoffView } from '../../lib/ipc/fake/handoff-view';
import { fakeHandoffs, resetHandoffs } from '../../lib/ipc/fake/handoffs';
import { trouble, wizardCommands } from '../../lib/ipc/fake/wizard';
import { closeBook, DraftBook, openBook } from './book.svelte';

const text = (value: string): FieldValue => ({ shape: 'text', value });
const ID = 'h-norddruck';

/** What the host was asked, and answers that a test holds back. */
let asked: string[];
let held: Map<string, (() => void)[]>;
let holding: Set<string>;

const fake: Host = {
  async invoke(name, _workspace, args) {
    asked.push(name);
    const answer = (wizardCommands as unknown as Record<string, (args: unknown) => unknown>)[name];
    const result = structuredClone(await answer?.(args));
    if (holding.has(name)) await new Promise<void>((go) => held.set(name, [...(held.get(name) ?? []), go]));
    return result;
  },
  listen: () => Promise.resolve(() => undefined),
  onFiles: () => Promise.resolve(() => undefined),
  print: () => undefined,
};

const letGo = (name: string): void => (held.get(name) ?? []).splice(0).forEach((go) => go());
// The fake host answers a moment later, as every host does.
const pass = async (milliseconds = 0) => {
  await vi.advanceTimersByTimeAsync(milliseconds);
  await vi.advanceTimersByTimeAsync(1);
};
const shown = (book: DraftBook, key: string) => book.valueOf(book.fieldOf(key)!);
const stored = (key: string) => fakeHandoffs().find((handoff) => handoff.id === ID)?.values[key]?.value ?? null;

beforeEach(() => {
  vi.useFakeTimers();
  resetHandoffs();
  asked = [];
  held = new Map();
  holding = new Set();
  trouble.save = null;
  useHost(fake);
});

afterEach(() => vi.useRealTimers());

async function opened(): Promise<DraftBook> {
  const book = new DraftBook(ID);
  void book.load();
  await pass();
  return book;
}

test('what is typed is shown at once and saved after the pause', async () => {
  const book = await opened();
  book.focus('risks');
  book.change('risks', text('Their IT lead leaves'));
  expect(shown(book, 'risks')).toEqual(text('Their IT lead leaves'));
  await pass(400);
  expect(stored('risks')).toEqual(text('Their IT lead leaves'));
  expect(book.saves.get('risks')?.mark).toBe('saved');
});

test('a reply never replaces what stands in a field that is being edited', async () => {
  const book = await opened();
  book.focus('risks');
  book.change('risks', text('mine'));
  await pass(400);
  fakeHandoffs().find((handoff) => handoff.id === ID)!.values.risks!.value = text('from someone in the CRM');
  void book.load();
  await pass();
  expect(shown(book, 'risks')).toEqual(text('mine'));
});

test('once the field is left and saved it shows what the host has', async () => {
  const book = await opened();
  book.focus('risks');
  book.change('risks', text('mine'));
  book.leave('risks');
  await pass();
  fakeHandoffs().find((handoff) => handoff.id === ID)!.values.risks!.value = text('from someone in the CRM');
  void book.load();
  await pass();
  expect(shown(book, 'risks')).toEqual(text('from someone in the CRM'));
});

test('text that could not be saved stays, also after the field is left and read anew', async () => {
  const book = await opened();
  trouble.save = { message: 'The disk is full', remedy: 'Make room' };
  book.focus('risks');
  book.change('risks', text('not lost'));
  book.leave('risks');
  await pass();
  void book.load();
  await pass();
  expect(shown(book, 'risks')).toEqual(text('not lost'));
  expect(book.saves.get('risks')?.error?.remedy).toBe('Make room');
  trouble.save = null;
  await pass(2_000);
  expect(stored('risks')).toEqual(text('not lost'));
});

test('a book with unsaved text is the same one when the handoff is opened again', async () => {
  const book = openBook(ID);
  void book.load();
  await pass();
  trouble.save = { message: 'The disk is full', remedy: 'Make room' };
  book.change('risks', text('not lost'));
  void closeBook(book);
  await pass();
  expect(openBook(ID)).toBe(book);
  trouble.save = null;
  void closeBook(book);
  await pass();
  expect(openBook(ID)).not.toBe(book);
});

test('a read that an edit overtook is thrown away', async () => {
  const book = await opened();
  holding.add('open_handoff');
  void book.load();
  await pass();
  book.change('risks', text('newer'));
  book.leave('risks');
  await pass();
  letGo('open_handoff');
  await pass();
  expect(
    book.view?.sections.flatMap((section) => section.fields).find((field) => field.key === 'risks')?.value,
  ).toEqual(text('newer'));
});

test('undo saves what was typed first, and then shows the text before it, also in the field with the cursor', async () => {
  const book = await opened();
  const before = shown(book, 'business_goals');
  book.focus('business_goals');
  book.change('business_goals', text('something else'));
  void book.undo();
  await pass();
  expect(asked.filter((name) => name !== 'open_handoff')).toEqual(['save_field', 'undo']);
  expect(shown(book, 'business_goals')).toEqual(before);
});

test('taking evidence over shows in the focused field at once', async () => {
  const book = await opened();
  book.focus('risks');
  void book.takeOver('risks', 'email:92', 'My colleague leaves in March');
  await pass();
  expect(shown(book, 'risks')).toEqual(text('My colleague leaves in March'));
});

test('rows in which nothing stands are not sent', async () => {
  const book = await opened();
  book.change('exclusions', { shape: 'items', value: ['Old invoices', ' '] });
  await pass(400);
  expect(stored('exclusions')).toEqual({ shape: 'items', value: ['Old invoices'] });
  book.change('exclusions', { shape: 'items', value: [''] });
  await pass(400);
  expect(stored('exclusions')).toBeNull();
});

test('a refused submit leaves the handoff as it was and names the fields', async () => {
  const book = await opened();
  const refused = book.submit().catch((error: { fields: string[] }) => error.fields);
  await pass();
  expect(await refused).toEqual(handoffView(fakeHandoffs()[0]!).score.missing.map((missing) => missing.key));
  expect(book.view?.state).toBe('due');
});

test('what was saved here is said to be in the CRM once the record is there, and stays so while another field is written', async () => {
  const handoff = fakeHandoffs().find((one) => one.id === ID)!;
  const book = await opened();
  book.change('risks', text('Their IT lead leaves'));
  await pass(400);
  expect(book.saves.get('risks')?.mark).toBe('saved');
  handoff.sync = 'sent';
  void book.load();
  await pass();
  expect(book.saves.get('risks')?.mark).toBe('sent');
  book.change('timeline', text('They start in May'));
  expect(book.saves.get('timeline')?.mark).toBe('typing');
  await pass(400);
  expect(book.saves.get('timeline')?.mark).toBe('saved');
  expect(book.saves.get('risks')?.mark).toBe('sent');
});

test('text that is still being typed is never said to be in the CRM', async () => {
  const handoff = fakeHandoffs().find((one) => one.id === ID)!;
  const book = await opened();
  book.change('risks', text('Their IT lead'));
  handoff.sync = 'sent';
  void book.load();
  await pass();
  expect(book.saves.get('risks')?.mark).toBe('typing');
});
