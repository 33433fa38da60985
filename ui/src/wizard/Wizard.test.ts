import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { useHost } from '../lib/ipc';
import { emit } from '../lib/ipc/fake/bus';
import { fakeHost } from '../lib/ipc/fake/host';
import { handoffCalled } from '../lib/ipc/fake/handoff-view';
import { resetHandoffs } from '../lib/ipc/fake/handoffs';
import { setViewer } from '../lib/ipc/fake/people';
import { toasts } from '../lib/toast.svelte';
import Wizard from './Wizard.svelte';

vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  resetHandoffs();
  useHost(fakeHost());
});

async function refused(id: string, viewer: string) {
  setViewer(viewer);
  const user = userEvent.setup({ delay: null });
  render(Wizard, { id });
  await user.click(await screen.findByTestId('submit'));
  await screen.findByTestId('refusal');
  return user;
}

const changed = () => emit('changed', { workspace: 'practice', topics: ['handoffs'] });

test('a refused submit lists what is still missing while the rep goes on, and goes with the last field', async () => {
  await refused('h-norddruck', 'p-mara');
  const handoff = handoffCalled('h-norddruck');
  expect(screen.getByTestId('go-promises')).toBeTruthy();
  handoff.values['promises'] = { ...handoff.values['promises']!, value: { shape: 'explicit_none' } };
  changed();
  await waitFor(() => expect(screen.queryByTestId('go-promises')).toBeNull());
  expect(screen.getByTestId('refusal')).toBeTruthy();
  for (const link of screen.queryAllByTestId(/^go-/)) {
    const key = link.dataset['testid']!.slice('go-'.length);
    handoff.values[key] = { ...handoff.values['promises']!, value: { shape: 'explicit_none' } };
  }
  changed();
  await waitFor(() => expect(screen.queryByTestId('refusal')).toBeNull());
});

test('a refusal leads a manager to the release, and nobody else', async () => {
  const user = await refused('h-marlow', 'p-ines');
  await user.click(screen.getByTestId('to-release'));
  expect(document.activeElement?.getAttribute('data-testid')).toBe('release-reason');
});

test('who may not release is not led there', async () => {
  await refused('h-norddruck', 'p-mara');
  expect(screen.queryByTestId('to-release')).toBeNull();
});

test('a word about something else is not left over a refusal', async () => {
  toasts.say('Saved as x.md');
  await refused('h-norddruck', 'p-mara');
  expect(toasts.shown).toBeNull();
});
