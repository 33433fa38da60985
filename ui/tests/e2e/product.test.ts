import { build } from 'vite';
import { beforeAll, expect, it } from 'vitest';

/** What the application embeds: file names and texts. */
const files = new Map<string, string>();

beforeAll(async () => {
  const built = await build({ mode: 'production', logLevel: 'warn', build: { write: false } });
  for (const { output } of [built].flat() as {
    output: { fileName: string; code?: string; source?: string | Uint8Array }[];
  }[]) {
    for (const file of output) files.set(file.fileName, file.code ?? String(file.source));
  }
});

it('the product holds nothing of the fake host', () => {
  const all = [...files.values()].join('\n');
  expect(all).toContain('__TAURI_INTERNALS__');
  for (const trace of ['Norddruck', 'unknown_command', 'The fake host']) expect(all).not.toContain(trace);
});

it('the page runs under its policy: no inline script, nothing from elsewhere', () => {
  const page = files.get('index.html') ?? '';
  expect(page).toContain('<script type="module"');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(page).not.toMatch(/(?:src|href)="https?:/);
  const styles = [...files].filter(([name]) => name.endsWith('.css')).map(([, text]) => text);
  expect(styles.join('')).not.toMatch(/url\(["']?https?:/);
});
