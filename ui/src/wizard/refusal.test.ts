import { beforeEach, expect, test } from 'vitest';
import type { HandoffView, PublicError } from '../lib/ipc';
import { handoffCalled, handoffView } from '../lib/ipc/fake/handoff-view';
import { resetHandoffs } from '../lib/ipc/fake/handoffs';
import { asksRelease, notSaved, standing } from './refusal';

let view: HandoffView;

beforeEach(() => {
  resetHandoffs();
  view = handoffView(handoffCalled('h-norddruck'));
});

const refused = (code: string, fields: string[] = []): PublicError => ({ code, message: code, remedy: null, fields });
const missing = (...keys: string[]): HandoffView => ({
  ...view,
  score: { ...view.score, missing: keys.map((key) => ({ key, label: key, section: 'risks' })) },
});

test('a refusal names only the fields that are still missing, and goes with the last one', () => {
  const refusal = refused('fields_missing', ['risks', 'timeline']);
  expect(standing(missing('risks', 'timeline'), refusal, [])).toBe(refusal);
  expect(standing(missing('timeline'), refusal, [])?.fields).toEqual(['timeline']);
  expect(standing(missing(), refusal, [])).toBeNull();
});

test('what became missing after the refusal is told by the next one', () => {
  expect(standing(missing('promises'), refused('fields_missing', ['risks']), [])).toBeNull();
});

test('too little quality stands as long as the band says so', () => {
  const band = (band: HandoffView['score']['band']) => ({ ...view, score: { ...view.score, band } });
  expect(standing(band('blocked'), refused('quality_blocked', ['risks']), [])).not.toBeNull();
  expect(standing(band('gaps'), refused('quality_blocked', ['risks']), [])).toBeNull();
});

test('text that could not be saved stands in the way until it is saved', () => {
  expect(standing(view, notSaved(['risks']), ['risks'])).not.toBeNull();
  expect(standing(view, notSaved(['risks']), [])).toBeNull();
});

test('a conflict stands in the way until it is decided', () => {
  const torn = handoffView(handoffCalled('h-acme'));
  expect(standing(torn, refused('conflict_open', ['pain_points']), [])).not.toBeNull();
  expect(standing(view, refused('conflict_open', ['pain_points']), [])).toBeNull();
});

test('any other refusal stays until it is closed', () => {
  expect(standing(view, refused('may_not_submit'), [])).not.toBeNull();
  expect(asksRelease(refused('may_not_submit'))).toBe(false);
});
