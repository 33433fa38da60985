import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { closeWindow, openWindow, useBrowser, violations, type Theme } from './window';

useBrowser();

const open = (fake?: string, theme?: Theme) =>
  openWindow('#/setup/connect', { ...(fake && { fake }), ...(theme && { theme }) });

async function begin(page: Page): Promise<void> {
  await page.getByTestId('client-id').fill('3MVG9acme');
  await page.getByTestId('begin').click();
  await page.getByTestId('sign-in-waiting').waitFor();
}

/** What the person does in their own browser. */
async function answer(page: Page, what: string): Promise<void> {
  await page.evaluate((detail) => window.dispatchEvent(new CustomEvent('browser', { detail })), what);
}

const text = (page: Page, testid: string) => page.getByTestId(testid).first().innerText();

describe('connecting a CRM', () => {
  it('goes from the choice to the first load with the keyboard alone', async () => {
    const page = await open();
    await page.getByTestId('vendor-salesforce').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByTestId('host-sandbox').isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.type('3MVG9acme');
    await page.keyboard.press('Enter');
    await page.getByTestId('sign-in-waiting').waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await answer(page, 'allow');
    await page.getByTestId('account').waitFor();
    expect(await text(page, 'account-person')).not.toBe('');
    await page.getByTestId('role').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByTestId('connected').waitFor();
    await page.getByTestId('loaded').waitFor();
    await closeWindow(page);
  });

  it('says what is missing before a browser is opened', async () => {
    const page = await open();
    await page.getByTestId('begin').click();
    expect(await text(page, 'connect-failed')).toContain('consumer key');
    await page.getByTestId('client-id').fill('x');
    await page.getByTestId('ports').fill('seventeen');
    await page.getByTestId('begin').click();
    expect(await text(page, 'connect-failed')).toContain('1717, 1718');
    await closeWindow(page);
  });

  it('keeps what was typed when the person denies or cancels', async () => {
    const page = await open();
    await begin(page);
    await answer(page, 'deny');
    expect(await text(page, 'connect-failed')).toContain('Allow');
    expect(await page.getByTestId('client-id').inputValue()).toBe('3MVG9acme');
    await begin(page);
    await page.getByTestId('cancel-sign-in').click();
    await page.getByTestId('connect-form').waitFor();
    expect(await page.getByTestId('connect-failed').count()).toBe(0);
    expect(await page.getByTestId('client-id').inputValue()).toBe('3MVG9acme');
    await closeWindow(page);
  });

  it('gives the address to copy where no browser could be started', async () => {
    const page = await open('no-browser');
    await begin(page);
    await page.getByTestId('not-opened').waitFor();
    expect(await page.getByTestId('address').inputValue()).toContain('/authorize?');
    await closeWindow(page);
  });

  it('tells what is not allowed, what is missing and who grants it', async () => {
    const page = await open('refused');
    await begin(page);
    await answer(page, 'allow');
    await page.getByTestId('account').waitFor();
    const all = await text(page, 'account');
    expect(all).toContain('not allowed');
    expect(all).toContain('ask your Salesforce admin for the permission set');
    expect(await text(page, 'fields-found')).toContain('5 of 6');
    await closeWindow(page);
  });

  it('offers fields that the CRM has for what is missing, and lets others be chosen', async () => {
    const page = await open('refused');
    await begin(page);
    await answer(page, 'allow');
    expect(await text(page, 'proposals')).toContain('Deal_Risks__c');
    await page.getByTestId('use-proposals').click();
    await page.getByText('6 of 6').waitFor();
    expect(await page.getByTestId('proposals').count()).toBe(0);
    await page.getByTestId('show-fields').click();
    const goals = page.getByLabel('Field for Goals');
    await goals.selectOption('Description');
    await page.getByTestId('field-goals').getByText('there').waitFor();
    expect(await goals.inputValue()).toBe('Description');
    await goals.selectOption('');
    await page.getByTestId('field-goals').getByText('there').waitFor();
    expect(await goals.inputValue()).toBe('');
    await page.getByText('save this as a profile').click();
    await page.getByTestId('profile-name').fill('Acme');
    await page.keyboard.press('Enter');
    await page.getByText('Acme.changeover-profile').waitFor();
    expect(await page.getByTestId('account').count()).toBe(1);
    await closeWindow(page);
  });

  it('asks whose key it is, and says that its rights are everybody’s', async () => {
    const page = await open();
    await page.getByTestId('vendor-hubspot').check();
    await page.getByTestId('way-key').check();
    await page.getByTestId('service-key').fill('pat-na1-1');
    await page.getByTestId('begin').click();
    await page.getByTestId('account').waitFor();
    expect(await text(page, 'rights-why')).toContain('everybody who uses it');
    await page.getByTestId('keep').click();
    expect(await text(page, 'connect-failed')).toContain('who you are');
    await page.getByTestId('person').selectOption({ index: 1 });
    await page.getByTestId('keep').click();
    await page.getByTestId('connected').waitFor();
    await closeWindow(page);
  });

  it('says where the sign-in lasts for the session only', async () => {
    const page = await open('no-keychain');
    await begin(page);
    await answer(page, 'allow');
    await page.getByTestId('keep').click();
    expect(await text(page, 'session-only')).toContain('until you close Changeover');
    await closeWindow(page);
  });
});

