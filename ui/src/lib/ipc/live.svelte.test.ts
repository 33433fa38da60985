import { flushSync } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { Live } from './live.svelte';
import { call, useHost, useWorkspace, type Host, type PublicError } from '.';

interface Asked {
  args: unknown;
  workspace: string;
  answer: (value: unknown) => void;
  refuse: (reason: unknown) => void;
}

/** A host that answers when the test says so. */
function slowHost(): { asked: Asked[]; changed: (payload: unknown) => void } {
  const asked: Asked[] = [];
  const ears: ((payload: unknown) => void)[] = [];
  const host: Host = {
    invoke: (_name, workspace, args) =>
      new Promise((answer, refuse) => asked.push({ args, workspace, answer, refuse })),
    listen: (_event, heard) => (ears.push(heard), Promise.resolve(() => {})),
    onFiles: () => Promise.resolve(() => {}),
    print: () => {},
  };
  useHost(host);
  return { asked, changed: (payload) => ears.forEach((heard) => heard(payload)) };
}

const settled = () => new Promise((done) => setTimeout(done));

let stop = () => {};
afterEach(() => {
  stop();
  useWorkspace('');
});

function mounted<T>(make: () => T): T {
  let made!: T;
  stop = $effect.root(() => void (made = make()));
  flushSync();
  return made;
}

it('an answer that was overtaken by a later question is dropped', async () => {
  const { asked } = slowHost();
  let text = $state('a');
  const live = mounted(() => new Live('search', () => ({ text }), []));
  await settled();
  text = 'ab';
  flushSync();
  await settled();
  expect(asked.map((one) => one.args)).toEqual([{ text: 'a' }, { text: 'ab' }]);
  asked[1]?.answer(['late question']);
  await settled();
  asked[0]?.answer(['early question']);
  await settled();
  expect(live.value).toEqual(['late question']);
});

it('a change of its topics asks again, other topics and other workspaces do not', async () => {
  const { asked, changed } = slowHost();
  useWorkspace('practice');
  mounted(() => new Live('today', () => ({}), ['handoffs']));
  await settled();
  changed({ workspace: 'practice', topics: ['alarms'] });
  changed({ workspace: 'import', topics: ['handoffs'] });
  await settled();
  expect(asked).toHaveLength(1);
  changed({ workspace: 'practice', topics: ['alarms', 'handoffs'] });
  await settled();
  expect(asked).toHaveLength(2);
});

it('changes that come while an answer is out are answered by one more question', async () => {
  const { asked, changed } = slowHost();
  mounted(() => new Live('today', () => ({}), ['handoffs']));
  await settled();
  asked[0]?.answer(null);
  for (let times = 0; times < 50; times += 1) changed({ workspace: 'practice', topics: ['handoffs'] });
  await settled();
  expect(asked).toHaveLength(2);
  asked[1]?.answer(null);
  await settled();
  expect(asked).toHaveLength(3);
  asked[2]?.answer(null);
  await settled();
  expect(asked).toHaveLength(3);
});

it('a failure is shown with its remedy and the last answer stays', async () => {
  const { asked } = slowHost();
  const live = mounted(() => new Live('today', () => ({}), []));
  await settled();
  asked[0]?.answer({ waiting: [] });
  await settled();
  void live.reload();
  await settled();
  const refusal: PublicError = {
    code: 'disk_full',
    message: 'The disk is full',
    remedy: 'Free some space',
    fields: [],
  };
  asked[1]?.refuse(refusal);
  await settled();
  expect(live.error).toEqual(refusal);
  expect(live.value).toEqual({ waiting: [] });
});

it('a thrown text becomes an error that says what to do', async () => {
  const { asked } = slowHost();
  const failed = call('today', {}).catch((error: unknown) => error);
  await settled();
  asked[0]?.refuse('the shell is gone');
  expect(await failed).toMatchObject({ code: 'unknown', message: 'the shell is gone' });
});

it('every call names the workspace that the window shows', async () => {
  const { asked } = slowHost();
  void call('today', {});
  useWorkspace('import-1');
  void call('today', {});
  await settled();
  expect(asked.map((one) => one.workspace)).toEqual(['', 'import-1']);
});
