import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    url: string;
  }
}

/** Builds the front end over the fake host into a folder of this run, and serves it on a free port of this machine. */
export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'changeover-ui-'));
  await build({ mode: 'fake', logLevel: 'warn', build: { outDir } });
  const server = await preview({
    mode: 'fake',
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the preview server says no address');
  project.provide('url', url);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  };
}
