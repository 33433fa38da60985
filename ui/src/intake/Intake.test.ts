import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { useHost } from '../lib/ipc';
import { fakeHost } from '../lib/ipc/fake/host';
import { resetHandoffs } from '../lib/ipc/fake/handoffs';
import { setViewer } from '../lib/ipc/fake/people';
import { toasts } from '../lib/toast.svelte';
import { decided } from './decision.svelte';
import Intake from './Intake.svelte';

vi.setConfig({ testTimeout: 30_000 });

beforeEach(() => {
  resetHandoffs();
  decided('h-baltic');
  useHost(fakeHost());
  setViewer('p-jonas');
});

async function refused() {
  const user = userEvent.setup({ delay: null });
  render(Intake, { id: 'h-baltic' });
  await user.click(await screen.findByTestId('accept'));
  return { user, refusal: await screen.findByTestId('refusal') };
}

test('a refused acceptance names each open question and leads there', async () => {
  const { user, refusal } = await refused();
  expect(within(refusal).getAllByRole('button')).toHaveLength(3);
  await user.click(screen.getByTestId('to-exclusions_read'));
  expect(document.activeElement?.getAttribute('data-testid')).toBe('exclusions_read-yes');
});

test('open questions are marked by a word, until they are answered', async () => {
  const { user } = await refused();
  const question = screen.getByTestId('question-exclusions_read');
  expect(question.getAttribute('aria-invalid')).toBe('true');
  expect(question.textContent).toContain('Not answered yet');
  await user.click(screen.getByTestId('exclusions_read-no'));
  await waitFor(() => expect(question.getAttribute('aria-invalid')).toBeNull());
  expect(question.textContent).not.toContain('Not answered yet');
  expect(screen.queryByTestId('to-exclusions_read')).toBeNull();
});

test('the refusal goes once every question is answered', async () => {
  const { user } = await refused();
  for (const check of ['promises_in_scope', 'exclusions_read', 'enough_to_start'])
    await user.click(screen.getByTestId(`${check}-yes`));
  await waitFor(() => expect(screen.queryByTestId('refusal')).toBeNull());
});

test('a refusal is not covered by a word about something else', async () => {
  toasts.say('Saved as x.md');
  await refused();
  expect(toasts.shown).toBeNull();
});
