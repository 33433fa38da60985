/** Splits text where something in it is to be marked. The parts joined are the text again. */

export interface Part {
  text: string;
  hit: boolean;
}

/** Marks whole words and their longer forms: `go-live`, `risk` in `risks`. */
export function markWords(text: string, words: string[]): Part[] {
  const wanted = words.filter((word) => word.trim() !== '').sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return [{ text, hit: false }];
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.map(quote).join('|')})[\\p{L}\\p{N}]*`, 'giu');
  return split(text, pattern);
}

/** Marks the first place where the passage stands. */
export function markPassage(text: string, passage: string): Part[] {
  const at = passage === '' ? -1 : text.indexOf(passage);
  if (at < 0) return [{ text, hit: false }];
  const end = at + passage.length;
  return [
    { text: text.slice(0, at), hit: false },
    { text: passage, hit: true },
    { text: text.slice(end), hit: false },
  ].filter((part) => part.text !== '');
}

const quote = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

function split(text: string, pattern: RegExp): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), hit: false });
    parts.push({ text: found[0], hit: true });
    from = found.index + found[0].length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), hit: false });
  return parts;
}
