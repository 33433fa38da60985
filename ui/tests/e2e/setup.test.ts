import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { closeWindow, openWindow, useBrowser, violations } from './window';

useBrowser();

type Look = Parameters<typeof openWindow>[1];
type Step = (page: Page) => Promise<unknown>;

const said = (page: Page, id: string) => page.getByTestId(id).innerText();
const nothing: Step = async () => undefined;

const choose: Step = async (page) => (
  await page.getByTestId('choose-files').click(),
  page.getByTestId('question').waitFor()
);
const answer: Step = async (page) => (
  await choose(page),
  await page.getByTestId('answer-day_month_year').click(),
  page.getByTestId('outcome').waitFor()
);
const run: Step = async (page) => (
  await answer(page),
  await page.getByTestId('run-import').click(),
  page.getByTestId('import-report').waitFor()
);
const openColumns: Step = async (page) => (
  await answer(page),
  await page.getByTestId('columns-sales_pipeline.csv').click(),
  page.getByTestId('column-deal_stage').waitFor()
);
const lookAt = (path: string, then: string): Step => {
  return async (page) => (
    await page.getByTestId('import-paths').fill(path),
    await page.getByTestId('look').click(),
    page.getByTestId(then).first().waitFor()
  );
};
const openIssue: Step = async (page) => (await run(page), page.getByTestId('issues').locator('summary').nth(1).click());
const breakPlaybook: Step = async (page) => (
  await page.getByTestId('playbook-path').fill('/home/mara/broken.json'),
  await page.getByTestId('playbook-load').click(),
  page.getByTestId('playbook-failed').waitFor()
);
const otherPlaybook: Step = async (page) => (
  await page.getByTestId('playbook-path').fill('/home/mara/nordic.json'),
  await page.getByTestId('playbook-load').click(),
  page.getByTestId('playbook-built-in').waitFor()
);
const wait = (id: string): Step => {
  return (page) => page.getByTestId(id).waitFor();
};

const states: [string, string, Look, Step][] = [
  ['metrics', '#/metrics', {}, wait('story')],
  [
    'metrics over two years, narrow',
    '#/metrics',
    { width: 960, height: 640 },
    async (page) => (
      await page.getByTestId('months').selectOption('24'),
      page.getByTestId('multiple-completion').locator('a').nth(22).waitFor()
    ),
  ],
  ['metrics without data', '#/metrics', { fake: 'empty' }, wait('empty')],
  ['the playbook', '#/playbook', {}, wait('playbook')],
  ['the playbook, narrow', '#/playbook', { width: 960, height: 640 }, wait('playbook')],
  ['a playbook that does not parse', '#/playbook', {}, breakPlaybook],
  ['a playbook of one’s own', '#/playbook', {}, otherPlaybook],
  ['set-up', '#/setup', {}, wait('import-csv')],
  ['the choice of files', '#/setup/import', {}, nothing],
  ['a plan with a question', '#/setup/import', {}, choose],
  ['a plan', '#/setup/import', {}, answer],
  ['a plan with its columns, narrow', '#/setup/import', { width: 960, height: 640 }, openColumns],
  ['a file that is no table', '#/setup/import', {}, lookAt('/home/mara/photo.png', 'questions')],
  ['a file that is not there', '#/setup/import', {}, lookAt('/home/mara/missing.csv', 'import-failed')],
  ['the report', '#/setup/import', {}, run],
  ['the report with a flaw opened', '#/setup/import', {}, openIssue],
];

describe.each(['light', 'dark'] as const)('in the %s', (theme) => {
  it.each(states)('%s holds WCAG 2.2 AA and fits', async (_name, hash, look, show) => {
    const page = await openWindow(hash, { ...look, theme });
    await show(page);
    expect(await violations(page)).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    await closeWindow(page);
  });
});

