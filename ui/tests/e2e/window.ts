import axe from 'axe-core';
import { appendFileSync, existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';

export type Theme = 'light' | 'dark';

/** The browser that the system has; `CHROMIUM` names another one. */
function executable(): string {
  const named = process.env['CHROMIUM'];
  const known = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const found = known.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('no Chromium found: install `chromium`, or set CHROMIUM to its path');
  return found;
}

let browser: Browser;

/** One browser for the tests of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable(), args: ['--no-sandbox', '--disable-gpu'] });
  });
  // A test that failed half-way leaves its window open.
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    complaints.length = 0;
  });
  afterAll(() => browser.close());
}

interface Look {
  theme?: Theme;
  width?: number;
  height?: number;
  /** How the fake host is: `loading`, `offline`, `stuck`, `empty`, `many`. */
  fake?: string;
  /** Through whose eyes: a person's id. */
  as?: string;
}

/** Opens the window at a hash, in a fresh world. A complaint of the page fails the test that closes it. */
export async function openWindow(hash: string, look: Look = {}): Promise<Page> {
  const { theme = 'light', width = 1280, height = 800 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  const query = new URLSearchParams({ ...(look.fake && { fake: look.fake }), ...(look.as && { as: look.as }) });
  await page.goto(`${inject('url')}?${query.toString()}${hash}`);
  await page.waitForSelector('#title');
  return page;
}

const complaints: string[] = [];

/** Closes the window. The page must have said nothing on its console. */
export async function closeWindow(page: Page): Promise<void> {
  await page.context().close();
  expect(complaints.splice(0)).toEqual([]);
}

interface Violation {
  rule: string;
  where: string[];
  why: string;
}

/** What axe finds on the page by WCAG 2.2 AA. */
export async function violations(page: Page): Promise<Violation[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await judged(page, 'html', { type: 'tag', values: tags });
  report(found);
  return found;
}

/** One line for each look, where `CHANGEOVER_AXE` names a file. */
function report(found: Violation[]): void {
  const file = process.env['CHANGEOVER_AXE'];
  const line = JSON.stringify({ screen: expect.getState().currentTestName, violations: found });
  if (file !== undefined) appendFileSync(file, `${line}\n`);
}

/** Text in tables that misses the contrast of AAA. */
export function faintTableText(page: Page): Promise<Violation[]> {
  return judged(page, '[role=grid]', { type: 'rule', values: ['color-contrast-enhanced'] });
}

async function judged(page: Page, where: string, runOnly: axe.RunOnly): Promise<Violation[]> {
  await page.evaluate(axe.source);
  return page.evaluate(
    async ([within, only]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const rules = Object.fromEntries(
        (only.type === 'rule' ? only.values : []).map((rule) => [rule, { enabled: true }]),
      );
      const result = await axe.run(within, { runOnly: only, rules });
      return result.violations.map((found) => ({
        rule: found.id,
        where: found.nodes.slice(0, 4).map((node) => node.html.slice(0, 200)),
        why: found.nodes[0]?.failureSummary ?? found.help,
      }));
    },
    [where, runOnly] as const,
  );
}
