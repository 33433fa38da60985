import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** What the application embeds: file names and texts. */
const files = new Map<string, string>();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changeover-product-'));
  // `test` would be taken over from the environment of this run.
  const env = { ...process.env, NODE_ENV: 'production' };
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder], { env });
  for (const name of await readdir(folder, { recursive: true })) {
    if (/\.(html|js|css)$/.test(name)) files.set(name, await readFile(join(folder, name), 'utf8'));
  }
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

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
