import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { closeWindow, openWindow, useBrowser, violations } from './window';

useBrowser();

type Look = Parameters<typeof openWindow>[1];

async function wizard(id: string, look: Look = {}): Promise<Page> {
  const page = await openWindow(`#/handoffs/${id}`, look);
  await page.getByTestId('wizard').locator('h2').first().waitFor();
  return page;
}

const said = (page: Page, id: string) => page.getByTestId(id).innerText();
const inFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[data-testid^="field-"]')?.getAttribute('data-testid'));
const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.getAttribute('aria-label'),
  );
const saved = (page: Page, field: string) =>
  page.getByTestId(`field-${field}`).locator(':is([data-mark="saved"], [data-mark="sent"])').waitFor();

const states: [string, string, Look, (page: Page) => Promise<unknown>][] = [
  ['goals', 'h-norddruck', {}, async () => undefined],
  ['people', 'h-norddruck', {}, (page) => page.getByTestId('section-people').click()],
  [
    'scope with examples',
    'h-norddruck',
    {},
    async (page) => (await page.getByTestId('section-scope').click(), page.getByText('Examples').first().click()),
  ],
  [
    'relationship beside the document',
    'h-norddruck',
    {},
    async (page) => (await page.getByTestId('section-relationship').click(), page.getByTestId('tab-document').click()),
  ],
  ['why this score', 'h-norddruck', {}, (page) => page.getByTestId('quality').click()],
  ['the timeline', 'h-norddruck', {}, (page) => page.getByTestId('tab-timeline').click()],
  [
    'the choice of roles',
    'h-norddruck',
    {},
    async (page) => (
      await page.getByTestId('section-people').click(),
      page.getByRole('button', { name: /^Roles, Petra/ }).click()
    ),
  ],
  ['why this CSM', 'h-norddruck', {}, (page) => page.getByTestId('why-csm').click()],
  ['how the time comes about', 'h-norddruck', {}, (page) => page.getByTestId('why-clock').click()],
  [
    'a refused submit',
    'h-norddruck',
    {},
    async (page) => (await page.getByTestId('submit').click(), page.getByTestId('refusal').waitFor()),
  ],
  ['a returned handoff', 'h-helio', {}, (page) => page.getByTestId('section-relationship').click()],
  ['a release', 'h-marlow', { as: 'p-ines' }, (page) => page.getByTestId('release').click()],
  ['one that is read only', 'h-baltic', {}, async () => undefined],
  ['a narrow window', 'h-norddruck', { width: 960, height: 640 }, async () => undefined],
  [
    'text that could not be saved',
    'h-norddruck',
    { fake: 'full' },
    async (page) => (
      await page.getByTestId('text-pain_points').fill('Too much'),
      page.getByTestId('save-failed-pain_points').waitFor()
    ),
  ],
];

describe.each(['light', 'dark'] as const)('the wizard in the %s', (theme) => {
  it.each(states)('%s holds WCAG 2.2 AA', async (_name, id, look, show) => {
    const page = await wizard(id, { ...look, theme });
    await show(page);
    expect(await violations(page)).toEqual([]);
    await closeWindow(page);
  });
});

