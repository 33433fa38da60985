import { defineConfig } from 'vitest/config';

// The screens in a real browser over the fake host, each judged by axe in light and dark.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: ['tests/e2e/serve.ts'],
    // A machine that builds beside it is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
