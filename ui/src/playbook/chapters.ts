/** A sentence of a chapter: some open with what they are about. */
export interface Line {
  lead: string | null;
  text: string;
}

/** Longer openings are sentences of their own. */
const LONGEST_LEAD = 32;
/** Words that stand alone, such as reasons, read as one line. */
const LONGEST_WORD = 28;

/** Splits `Review: from submitted until reviewed` into what it is about and what is said of it. */
export function line(sentence: string): Line {
  const at = sentence.indexOf(': ');
  if (at < 1 || at > LONGEST_LEAD) return { lead: null, text: sentence };
  return { lead: sentence.slice(0, at), text: sentence.slice(at + 2) };
}

/** The sentences as lines; neighbours that open alike are one. */
export function lines(sentences: string[]): Line[] {
  const all: Line[] = [];
  for (const next of sentences.map(line)) {
    const last = all[all.length - 1];
    if (last && next.lead !== null && last.lead === next.lead) last.text += `; ${next.text}`;
    else all.push(next);
  }
  return all;
}

/** True where a chapter is a list of words and not of sentences. */
export function isWordList(sentences: string[]): boolean {
  return sentences.length > 2 && sentences.every((one) => one.length <= LONGEST_WORD && !one.includes(': '));
}

/** Puts neighbours of one group together, in their order. */
export function grouped<T>(rows: T[], groupOf: (row: T) => string): { name: string; rows: T[] }[] {
  const groups: { name: string; rows: T[] }[] = [];
  for (const row of rows) {
    const name = groupOf(row);
    const known = groups.find((group) => group.name === name);
    if (known) known.rows.push(row);
    else groups.push({ name, rows: [row] });
  }
  return groups;
}