describe('writing', () => {
  it('is saved after a pause, said in the field, and there again later', async () => {
    const page = await wizard('h-norddruck');
    await page.getByTestId('text-pain_points').fill('Two clerks re-type 120 delivery notes a day');
    await saved(page, 'pain_points');
    await page.getByTestId('section-people').click();
    await page.getByTestId('section-goals').click();
    expect(await page.getByTestId('text-pain_points').inputValue()).toBe('Two clerks re-type 120 delivery notes a day');
    await closeWindow(page);
  });

  it('moves nothing below: a hint leaves its room behind', async () => {
    const page = await wizard('h-norddruck');
    const text = page.getByTestId('text-pain_points');
    const places = () =>
      page
        .locator('[data-testid^="field-"]')
        .evaluateAll((fields) => fields.map((field) => Math.round(field.getBoundingClientRect().top)));
    const before = await places();
    await text.fill('Two clerks re-type 120 delivery notes a day');
    await saved(page, 'pain_points');
    expect(await places()).toEqual(before);
    await closeWindow(page);
  });

  it('is never lost where it can not be saved: it stays, says why, and holds a submit back', async () => {
    const page = await wizard('h-norddruck', { fake: 'full' });
    await page.getByTestId('text-pain_points').fill('Not lost');
    await page.getByTestId('section-people').click();
    await page.getByTestId('section-goals').click();
    await page.getByTestId('save-failed-pain_points').getByText('The disk is full').waitFor();
    expect(await page.getByTestId('text-pain_points').inputValue()).toBe('Not lost');
    await page.getByTestId('submit').click();
    expect(await said(page, 'refusal')).toContain('Pain points');
    await closeWindow(page);
  });

  it('goes through a table of promises without the mouse', async () => {
    const page = await wizard('h-norddruck');
    await page.keyboard.press('5');
    await page.getByLabel('What was promised, promise 1').focus();
    await page.keyboard.type('SSO in all units');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Onboarding team');
    await page.keyboard.press('Tab');
    await page.keyboard.type('15 jan 2027');
    await page.keyboard.press('Enter');
    await page.getByLabel('What was promised, promise 2').waitFor();
    expect(await focused(page)).toBe('What was promised, promise 2');
    await page.keyboard.press('Backspace');
    await saved(page, 'promises');
    expect(await page.getByLabel(/^What was promised, promise/).count()).toBe(1);
    await page.getByTestId('tab-document').click();
    expect(await said(page, 'doc-promises')).toContain('Onboarding team, by 15 Jan 2027');
    await closeWindow(page);
  });

  it('takes "none" as an answer that is chosen, and a slip costs nothing', async () => {
    const page = await wizard('h-norddruck');
    await page.getByTestId('section-relationship').click();
    await page.getByLabel('What was promised, promise 1').fill('SSO');
    await saved(page, 'promises');
    await page.getByTestId('none-promises').check();
    expect(await said(page, 'none-promises-said')).toBe('None made');
    await page.getByTestId('none-promises').uncheck();
    expect(await page.getByLabel('What was promised, promise 1').inputValue()).toBe('SSO');
    await closeWindow(page);
  });

  it('takes the chosen passage over with one key', async () => {
    const page = await wizard('h-norddruck');
    await page.getByTestId('section-risks').click();
    await page.getByTestId('text-risks').focus();
    await page.getByTestId('evidence-item').nth(1).waitFor();
    await page.keyboard.press('Control+j');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>('[data-testid="text-risks"]')?.value.includes('credit notes'),
    );
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('[data-testid="text-risks"]')?.value === '',
    );
    await closeWindow(page);
  });

  it('confirms what the CRM says one after the other with one key', async () => {
    const page = await wizard('h-norddruck');
    await page.getByTestId('section-scope').click();
    await page.getByTestId('confirm-products').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('confirm-products').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('confirm-contract_terms');
    await page.keyboard.press('Enter');
    await page.getByTestId('confirm-contract_terms').waitFor({ state: 'detached' });
    expect(await said(page, 'field-products')).toContain('confirmed by you');
    await closeWindow(page);
  });
});

it('a passage becomes a note where people are listed, and takes nobody away', async () => {
  const page = await wizard('h-norddruck');
  await page.getByTestId('section-people').click();
  await page.getByTestId('evidence-stakeholders').click();
  await page.getByTestId('take-over').first().click();
  await saved(page, 'stakeholders');
  expect(await page.getByLabel(/^Name, /).count()).toBe(3);
  expect(await page.getByLabel('Note, person 3').inputValue()).toContain('runs SAP');
  await closeWindow(page);
});

