import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const onlyInIpc = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['@tauri-apps/*'], message: 'Only src/lib/ipc/ speaks to the shell.' },
        { group: ['**/ipc/fake/*'], message: 'The fake host is for tests: it may not reach the product.' },
      ],
    },
  ],
};

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'src/lib/ipc/contract.ts'] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      // Text from a CRM is untrusted: it reaches the page as text and never as markup.
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // Hash links are ours: there is no SvelteKit router to resolve them.
      'svelte/no-navigation-without-resolve': 'off',
      // `{' '}` keeps a space where the markup breaks.
      'svelte/no-useless-mustaches': 'off',
      // Collections are kept raw and replaced as a whole.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  { files: ['src/**'], ignores: ['src/lib/ipc/**', 'src/**/*.test.ts'], rules: onlyInIpc },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  { files: ['*.ts', '*.js', 'tests/**'], languageOptions: { globals: { ...globals.node } } },
);
