import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { closeWindow, openWindow, useBrowser, violations } from './window';

useBrowser();

type Look = Parameters<typeof openWindow>[1];

async function review(id: string, look: Look = {}): Promise<Page> {
  const page = await openWindow(`#/intake/${id}`, { as: 'p-jonas', ...look });
  await page.getByTestId('document').waitFor();
  return page;
}

const said = (page: Page, id: string) => page.getByTestId(id).innerText();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid'));

async function answerAll(page: Page) {
  for (const check of ['promises_in_scope', 'exclusions_read', 'enough_to_start'])
    await page.getByTestId(`${check}-yes`).check();
}

const states: [string, string, Look, (page: Page) => Promise<unknown>][] = [
  ['the review', 'h-baltic', {}, async () => undefined],
  ['a low rating', 'h-baltic', {}, (page) => page.getByTestId('star-2').check()],
  [
    'a return',
    'h-osterly',
    {},
    async (page) => (await page.getByTestId('return').click(), page.getByTestId('choose-risks').click()),
  ],
  [
    'gaps',
    'h-osterly',
    {},
    async (page) => (
      await page.getByTestId('accept-gaps').click(),
      page.getByTestId('chooser-post_sale_owner').check()
    ),
  ],
  ['a refused decision', 'h-osterly', {}, (page) => page.getByTestId('accept').click()],
  ['the first-touch sheet', 'h-quill', {}, async () => undefined],
  ['a first touch that was found', 'h-tern', {}, async () => undefined],
  ['one that went back', 'h-helio', {}, async () => undefined],
  ['the timeline', 'h-baltic', {}, (page) => page.getByTestId('tab-timeline').click()],
  ['a narrow window', 'h-baltic', { width: 960, height: 640 }, async () => undefined],
];

describe.each(['light', 'dark'] as const)('the intake in the %s', (theme) => {
  it.each(states)('%s holds WCAG 2.2 AA', async (_name, id, look, show) => {
    const page = await review(id, { ...look, theme });
    await show(page);
    expect(await violations(page)).toEqual([]);
    await closeWindow(page);
  });
});

it('a section counts as read once it was looked at', async () => {
  const page = await review('h-baltic');
  await page.getByTestId('sections-read').getByText('1 of 5').waitFor();
  for (const section of ['people', 'scope', 'risks', 'relationship']) {
    await page.getByTestId(`doc-section-${section}`).evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await page.waitForFunction(
      ([id, n]) =>
        Number.parseInt(document.querySelector(`[data-testid="${id}"]`)?.textContent ?? '0', 10) >= Number(n),
      ['sections-read', { people: 2, scope: 3, risks: 3, relationship: 4 }[section]] as const,
    );
  }
  await closeWindow(page);
});

