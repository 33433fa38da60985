import { beforeEach, expect, test } from 'vitest';
import type { ReviewView } from '../lib/ipc';
import { intakeCommands } from '../lib/ipc/fake/intake';
import { resetHandoffs } from '../lib/ipc/fake/handoffs';
import { Decision, decided, decisionOn } from './decision.svelte';

let review: ReviewView;
let decision: Decision;

beforeEach(() => {
  resetHandoffs();
  review = intakeCommands.open_review({ id: 'h-baltic' });
  decision = new Decision();
});

const why = (): string | undefined => decision.objection(review)?.code;

function answerAll() {
  review = { ...review, checklist: review.checklist.map((check) => (check.machine ? check : { ...check, ok: true })) };
}

test('an acceptance wants the checklist, then stars, then the dimensions of a low rating', () => {
  expect(why()).toBe('checklist_open');
  answerAll();
  expect(why()).toBe('rating_missing');
  decision.stars = 3;
  expect(why()).toBe('dimensions_missing');
  for (const { key } of review.dimensions) decision.dimensions.set(key, 2);
  expect(why()).toBeUndefined();
  expect(decision.rating()).toEqual({ stars: 3, dimensions: expect.objectContaining({ completeness: 2 }) });
});

test('a good rating carries no dimensions, whatever was said before', () => {
  decision.dimensions.set('completeness', 1);
  decision.stars = 5;
  expect(decision.rating()).toEqual({ stars: 5, dimensions: {} });
});

test('every gap has a person and a day', () => {
  answerAll();
  decision.stars = 4;
  decision.way = 'gaps';
  expect(why()).toBe('no_gaps');
  decision.toggle('risks', 'p-mara');
  expect(decision.objection(review)).toMatchObject({ code: 'gap_open', fields: ['risks'] });
  decision.gaps.set('risks', { owner: 'p-mara', due: '2026-12-01' });
  expect(why()).toBeUndefined();
  expect(decision.gapInputs()).toEqual([{ field: 'risks', owner: 'p-mara', due: '2026-12-01' }]);
});

test('a return names a field, with a reason and a sentence, and needs no rating', () => {
  decision.way = 'return';
  expect(why()).toBe('no_fields');
  decision.toggle('risks', null);
  expect(decision.objection(review)).toMatchObject({ code: 'sentence_missing', fields: ['risks'] });
  decision.returns.set('risks', { code: 'generic', sentence: '  ' });
  expect(why()).toBe('sentence_missing');
  decision.returns.set('risks', { code: 'generic', sentence: ' Who, exactly? ' });
  expect(why()).toBeUndefined();
  expect(decision.returnInputs()).toEqual([{ field: 'risks', code: 'generic', sentence: 'Who, exactly?' }]);
});

test('a second click takes a field out again', () => {
  decision.way = 'return';
  decision.toggle('risks', null);
  decision.toggle('risks', null);
  expect(decision.chosen('risks')).toBe(false);
});

test('sentences are kept while one looks elsewhere, until the decision is taken', () => {
  decisionOn('h-baltic').returns.set('risks', { code: 'generic', sentence: 'Who?' });
  expect(decisionOn('h-baltic').returns.get('risks')?.sentence).toBe('Who?');
  decided('h-baltic');
  expect(decisionOn('h-baltic').returns.size).toBe(0);
});