describe('metrics', () => {
  it('every number opens the handoffs behind it', async () => {
    const page = await openWindow('#/metrics');
    await page.getByTestId('story').waitFor();
    await page
      .getByRole('link', { name: /^Completion, [A-Z][a-z]+: / })
      .first()
      .click();
    await page.waitForURL(/#\/handoffs\?behind=/);
    const behind = JSON.parse(new URLSearchParams(page.url().split('?').pop()).get('behind') ?? '{}');
    expect(behind).toMatchObject({ metric: 'completion', misses_only: false });
    await closeWindow(page);
  });

  it('what missed its target opens the ones that missed', async () => {
    const page = await openWindow('#/metrics');
    await page.getByTestId('figure-completion').getByText('missed').click();
    await page.waitForURL(/misses_only%22%3Atrue/);
    await closeWindow(page);
  });

  it('a tier that is chosen stays alone in the table', async () => {
    const page = await openWindow('#/metrics');
    await page.getByTestId('chip-W').click();
    await page.getByTestId('filter-words').getByText('tier W').waitFor();
    const heads = page.getByTestId('figures-by-tier').locator('thead');
    expect(await heads.innerText()).toContain('White-glove');
    expect(await heads.innerText()).not.toContain('Structured');
    await closeWindow(page);
  });
});

describe('an import', () => {
  it('leads to the open question instead of refusing in silence', async () => {
    const page = await openWindow('#/setup/import');
    await choose(page);
    await page.getByTestId('run-import').click();
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    expect(focused).toBe('answer-day_month_year');
    await closeWindow(page);
  });

  it('says before it runs what will happen to each row, and afterwards that it did', async () => {
    const page = await openWindow('#/setup/import');
    await answer(page);
    expect(await said(page, 'outcome')).toContain('8,800');
    expect(await said(page, 'run-import')).toBe('Import 8,798 deals');
    await page.getByTestId('run-import').click();
    await page.getByTestId('import-report').waitFor();
    const report = await said(page, 'import-report');
    for (const part of ['8,798', 'GTXPro', 'Não Identificado', 'technolgy', 'not imported']) {
      expect(report).toContain(part);
    }
    expect(await said(page, 'workspace')).toContain('Import');
    await closeWindow(page);
  });

  it('keeps what was decided when a person goes elsewhere and back', async () => {
    const page = await openWindow('#/setup/import');
    await answer(page);
    await page.getByTestId('spelling-technolgy').check();
    await page.getByTestId('issues').getByText('corrected').waitFor();
    await page.evaluate(() => (location.hash = '#/today'));
    await page.getByTestId('summary').waitFor();
    await page.evaluate(() => (location.hash = '#/setup/import'));
    await page.getByTestId('outcome').waitFor();
    expect(await page.getByTestId('spelling-technolgy').isChecked()).toBe(true);
    await closeWindow(page);
  });

  it('asks anew when a column goes elsewhere, and the join that hung on it is gone', async () => {
    const page = await openWindow('#/setup/import');
    await openColumns(page);
    expect(await said(page, 'joins')).toContain('finds its accounts');
    await page.getByTestId('column-account').selectOption('');
    await page.getByTestId('column-deal_stage').selectOption('');
    await page.getByTestId('question').getByText('says the stage').waitFor();
    expect(await said(page, 'joins')).not.toContain('finds its accounts');
    await page.getByTestId('answer-column').selectOption('4');
    await page.getByTestId('outcome').waitFor();
    await closeWindow(page);
  });

  it('that fails says why and keeps the plan', async () => {
    const page = await openWindow('#/setup/import', { fake: 'full' });
    await answer(page);
    await page.getByTestId('run-import').click();
    expect(await said(page, 'import-failed')).toContain('There is no room left');
    await page.getByTestId('outcome').waitFor();
    await closeWindow(page);
  });

  it('takes paths, one a line, and forgives blanks', async () => {
    const page = await openWindow('#/setup/import');
    await page.getByTestId('import-paths').fill(' /x/accounts.csv \n\n/x/sales_pipeline.csv');
    await page.getByTestId('look').click();
    await page.getByTestId('file-accounts.csv').waitFor();
    expect(await page.locator('[data-testid^="role-"]').count()).toBe(2);
    await closeWindow(page);
  });
});

it('a broken playbook file leaves the one in force where it is', async () => {
  const page = await openWindow('#/playbook');
  await breakPlaybook(page);
  expect(await said(page, 'playbook-failed')).toContain('Line 48, column 17');
  expect(await said(page, 'playbook')).toContain('Default handoff process');
  await closeWindow(page);
});