describe('a profile of the admin', () => {
  it('fills the form, and asks for its passphrase only', async () => {
    const page = await open();
    await page.getByTestId('choose-profile').click();
    await page.getByTestId('passphrase').waitFor();
    expect(await page.getByTestId('client-id').inputValue()).toBe('6f1d-acme');
    expect(await page.getByTestId('vendor-hubspot').isChecked()).toBe(true);
    expect(await page.getByTestId('client-secret').count()).toBe(0);
    expect(await text(page, 'profile')).toContain('acme/playbook');
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('begin').click();
    await page.getByTestId('sign-in-waiting').waitFor();
    await closeWindow(page);
  });

  it('is written from the form by an admin', async () => {
    const page = await open();
    await page.getByTestId('vendor-hubspot').check();
    await page.getByTestId('client-id').fill('6f1d');
    await page.getByTestId('client-secret').fill('s3cret');
    await page.getByText('save this as a profile').click();
    await page.getByTestId('profile-name').fill('Acme');
    await page.getByTestId('new-passphrase').fill('four words nobody guesses');
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('save-profile').click();
    await page.getByText('Acme.changeover-profile').waitFor();
    await closeWindow(page);
  });

  it('is a link that goes with the form, too', async () => {
    const page = await open();
    await page.getByTestId('client-id').fill('3MVG9');
    await page.getByText('save this as a profile').click();
    await page.getByTestId('profile-name').fill('Acme');
    await page.getByTestId('make-link').click();
    expect(await page.getByTestId('profile-link').inputValue()).toMatch(/^changeover:\/\/profile\/\w+$/);
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('profile-name').fill('Acme Europe');
    await page.getByTestId('profile-link').waitFor({ state: 'detached' });
    await closeWindow(page);
  });
});

describe('workspaces with a CRM', () => {
  const setUp = (fake: string) => openWindow('#/setup', { fake });

  it('lead back to the sign-in where it has ended', async () => {
    const page = await setUp('connected');
    await page.getByTestId('again-crm-old').click();
    await page.getByTestId('connect-form').waitFor();
    expect(await page.getByTestId('vendor-hubspot').isChecked()).toBe(true);
    expect(await page.getByTestId('vendor-salesforce').isDisabled()).toBe(true);
    await closeWindow(page);
  });

  it('are signed out of after a question that tells what it costs', async () => {
    const page = await setUp('connected,stuck');
    await page.getByTestId('leave-crm-acme').click();
    expect(await text(page, 'sign-out-question')).toContain('2 changes are not in the CRM yet');
    await page.getByTestId('export-unsent').waitFor();
    await page.getByTestId('out-delete').click();
    await page.getByTestId('confirm-no').click();
    expect(await page.getByTestId('leave-crm-acme').count()).toBe(1);
    await page.getByTestId('out-delete').click();
    await page.getByTestId('confirm-yes').click();
    await page.getByTestId('signed-out').waitFor();
    expect(await page.getByTestId('leave-crm-acme').count()).toBe(0);
    await closeWindow(page);
  });

  it('say so where the CRM could not be told', async () => {
    const page = await setUp('connected,offline');
    await page.getByTestId('leave-crm-acme').click();
    await page.getByTestId('out-keep').click();
    expect(await text(page, 'signed-out')).toContain('revoke the access');
    await closeWindow(page);
  });
});

describe.each(['light', 'dark'] as const)('in the %s', (theme) => {
  it.each([
    ['the wait for the browser', '', begin],
    ['an account that may do everything', '', async (page: Page) => (await begin(page), answer(page, 'allow'))],
    [
      'an account that may not',
      'refused',
      async (page: Page) => {
        await begin(page);
        await answer(page, 'allow');
        await page.getByText('Show all fields').click();
      },
    ],
  ] satisfies [string, string, (page: Page) => Promise<void>][])('%s holds WCAG 2.2 AA', async (_name, fake, show) => {
    const page = await open(fake, theme);
    await show(page);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 960, height: 640 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    await closeWindow(page);
  });

  it('the question before a sign-out holds WCAG 2.2 AA', async () => {
    const page = await openWindow('#/setup', { theme, fake: 'connected,stuck' });
    await page.getByTestId('leave-crm-acme').click();
    await page.getByTestId('export-unsent').waitFor();
    expect(await violations(page)).toEqual([]);
    await closeWindow(page);
  });
});
