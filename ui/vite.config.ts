import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// `--mode fake` builds the front end over an in-memory host, for tests and for work on screens in a browser.
// It never lands in `dist/`: what is there is what the application embeds.
const testing = process.env['VITEST'] !== undefined;

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 5173, strictPort: mode !== 'fake' },
  build: {
    target: 'es2023',
    // The engines that we run in know `light-dark()`: it stays as written.
    cssTarget: ['chrome123', 'safari17.5'],
    outDir: mode === 'fake' ? 'node_modules/.fake' : 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
  },
  resolve: testing ? { conditions: ['browser'] } : {},
}));
