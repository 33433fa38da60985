import { describe, expect, it } from 'vitest';
import { screenCases } from './screens';
import { closeWindow, faintTableText, openWindow, useBrowser, violations } from './window';

useBrowser();

describe.each(['light', 'dark'] as const)('in the %s', (theme) => {
  it.each(screenCases)('$name holds WCAG 2.2 AA and fits the smallest window', async ({ hash, fake, as }) => {
    const page = await openWindow(hash, { theme, fake, as });
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 960, height: 640 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
    await closeWindow(page);
  });

  it.each(['handoffs', 'promises', 'alarms'])('text in the table of %s has the contrast of AAA', async (screen) => {
    const page = await openWindow(`#/${screen}`, { theme });
    await page.getByRole('grid').waitFor();
    expect(await faintTableText(page)).toEqual([]);
    await closeWindow(page);
  });

  it.each([
    ['the palette', async (page) => page.keyboard.press('Control+k')],
    ['the list of keys', async (page) => page.keyboard.press('?')],
    ['the choice of a person', async (page) => page.getByTestId('view-as').click()],
    ['the choice of a workspace', async (page) => page.getByTestId('workspace').click()],
    [
      'the preview of a row',
      async (page) => (await page.getByTestId('row-h-norddruck').focus(), page.keyboard.press('ArrowRight')),
    ],
  ] satisfies [string, (page: Awaited<ReturnType<typeof openWindow>>) => Promise<void>][])(
    '%s holds WCAG 2.2 AA',
    async (_name, show) => {
      const page = await openWindow('#/handoffs', { theme });
      await page.getByTestId('row-h-norddruck').waitFor();
      await show(page);
      expect(await violations(page)).toEqual([]);
      await closeWindow(page);
    },
  );
});