describe('deciding', () => {
  it('accepts once the questions are answered and the stars are given', async () => {
    const page = await review('h-baltic');
    await page.getByTestId('accept').click();
    expect(await said(page, 'refusal')).toContain('open questions');
    expect(await focused(page)).toBe('promises_in_scope-yes');
    await answerAll(page);
    await page.getByTestId('accept').click();
    expect(await said(page, 'refusal')).toContain('no rating');
    expect(await focused(page)).toBe('star-1');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('accept').click();
    await page.getByTestId('first-touch-sheet').waitFor();
    expect(await said(page, 'tab-work')).toBe('First touch');
    await closeWindow(page);
  });

  it('asks for the five dimensions of a rating of three', async () => {
    const page = await review('h-baltic');
    await answerAll(page);
    await page.getByTestId('star-3').check();
    await page.getByTestId('accept').click();
    expect(await said(page, 'refusal')).toContain('five dimensions');
    for (const key of [
      'completeness',
      'promise_alignment',
      'sentiment_continuity',
      'context_quality',
      'stakeholder_accuracy',
    ]) {
      await page.getByTestId(`dimension-${key}-2`).check();
    }
    await page.getByTestId('accept').click();
    await page.getByTestId('first-touch-sheet').waitFor();
    await closeWindow(page);
  });

  it('accepts with a gap that has a person and a day', async () => {
    const page = await review('h-osterly');
    await answerAll(page);
    await page.getByTestId('star-4').check();
    await page.getByTestId('accept-gaps').click();
    await page.getByTestId('chooser-post_sale_owner').check();
    await page.getByTestId('decide').click();
    expect(await focused(page)).toBe('gap-due-post_sale_owner');
    await page.keyboard.type('15 jan 2027');
    await page.getByTestId('decide').click();
    expect(await said(page, 'gaps')).toContain('Tom Okafor fills it by 15 Jan 2027');
    await closeWindow(page);
  });

  it('returns fields that were clicked in the document, each with a reason and a sentence', async () => {
    const page = await review('h-osterly');
    await page.getByTestId('return').click();
    await page.getByTestId('decide').click();
    expect(await said(page, 'refusal')).toContain('at least one field');
    await page.getByTestId('doc-business_goals').getByText('Improve efficiency').click();
    await page.getByTestId('reason-business_goals').selectOption('generic');
    await page.getByTestId('choose-promises').click();
    await page.getByTestId('reason-promises').selectOption('unclear_promise');
    await page.getByTestId('sentence-promises').fill('Which scanners, and until when?');
    await page.getByTestId('decide').click();
    expect(await said(page, 'refusal')).toContain('a reason and a sentence');
    expect(await focused(page)).toBe('sentence-business_goals');
    await page.keyboard.type('Which figure do they want to move?');
    await page.getByTestId('decide').click();
    await page.getByTestId('standing').getByText('Tom Okafor puts it right').waitFor();
    await closeWindow(page);
  });

  it('keeps a sentence while the CSM looks elsewhere', async () => {
    const page = await review('h-osterly');
    await page.getByTestId('return').click();
    await page.getByTestId('choose-risks').click();
    await page.getByTestId('sentence-risks').fill('Who, exactly?');
    await page.evaluate(() => (window.location.hash = '#/intake/h-baltic'));
    await page.getByTestId('accept').waitFor();
    await page.evaluate(() => (window.location.hash = '#/intake/h-osterly'));
    await page.getByTestId('sentence-risks').waitFor();
    expect(await page.getByTestId('sentence-risks').inputValue()).toBe('Who, exactly?');
    await closeWindow(page);
  });
});

describe('after the acceptance', () => {
  it('logs the first touch', async () => {
    const page = await review('h-quill');
    await page.getByTestId('channel-meeting').check();
    await page.getByTestId('touch-day').fill('20 Nov 2025');
    await page.getByTestId('touch-time').fill('9:30');
    await page.getByTestId('touch-note').fill('Kickoff set for Thursday');
    await page.getByTestId('log-touch').click();
    expect(await said(page, 'first-touch')).toContain('Meeting (logged by hand)');
    await closeWindow(page);
  });

  it('logs the kickoff once it was held', async () => {
    const page = await review('h-tern');
    await page.getByText('Log the kickoff').first().click();
    await page.getByTestId('kickoff-note').fill('All three units were there');
    await page.getByTestId('log-kickoff').click();
    expect(await said(page, 'kickoff')).toContain('Held');
    await closeWindow(page);
  });

  it('takes a first touch that came before the review', async () => {
    const page = await review('h-baltic');
    await page.getByText('Called already?').click();
    await page.getByTestId('touch-note').fill('Said hello');
    await page.getByTestId('log-touch').click();
    expect(await said(page, 'first-touch')).toContain('Made by Jonas Weber');
    await closeWindow(page);
  });

  it('records what had to be asked again, against its field', async () => {
    const page = await review('h-quill');
    await page.getByTestId('repeat-do').click();
    await page.getByText('Say which field failed and what was asked').waitFor();
    await page.getByTestId('repeat-field').selectOption('timeline');
    await page.getByTestId('repeat-what').fill('When they freeze changes');
    await page.getByTestId('repeat-do').click();
    expect(await said(page, 'repeat-asks')).toContain('Timeline: When they freeze changes');
    await closeWindow(page);
  });
});
