import { afterEach, expect, it } from 'vitest';
import { useHost, useWorkspace, type Host, type Overview } from '../lib/ipc';
import { frame } from './frame.svelte';

afterEach(() => useWorkspace(''));

const settled = () => new Promise((done) => setTimeout(done));

/** As much of an overview as the frame itself looks at. */
function overview(id: string, loaded: boolean): Overview {
  const clock = { now: '2026-11-23T10:00:00Z', confirmed: true };
  return { workspace: { id }, clock, viewer: { time_zone: 'UTC' }, sync: { loaded } } as unknown as Overview;
}

it('looks again after it moved, for what changed there on the way was not heard', async () => {
  const answers = [overview('practice', true), overview('crm-1', false), overview('crm-1', true)];
  const asked: string[] = [];
  const host: Host = {
    invoke: (name) => (asked.push(name), Promise.resolve(answers[asked.length - 1])),
    listen: () => Promise.resolve(() => {}),
    onFiles: () => Promise.resolve(() => {}),
    print: () => {},
  };
  useHost(host);
  await frame.reload();
  await frame.switchTo('crm-1');
  await settled();
  expect(asked).toEqual(['overview', 'switch_workspace', 'overview']);
  expect(frame.overview?.sync.loaded).toBe(true);
});

it('does not go back because of an answer about the place before', async () => {
  const waiting: { name: string; answer: (value: Overview) => void }[] = [];
  const host: Host = {
    invoke: (name) => new Promise((answer) => waiting.push({ name, answer })),
    listen: () => Promise.resolve(() => {}),
    onFiles: () => Promise.resolve(() => {}),
    print: () => {},
  };
  useHost(host);
  void frame.reload();
  void frame.switchTo('crm-1');
  await settled();
  expect(waiting.map((one) => one.name)).toEqual(['overview', 'switch_workspace']);
  waiting[1]?.answer(overview('crm-1', true));
  await settled();
  waiting[0]?.answer(overview('practice', true));
  await settled();
  expect(frame.overview?.workspace.id).toBe('crm-1');
  waiting[2]?.answer(overview('crm-1', true));
  await settled();
  expect(frame.overview?.workspace.id).toBe('crm-1');
});
