import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useHost } from '../../lib/ipc';
import { fakeHost } from '../../lib/ipc/fake/host';
import { resetHandoffs } from '../../lib/ipc/fake/handoffs';
import { setViewer } from '../../lib/ipc/fake/people';
import Wizard from '../Wizard.svelte';
import { clear } from './print';

/** What was on the screen when the dialogue opened. */
let menu: Element | null = null;
let frames = 0;
let framesAtPrint = -1;
const printed = vi.fn(() => {
  menu = document.querySelector('.sheet');
  framesAtPrint = frames;
});

beforeEach(() => {
  resetHandoffs();
  setViewer('p-mara');
  useHost({ ...fakeHost(), print: printed });
  const ask = window.requestAnimationFrame.bind(window);
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => ask((at) => ((frames += 1), run(at))));
});

afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

test('the menu is closed, and seen to be closed, before the print dialogue opens', async () => {
  const user = userEvent.setup({ delay: null });
  render(Wizard, { id: 'h-norddruck' });
  await user.click(await screen.findByTestId('export'));
  frames = 0;
  await user.click(screen.getByTestId('print'));
  await vi.waitFor(() => expect(printed).toHaveBeenCalledOnce());
  expect(menu).toBeNull();
  expect(framesAtPrint).toBeGreaterThan(0);
});
