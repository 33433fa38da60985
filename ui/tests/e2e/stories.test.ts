import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { closeWindow, openWindow, useBrowser } from './window';

useBrowser();

const text = (page: Page, id: string) => page.getByTestId(id).innerText();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));

describe('a person with a keyboard', () => {
  it('goes from Today to the first thing that waits', async () => {
    const page = await openWindow('#/today');
    await page.getByTestId('summary').waitFor();
    await page.keyboard.press('j');
    const row = await focused(page);
    expect(row).toMatch(/^row-h-/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/handoffs\/h-/);
    await closeWindow(page);
  });

  it('finds a handoff by name from anywhere', async () => {
    const page = await openWindow('#/metrics');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('norddruck');
    await page.getByTestId('choice-handoff-h-norddruck').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/handoffs\/h-norddruck$/);
    await closeWindow(page);
  });

  it('opens nothing for a deal that is no handoff yet, and reads why', async () => {
    const page = await openWindow('#/today');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('acre');
    const choice = page.getByTestId('choice-handoff-d-early');
    await choice.waitFor();
    expect(await choice.innerText()).toContain('no handoff yet');
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#\/today$/);
    await closeWindow(page);
  });

  it('reads which keys there are', async () => {
    const page = await openWindow('#/handoffs');
    await page.getByTestId('row-h-norddruck').waitFor();
    await page.keyboard.press('?');
    expect(await text(page, 'keys')).toContain('Select the row');
    await page.keyboard.press('Escape');
    await page.getByTestId('keys').waitFor({ state: 'hidden' });
    await closeWindow(page);
  });

  it('previews a row beside the list and closes it with Esc', async () => {
    const page = await openWindow('#/handoffs');
    await page.getByTestId('row-h-norddruck').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('preview').getByText('Completion').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('preview').waitFor({ state: 'detached' });
    await closeWindow(page);
  });
});

describe('the list of handoffs', () => {
  it('keeps its filters while the person is elsewhere', async () => {
    const page = await openWindow('#/handoffs');
    await page.getByTestId('filter-text').fill('norddruck');
    await page.getByTestId('total').getByText('1 fit').waitFor();
    await page.getByTestId('row-h-norddruck').click();
    await page.waitForURL(/h-norddruck$/);
    await page.goBack();
    await page.getByTestId('total').getByText('1 fit').waitFor();
    expect(await page.getByTestId('filter-text').inputValue()).toBe('norddruck');
    await closeWindow(page);
  });

  it('says when nothing fits and shows all again', async () => {
    const page = await openWindow('#/handoffs');
    await page.getByTestId('filter-text').fill('no such account');
    await page.getByTestId('empty').getByRole('button').click();
    await page.getByTestId('row-h-norddruck').waitFor();
    await closeWindow(page);
  });

  it('draws a few of thousands of rows and fetches the rest as they come into view', async () => {
    const page = await openWindow('#/handoffs', { fake: 'many', as: 'p-ines' });
    const grid = page.getByRole('grid');
    await grid.waitFor();
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(2_000);
    expect(await grid.locator('tbody tr[data-index]').count()).toBeLessThan(60);
    await grid.locator('tr[data-index="0"]').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => /^row-/.test(document.activeElement?.getAttribute('data-testid') ?? ''));
    expect(Number(await page.locator(':focus').getAttribute('data-index'))).toBeGreaterThan(1_990);
    await closeWindow(page);
  });

  it('shows the handoffs behind a figure, says so, and goes back to all', async () => {
    const behind = {
      metric: 'completion',
      scope: 'all',
      from: '2026-06-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
      tiers: ['W'],
      misses_only: true,
    };
    const page = await openWindow(`#/handoffs?${new URLSearchParams({ behind: JSON.stringify(behind) })}`);
    const chip = page.getByTestId('behind');
    await chip.waitFor();
    expect(await chip.innerText()).toContain('completion rate, 1 Jun – 30 Nov 2026, White-glove, misses only');
    await chip.click();
    await chip.waitFor({ state: 'detached' });
    await page.getByTestId('row-h-norddruck').waitFor();
    await closeWindow(page);
  });

  it('shows text from the CRM as text', async () => {
    const page = await openWindow('#/handoffs');
    const row = page.getByTestId('row-h-marlow');
    await row.waitFor();
    expect(await row.innerText()).toContain('<b>Group</b>');
    expect(await row.locator('b').count()).toBe(0);
    await closeWindow(page);
  });
});

