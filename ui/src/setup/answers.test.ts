import { describe, expect, it } from 'vitest';
import type { Attribute, ColumnPlan, FilePlan, FileRole, ImportPlan } from '../lib/ipc';
import { answered, withColumn, withMarker, withStage } from './answers';

const column = (index: number, header: string, attribute: Attribute | null): ColumnPlan => ({
  index,
  header,
  attribute,
  confidence: 1,
  reason: '',
  holds: { kind: 'text' },
  date_order: null,
  decimal: null,
  samples: [],
});

const file = (name: string, role: FileRole, columns: ColumnPlan[]): FilePlan => ({
  path: name,
  name,
  bytes: 1,
  rows: 1,
  layout: null,
  role,
  confidence: 1,
  reason: '',
  columns,
});

const plan = (...files: FilePlan[]): ImportPlan => ({
  files,
  joins: [],
  stages: [{ word: 'Engaging', rows: 3, meaning: 'open', probability: 0.3, confidence: 1, reason: '' }],
  missing_markers: [{ word: 'n/a', rows: 2, reason: '' }],
  spellings: [],
  default_currency: null,
  segment_sizes: { mid_market_from: 200, enterprise_from: 1000 },
  questions: [],
});

const deals = file('deals.csv', 'deals', [column(0, 'id', 'deal_key'), column(3, 'when', 'deal_close')]);

it('a column that takes an attribute takes it from the one that had it', () => {
  const next = withColumn(deals, 0, { attribute: 'deal_close' });
  expect(next.columns.map((one) => one.attribute)).toEqual(['deal_close', null]);
});

it('leaving a column out leaves the others as they are', () => {
  const two = { ...deals, columns: [...deals.columns, column(4, 'x', null)] };
  expect(withColumn(two, 0, { attribute: null }).columns.map((one) => one.attribute)).toEqual([
    null,
    'deal_close',
    null,
  ]);
});

describe('the answer to a question', () => {
  it('about dates stands in the column that was asked about, by its index', () => {
    const asked = { kind: 'date_order' as const, file: 0, column: 3, text: '' };
    const next = answered(plan(deals), asked, { date_order: 'month_day_year' });
    expect(next.files[0]?.columns.map((one) => one.date_order)).toEqual([null, 'month_day_year']);
    expect(next.files[0]?.columns[1]?.attribute).toBe('deal_close');
  });

  it('about the file of the deals makes it that', () => {
    const asked = { kind: 'no_deals' as const, file: null, column: null, text: '' };
    const next = answered(plan(file('a', 'ignored', []), file('b', 'ignored', [])), asked, { file: 1 });
    expect(next.files.map((one) => one.role)).toEqual(['ignored', 'deals']);
  });

  it('about a missing name maps the column to what the file holds', () => {
    const people = file('p', 'people', [column(0, 'who', null)]);
    const asked = { kind: 'no_name' as const, file: 1, column: null, text: '' };
    const next = answered(plan(deals, people), asked, { column: 0 });
    expect(next.files[1]?.columns[0]?.attribute).toBe('person_name');
  });
});

it('won and lost say how likely they are; an open stage says it itself', () => {
  const probability = (next: ImportPlan) => next.stages[0]?.probability;
  expect(probability(withStage(plan(deals), 'Engaging', 'won'))).toBe(1);
  expect(probability(withStage(plan(deals), 'Engaging', 'lost'))).toBe(0);
  expect(probability(withStage(plan(deals), 'Engaging', 'open', 0.7))).toBe(0.7);
});

it('a word stands for no account or not, and is never there twice', () => {
  const marker = { word: 'n/a', rows: 2, reason: '' };
  expect(withMarker(plan(deals), marker, false).missing_markers).toEqual([]);
  expect(withMarker(plan(deals), marker, true).missing_markers).toEqual([marker]);
});
