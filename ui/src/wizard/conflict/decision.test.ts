import { describe, expect, it } from 'vitest';
import type { AlternativeView, ConflictView, FieldValue, Promise as Promised } from '../../lib/ipc';
import { decided } from './decision';

const text = (value: string): FieldValue => ({ shape: 'text', value });

const alternative = (value: FieldValue, words: string): AlternativeView => ({
  value,
  text: words,
  who: 'Ada',
  at: '2026-11-20T10:00:00Z',
  source: 'typed in Changeover',
});

const promise = (id: string, what: string): Promised => ({
  id,
  what,
  owner: '',
  due: null,
  source: '',
  outcome: 'open',
});
const promises = (...rows: Promised[]): FieldValue => ({ shape: 'promises', value: rows });
const whats = (value: FieldValue) => (value.shape === 'promises' ? value.value.map(({ what }) => what) : []);

describe('a decision about a text', () => {
  const conflict: ConflictView = {
    row: null,
    alternatives: [alternative(text('May'), 'May'), alternative(text('June'), 'June')],
  };

  it('keeps one, both, or what was written together', () => {
    expect(decided(text('June'), [conflict], [{ keep: 0 }])).toEqual(text('May'));
    expect(decided(text('June'), [conflict], [{ keep: 'all' }])).toEqual(text('May\nJune'));
    expect(decided(text('June'), [conflict], [{ words: 'May or June' }])).toEqual(text('May or June'));
  });
});

describe('a decision about rows', () => {
  const shown = promises(promise('p1', 'Training'), promise('p2', 'Sandbox in June'), promise('p3', 'Pilot'));
  const edited: ConflictView = {
    row: 'p2',
    alternatives: [
      alternative(promises(promise('p2', 'Sandbox in May')), 'Sandbox in May'),
      alternative(promises(promise('p2', 'Sandbox in June')), 'Sandbox in June'),
    ],
  };
  const removed: ConflictView = {
    row: 'p3',
    alternatives: [alternative(promises(promise('p3', 'Pilot')), 'Pilot'), alternative(promises(), '')],
  };

  it('puts the chosen row in its place and leaves the others', () => {
    const value = decided(shown, [edited, removed], [{ keep: 0 }, { keep: 1 }]);
    expect(whats(value)).toEqual(['Training', 'Sandbox in May']);
  });

  it('that keeps both gives the second a name of its own', () => {
    const value = decided(shown, [edited, removed], [{ keep: 'all' }, { keep: 'all' }]);
    expect(whats(value)).toEqual(['Training', 'Sandbox in May', 'Sandbox in June', 'Pilot']);
    const ids = value.shape === 'promises' ? value.value.map(({ id }) => id) : [];
    expect(new Set(ids).size).toBe(4);
  });

  it('about an item goes by its text', () => {
    const items: FieldValue = { shape: 'items', value: ['SSO', 'Migration'] };
    const gone: ConflictView = {
      row: 'text:1',
      alternatives: [
        alternative({ shape: 'items', value: ['SSO'] }, 'SSO'),
        alternative({ shape: 'items', value: [] }, ''),
      ],
    };
    expect(decided(items, [gone], [{ keep: 1 }])).toEqual({ shape: 'items', value: ['Migration'] });
    expect(decided(items, [gone], [{ keep: 0 }])).toEqual(items);
  });
});