describe('the frame', () => {
  it('changes places and counts with the person', async () => {
    const page = await openWindow('#/today');
    expect(await page.getByTestId('nav-intake').count()).toBe(0);
    await page.getByTestId('view-as').click();
    await page.getByTestId('chooser-text').fill('jonas');
    await page.keyboard.press('Enter');
    await page.getByTestId('nav-intake').waitFor();
    expect(await text(page, 'view-as')).toContain('Jonas Weber');
    expect(Number.parseInt(await text(page, 'count-intake'))).toBeGreaterThan(0);
    await closeWindow(page);
  });

  it('says what is wrong and what to do when the workspace does not open', async () => {
    const context = await openWindow('#/today', { fake: 'empty' });
    await context.goto(context.url().replace('fake=empty', 'fake=broken'));
    const alert = context.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('Free some space');
    await closeWindow(context);
  });
});

describe('a promise', () => {
  it('is marked as kept, and taken back', async () => {
    const page = await openWindow('#/promises');
    const row = page.getByTestId('row-p-0');
    await row.focus();
    await page.keyboard.press('d');
    await row.waitFor({ state: 'detached' });
    await page.getByTestId('toast-undo').click();
    await row.waitFor();
    await closeWindow(page);
  });
});

describe('alarms', () => {
  it('lose their count when they were seen', async () => {
    const page = await openWindow('#/alarms');
    await page.getByTestId('count-alarms').waitFor();
    await page.getByTestId('seen-all').click();
    await page.getByTestId('count-alarms').waitFor({ state: 'detached' });
    await closeWindow(page);
  });
});

describe('the sync log', () => {
  it('sends a stuck change again', async () => {
    const page = await openWindow('#/sync', { fake: 'stuck' });
    await page.getByTestId('stuck-e-1').waitFor();
    expect(await text(page, 'stuck-e-1')).toContain('ask your admin');
    await page.getByTestId('retry-e-1').click();
    await page.getByTestId('entry-e-1').waitFor();
    expect(await text(page, 'entry-e-1')).toContain('saved here');
    await closeWindow(page);
  });

  it('says why a workspace did not open, and tries again', async () => {
    const page = await openWindow('#/today', { fake: 'closed' });
    expect(await text(page, 'closed-crm-1')).toContain('newer version');
    await page.getByTestId('reopen-crm-1').click();
    await page.getByTestId('closed-crm-1').waitFor({ state: 'detached' });
    await closeWindow(page);
  });

  it('discards only after a yes', async () => {
    const page = await openWindow('#/sync', { fake: 'stuck' });
    await page.getByTestId('discard-e-1').click();
    await page.getByTestId('confirm-no').click();
    await page.getByTestId('stuck-e-1').waitFor();
    await page.getByTestId('discard-e-1').click();
    await page.getByTestId('confirm-yes').click();
    await page.getByTestId('entry-e-1').getByText('discarded').waitFor();
    await page.getByTestId('send-e-1').click();
    await page.getByTestId('entry-e-1').getByText('saved here').waitFor();
    await closeWindow(page);
  });

  it('leads from a refused field to the handoff', async () => {
    const page = await openWindow('#/sync', { fake: 'stuck' });
    await page.getByTestId('edit-e-1').click();
    await page.waitForURL(/handoffs.h-fjord/u);
    await closeWindow(page);
  });

  it('works offline by choice and says so at the top of every screen', async () => {
    const page = await openWindow('#/sync');
    await page.getByTestId('offline').check();
    await page.getByTestId('sync-sentence').getByText('Offline since').waitFor();
    await page.getByTestId('offline').uncheck();
    await page.getByTestId('sync-sentence').getByText('sending').waitFor();
    await closeWindow(page);
  });

  it('stops a first load when it is told to', async () => {
    const page = await openWindow('#/today', { fake: 'loading' });
    await page.getByTestId('first-load').getByTestId('cancel').click();
    await page.getByTestId('first-load').waitFor({ state: 'detached' });
    await closeWindow(page);
  });
});
