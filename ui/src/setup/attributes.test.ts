import { expect, it } from 'vitest';
import type { Attribute, FileRole } from '../lib/ipc';
import { attributesOf } from './attributes';
import { words } from './words';

const holding: FileRole[] = ['deals', 'accounts', 'products', 'people'];

it('a column can only become what its file holds', () => {
  expect(attributesOf('deals')).toContain('deal_stage');
  expect(attributesOf('deals')).not.toContain('account_name');
  expect(attributesOf('ignored')).toEqual([]);
});

it('no two choices of a file read the same', () => {
  for (const role of holding) {
    const labels = attributesOf(role).map((key) => words.attribute(key));
    expect(new Set(labels).size).toBe(labels.length);
  }
});

it('an attribute belongs to one kind of file', () => {
  const all = holding.flatMap((role) => attributesOf(role));
  expect(new Set(all).size).toBe(all.length);
});

it('what an attribute is called is readable', () => {
  expect(words.attribute('deal_account')).toBe('Account');
  expect(words.attribute('person_region' satisfies Attribute)).toBe('Region');
  expect(words.attribute('deal_key')).toBe('Deal id');
});
