import type { AlternativeView, ConflictView, FieldValue } from '../../lib/ipc';

/** What a person chose in one conflict: one of the texts, all of them, or words of their own. */
export type Choice = { keep: number } | { keep: 'all' } | { words: string };

/** The field after every conflict in it was decided. `shown` is what the field shows until then. */
export function decided(shown: FieldValue | null, conflicts: ConflictView[], choices: Choice[]): FieldValue {
  const start: FieldValue = shown ?? { shape: 'text', value: '' };
  return conflicts.reduce((value, conflict, at) => {
    const choice = choices[at] ?? { keep: 'all' };
    return conflict.row === null ? whole(value, conflict, choice) : row(value, conflict.row, conflict, choice);
  }, start);
}

/** All texts, one below the other. */
export function together(alternatives: AlternativeView[]): string {
  return alternatives
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join('\n');
}

function whole(shown: FieldValue, { alternatives }: ConflictView, choice: Choice): FieldValue {
  if ('words' in choice) return { shape: 'text', value: choice.words };
  if (choice.keep !== 'all') return alternatives[choice.keep]?.value ?? shown;
  const list = alternatives.find(({ value }) => isList(value));
  return list?.value ?? { shape: 'text', value: together(alternatives) };
}

/** One row of a list is replaced by what was chosen for it: nothing, one row, or several. */
function row(shown: FieldValue, id: string, { alternatives }: ConflictView, choice: Choice): FieldValue {
  if (!isList(shown)) return shown;
  const chosen =
    'keep' in choice && choice.keep !== 'all' ? alternatives.slice(choice.keep, choice.keep + 1) : alternatives;
  const rows = chosen.flatMap(({ value }) => (isList(value) ? (value.value as Row[]) : []));
  const kept = rows.map((one, at) => (at === 0 || typeof one === 'string' ? one : { ...one, id: crypto.randomUUID() }));
  const all = shown.value as Row[];
  const place = all.findIndex((one) => (typeof one === 'string' ? texts(alternatives).includes(one) : one.id === id));
  const value = place < 0 ? [...all, ...kept] : [...all.slice(0, place), ...kept, ...all.slice(place + 1)];
  return { ...shown, value } as FieldValue;
}

type Row = string | { id: string };
type List = Exclude<FieldValue, { shape: 'text' | 'explicit_none' }>;

const isList = (value: FieldValue): value is List => value.shape !== 'text' && value.shape !== 'explicit_none';

const texts = (alternatives: AlternativeView[]): string[] =>
  alternatives.flatMap(({ value }) => (value.shape === 'items' ? value.value : []));
