import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FieldValue } from '../../lib/ipc';
import { SaveQueue, type FieldSave } from './save-queue';

const text = (value: string): FieldValue => ({ shape: 'text', value });

interface Call {
  field: string;
  said: string;
  done: () => void;
  fail: (code: string) => void;
}

let calls: Call[];
let told: string[];
let marks: Map<string, FieldSave>;
let queue: SaveQueue;

beforeEach(() => {
  vi.useFakeTimers();
  calls = [];
  told = [];
  marks = new Map();
  queue = new SaveQueue({
    save: (field, value) =>
      new Promise((done, fail) => calls.push({ field, said: value?.shape === 'text' ? value.value : '', done, fail })),
    told: (field, save) => (told.push(`${field} ${save.mark}`), marks.set(field, save)),
    toPublicError: (error) => ({ code: String(error), message: String(error), remedy: null, fields: [] }),
    pause: 400,
    retries: [1_000, 5_000],
  });
});

afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);

test('a pause of 400 ms saves the newest text once', async () => {
  queue.change('risks', text('T'));
  await vi.advanceTimersByTimeAsync(399);
  queue.change('risks', text('Th'));
  await vi.advanceTimersByTimeAsync(399);
  expect(calls).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(calls.map((call) => call.said)).toEqual(['Th']);
});

test('fields are saved one after the other, in the order in which they became ready', async () => {
  queue.change('risks', text('one'));
  queue.change('goals', text('two'));
  await vi.advanceTimersByTimeAsync(400);
  expect(calls.map((call) => call.field)).toEqual(['risks']);
  calls[0]!.done();
  await settle();
  expect(calls.map((call) => call.field)).toEqual(['risks', 'goals']);
});

test('text that is typed while a save is on its way is saved after it, never beside it', async () => {
  queue.change('risks', text('first'));
  await vi.advanceTimersByTimeAsync(400);
  queue.change('risks', text('second'));
  await vi.advanceTimersByTimeAsync(400);
  expect(calls.map((call) => call.said)).toEqual(['first']);
  calls[0]!.done();
  await settle();
  expect(queue.isUnsaved('risks')).toBe(true);
  expect(calls.map((call) => call.said)).toEqual(['first', 'second']);
  calls[1]!.done();
  await settle();
  expect(queue.hasUnsaved).toBe(false);
  expect(marks.get('risks')?.mark).toBe('saved');
});

test('a failed save keeps the text, says why, and is tried again later and later', async () => {
  queue.change('risks', text('kept'));
  await vi.advanceTimersByTimeAsync(400);
  calls[0]!.fail('disk_full');
  await settle();
  expect(marks.get('risks')).toEqual({ mark: 'failed', error: expect.objectContaining({ code: 'disk_full' }) });
  expect(queue.isUnsaved('risks')).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls).toHaveLength(2);
  calls[1]!.fail('disk_full');
  await settle();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(calls).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(calls.map((call) => call.said)).toEqual(['kept', 'kept', 'kept']);
  calls[2]!.done();
  await settle();
  expect(queue.hasUnsaved).toBe(false);
});

test('one field that fails does not hold up the others', async () => {
  queue.change('risks', text('bad'));
  queue.change('goals', text('good'));
  await vi.advanceTimersByTimeAsync(400);
  calls[0]!.fail('refused');
  await settle();
  calls[1]!.done();
  await settle();
  expect(marks.get('risks')?.mark).toBe('failed');
  expect(marks.get('goals')?.mark).toBe('saved');
});

test('an older save that fails does not mark newer text as failed', async () => {
  queue.change('risks', text('old'));
  await vi.advanceTimersByTimeAsync(400);
  queue.change('risks', text('new'));
  calls[0]!.fail('refused');
  await settle();
  expect(marks.get('risks')?.mark).toBe('typing');
  await vi.advanceTimersByTimeAsync(400);
  expect(calls.at(-1)?.said).toBe('new');
});

test('a flush saves without waiting and tells whether all of it arrived', async () => {
  queue.change('risks', text('one'));
  queue.change('goals', text('two'));
  const flushed = queue.flushed();
  await settle();
  calls[0]!.done();
  await settle();
  calls[1]!.fail('refused');
  expect(await flushed).toBe(false);
  const again = queue.flushed();
  await settle();
  calls[2]!.done();
  expect(await again).toBe(true);
});

test('a flush with nothing to save is done at once', async () => {
  expect(await queue.flushed()).toBe(true);
  expect(calls).toHaveLength(0);
});
