import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { useHost } from '../lib/ipc';
import { fakeHost } from '../lib/ipc/fake/host';
import { flow } from './flow.svelte';
import Import from './Import.svelte';

beforeEach(() => {
  useHost(fakeHost());
  flow.restart();
});

async function look(paths: string) {
  const user = userEvent.setup({ delay: null });
  render(Import);
  await user.type(screen.getByTestId('import-paths'), paths);
  await user.click(screen.getByTestId('look'));
}

test('a path that can’t be opened is named, and no plan is made of it', async () => {
  await look('/x/missing.csv');
  const refusal = await screen.findByTestId('import-failed');
  expect(refusal.textContent).toContain('/x/missing.csv');
  expect(refusal.textContent).toContain('No such file');
  expect(flow.draft).toBeNull();
});

test('the paths that were written are still there to be put right', async () => {
  await look('/x/accounts.csv\n/x/missing.csv');
  await screen.findByTestId('import-failed');
  expect((screen.getByTestId('import-paths') as HTMLTextAreaElement).value).toBe('/x/accounts.csv\n/x/missing.csv');
});

test('files that can be opened go on to the plan, and their problems name them', async () => {
  await look('/x/accounts.csv\n/x/one.bin\n/x/two.bin');
  const problems = await screen.findAllByTestId('file-problem');
  expect(problems.map((problem) => problem.textContent)).toEqual([
    expect.stringContaining('one.bin'),
    expect.stringContaining('two.bin'),
  ]);
});
