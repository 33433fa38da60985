import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { frame } from '../../frame/frame.svelte';
import Head from '../../frame/Head.svelte';
import SideBar from '../../frame/SideBar.svelte';
import { call, useHost } from '../ipc';
import { fakeHost } from '../ipc/fake/host';
import { resetHandoffs } from '../ipc/fake/handoffs';
import { setViewer } from '../ipc/fake/people';
import SectionRail from '../../wizard/SectionRail.svelte';
import Wizard from '../../wizard/Wizard.svelte';

beforeEach(() => {
  resetHandoffs();
  setViewer('p-mara');
  useHost(fakeHost());
});

const said = (text: string) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Buttons and links whose tooltip says what stands on them, and hangs over what they open. */
function echoes(): string[] {
  return [...document.querySelectorAll<HTMLElement>(':is(button, a)[title]')]
    .filter((one) => said(one.textContent).includes(said(one.title)))
    .map((one) => one.title);
}

test('no button of the wizard repeats its words on hover', async () => {
  render(Wizard, { id: 'h-norddruck' });
  await screen.findByTestId('export');
  expect(echoes()).toEqual([]);
  expect(screen.getByTestId('export').title).toBe('');
  expect(screen.getByTestId('quality').title).toBe('');
  expect(screen.getByTestId('best-raise').title).toBe('');
});

test('what has an icon only has a name and says it on hover', async () => {
  render(Wizard, { id: 'h-norddruck' });
  const undo = await screen.findByTestId('undo');
  expect(undo.title).not.toBe('');
  expect(undo.getAttribute('aria-label')).toBe(undo.title);
});

test('no button of the frame repeats its words on hover', async () => {
  await frame.reload();
  render(SideBar, { overview: frame.overview! });
  render(Head, { overview: frame.overview!, onsearch: () => undefined });
  expect(echoes()).toEqual([]);
  for (const id of ['workspace', 'view-as', 'search']) expect(screen.getByTestId(id).title).toBe('');
});

test('a section says its title on hover only where the title may be cut off', async () => {
  const { sections } = await call('open_handoff', { id: 'h-norddruck' });
  const rail = { sections, on: 'goals', onchoose: () => undefined };
  const { rerender } = render(SectionRail, { ...rail, flat: false });
  expect(screen.getByTestId('section-goals').title).toBe('');
  await rerender({ ...rail, flat: true });
  expect(screen.getByTestId('section-goals').title).toBe(sections[0]!.title);
});
