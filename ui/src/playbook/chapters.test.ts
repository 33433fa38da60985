import { expect, it } from 'vitest';
import { grouped, isWordList, line, lines } from './chapters';

it('a sentence that opens with what it is about shows it first', () => {
  expect(line('Review: from submitted until reviewed')).toEqual({
    lead: 'Review',
    text: 'from submitted until reviewed',
  });
  expect(line('60 to below 85: gaps').lead).toBe('60 to below 85');
});

it('a sentence with a colon far inside stays whole', () => {
  const sentence = 'A renewal without any change of its scope needs nothing: skip it';
  expect(line(sentence)).toEqual({ lead: null, text: sentence });
  expect(line(': odd').lead).toBeNull();
});

it('neighbours that open alike are one line', () => {
  const told = lines(['Raised: services', 'Raised: many people', 'A won deal is due', 'Raised: late']);
  expect(told.map(({ text }) => text)).toEqual(['services; many people', 'A won deal is due', 'late']);
});

it('reasons read as words, rules as sentences', () => {
  expect(isWordList(['missing', 'generic', 'out of date'])).toBe(true);
  expect(isWordList(['85 and more: ready', '60 to below 85: gaps', 'Below 60: blocked'])).toBe(false);
  expect(isWordList(['The CSM who has the account keeps it', 'missing', 'generic'])).toBe(false);
});

it('fields stand under their section, in the order of the playbook', () => {
  const rows = [
    { label: 'b', section: 'Goals' },
    { label: 'a', section: 'People' },
    { label: 'c', section: 'Goals' },
  ];
  expect(grouped(rows, (row) => row.section).map(({ name, rows }) => [name, rows.map((row) => row.label)])).toEqual([
    ['Goals', ['b', 'c']],
    ['People', ['a']],
  ]);
});
