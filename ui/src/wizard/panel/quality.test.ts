import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { HandoffView } from '../../lib/ipc';
import { handoffCalled, handoffView } from '../../lib/ipc/fake/handoff-view';
import { resetHandoffs } from '../../lib/ipc/fake/handoffs';
import { partsOf, sumOf } from './quality';
import ScoreReasons from './ScoreReasons.svelte';

let view: HandoffView;

beforeEach(() => {
  resetHandoffs();
  view = handoffView(handoffCalled('h-norddruck'));
});

const parts = () => view.sections.flatMap((section) => partsOf(section.fields));

test('the parts are those of the host’s sum', () => {
  const terms = parts().flatMap((part) => part.term ?? []);
  expect(view.score.arithmetic.split(' = ')[0]?.split(' + ').sort()).toEqual([...terms].sort());
});

test('an optional field has a part once it earns all, and none before', () => {
  const [field] = parts().map((part) => part.field);
  const optional = (credit: 'specific' | 'generic') =>
    partsOf([{ ...field!, weight: 2, requirement: 'optional', credit }])[0]?.term;
  expect(optional('generic')).toBeNull();
  expect(optional('specific')).toBe('2 × 1');
});

test('each part stands beside the name of its field, and their sum below', () => {
  render(ScoreReasons, { view, ongo: () => undefined });
  for (const { field, term } of parts())
    expect(screen.getByTestId(`part-${field.key}`).textContent).toMatch(new RegExp(`${field.label}.*${term ?? '–'}`));
  expect(screen.getByTestId('quality-sum').textContent).toContain(sumOf(view));
  expect(sumOf(view)).toMatch(/^[\d.]+ of \d+$/);
});

test('where nothing counts, the host says so', () => {
  const nothing = { ...view, score: { ...view.score, arithmetic: 'Nothing is required here' } };
  expect(sumOf(nothing)).toBe('Nothing is required here');
});