describe('submitting', () => {
  it('names what is missing and goes to the first', async () => {
    const page = await wizard('h-norddruck');
    await page.getByTestId('submit').click();
    expect(await said(page, 'refusal')).toContain('Required fields are missing');
    expect(await inFocus(page)).toBe('field-post_sale_owner');
    await page.getByTestId('go-promises').click();
    expect(await inFocus(page)).toBe('field-promises');
    await closeWindow(page);
  });

  it('is refused in plain view: a word about something else stays clear of it', async () => {
    const page = await wizard('h-norddruck', { width: 960, height: 640 });
    await page.getByTestId('submit').click();
    await page.getByTestId('refusal').waitFor();
    await page.getByTestId('export').click();
    await page.getByTestId('export-markdown').click();
    await page.getByTestId('toast').waitFor();
    const [toast, refusal] = await Promise.all(
      ['toast', 'refusal'].map((id) => page.getByTestId(id).evaluate((one) => one.getBoundingClientRect().toJSON())),
    );
    expect(toast.bottom).toBeLessThanOrEqual(refusal.top);
    await closeWindow(page);
  });

  it('carries a returned handoff back once it is put right', async () => {
    const page = await wizard('h-helio');
    await page.getByTestId('section-relationship').click();
    expect(await said(page, 'returned-promises')).toContain('who does the work');
    await page.getByLabel('By whom, promise 1').fill('Onboarding team');
    await page.getByLabel('By when, promise 1').fill('15 Jan 2027');
    await page.getByTestId('submit').click();
    await page.getByTestId('standing').getByText('Jonas Weber reviews it next').waitFor();
    await closeWindow(page);
  });

  it('passes once a manager released it, with a reason and not without', async () => {
    const page = await wizard('h-marlow', { as: 'p-ines' });
    await page.getByTestId('release').click();
    await page.getByTestId('release-do').click();
    expect(await focused(page)).toBe('release-reason');
    await page.keyboard.type('Soon');
    await page.keyboard.press('Enter');
    await page.getByTestId('refusal').getByText('A release needs a reason').waitFor();
    await page.getByTestId('release-reason').fill('They start on Monday, the owner is named by then');
    await page.keyboard.press('Enter');
    await page.getByTestId('release-form').waitFor({ state: 'detached' });
    await page.getByTestId('submit').click();
    await page.getByTestId('standing').getByText('Submitted').waitFor();
    await closeWindow(page);
  });

  it('is not offered while the deal is open, and says so', async () => {
    const page = await wizard('h-acme');
    expect(await page.getByTestId('submit').count()).toBe(0);
    expect(await said(page, 'standing')).toContain('once the deal is closed');
    await closeWindow(page);
  });
});

describe('a conflict', () => {
  it('shows both texts with their authors, and a decision gives the field back', async () => {
    const page = await wizard('h-acme');
    const conflict = page.getByTestId('conflict-pain_points');
    for (const word of ['Mara Lindqvist', 'Ines Duarte', 'edited in the CRM'])
      expect(await conflict.innerText()).toContain(word);
    expect(await page.getByTestId('decide-pain_points').isDisabled()).toBe(true);
    await page.getByTestId('keep-pain_points-0-own').check();
    await page.getByTestId('own-pain_points').fill('Graz was against it; their IT freezes changes');
    await page.getByTestId('decide-pain_points').click();
    await conflict.waitFor({ state: 'detached' });
    expect(await page.getByTestId('text-pain_points').inputValue()).toContain('Graz was against it;');
    await closeWindow(page);
  });
});

it('text of a CRM is text, whatever it holds', async () => {
  const page = await wizard('h-marlow');
  await page.getByTestId('tab-document').click();
  expect(await page.getByTestId('document').locator('h2').innerText()).toBe('Marlow Clinics <b>Group</b>');
  await closeWindow(page);
});

it('paper shows the document and nothing else', async () => {
  const page = await wizard('h-helio');
  await page.getByTestId('export').click();
  await page.getByTestId('print').click();
  await page.locator('.print-sheet').waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('#app').isVisible()).toBe(false);
  expect(await page.locator('.print-sheet').innerText()).toContain('Cut the time from discharge');
  await closeWindow(page);
});

it('the panel opens with → and closes with Esc', async () => {
  const page = await wizard('h-norddruck', { width: 960, height: 640 });
  expect(await page.getByTestId('wizard-panel').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.getByTestId('wizard-panel').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('wizard-panel').waitFor({ state: 'detached' });
  await closeWindow(page);
});
