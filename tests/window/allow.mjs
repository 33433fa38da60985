#!/usr/bin/env node
// The browser of a person who signs in: what the desktop of the test starts for a page. It opens the page that it is given, chooses who signs
// in, and presses Allow or Deny. What the last page says is written to a file, so that the test can read it, too.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../ui/package.json', import.meta.url))('playwright-core');
const { CHANGEOVER_TEST_DECISION: decision = 'Allow', CHANGEOVER_TEST_PERSON: person, CHANGEOVER_TEST_SAW: saw } = process.env;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
});
try {
  const page = await browser.newPage();
  await page.goto(process.argv[2]);
  if (person) {
    const user = await page.locator('#user option').filter({ hasText: `${person} –` }).getAttribute('value');
    await page.getByLabel('Sign in as').selectOption(user);
  }
  await page.getByRole('button', { name: decision, exact: true }).click();
  await page.waitForURL(/^http:\/\/localhost:\d+\/callback/);
  if (saw) writeFileSync(saw, await page.locator('main').innerText());
} finally {
  await browser.close();
}
