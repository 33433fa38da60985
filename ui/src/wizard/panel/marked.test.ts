import { expect, test } from 'vitest';
import { markPassage, markWords } from './marked';

const hits = (parts: { text: string; hit: boolean }[]) => parts.filter((part) => part.hit).map((part) => part.text);
const joined = (parts: { text: string }[]) => parts.map((part) => part.text).join('');

test('words are marked with their endings, in any case, and never inside another word', () => {
  const text = 'Risk: two risks, a brisk start (go-live)';
  const parts = markWords(text, ['risk', 'go-live']);
  expect(hits(parts)).toEqual(['Risk', 'risks', 'go-live']);
  expect(joined(parts)).toBe(text);
});

test('words that mean something to a pattern are plain words here', () => {
  expect(hits(markWords('costs $5 (a.b) c+', ['a.b', '.*', 'c+', '[']))).toEqual(['a.b', 'c+']);
  expect(joined(markWords('<b>x</b>', ['b']))).toBe('<b>x</b>');
});

test('a passage is marked where it stands, and not at all where it does not', () => {
  expect(markPassage('one two three', 'two')).toEqual([
    { text: 'one ', hit: false },
    { text: 'two', hit: true },
    { text: ' three', hit: false },
  ]);
  expect(markPassage('one', 'four')).toEqual([{ text: 'one', hit: false }]);
  expect(hits(markPassage('one', 'one'))).toEqual(['one']);
});
