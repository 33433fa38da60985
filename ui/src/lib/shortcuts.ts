// Every key that does something, in one list: what `?` shows is what the screens listen to, and cannot differ from it.

import { comboOf, comboWords, type Shortcut } from './keys.svelte';

export interface KnownKey {
  /** `j`, `Enter`, `?`, `mod+k` (⌘ on a Mac, Ctrl elsewhere). */
  combos: string[];
  words: string;
  /** Where it works: the heading in the list of keys. */
  group: string;
  /** What the list of keys shows, where that is not `combos`. */
  shown?: string[];
  /** Also while the person types in a field. */
  whileTyping?: boolean;
}

const anywhere = 'Everywhere';
const lists = 'In lists';
const handoff = 'In a handoff';
const rows = 'In the tables of a handoff';

export const known = {
  search: { combos: ['mod+k'], words: 'Search, go somewhere, do something', group: anywhere, whileTyping: true },
  searchAlso: { combos: ['/'], words: 'Search, go somewhere, do something', group: anywhere },
  keys: { combos: ['?'], words: 'Show the keys', group: anywhere },
  close: { combos: ['Escape'], words: 'Close what is open', group: anywhere, whileTyping: true },
  takeBack: { combos: ['mod+z'], words: 'Take back what was just done', group: anywhere },

  nextRow: { combos: ['j'], shown: ['j', 'ArrowDown'], words: 'Next row', group: lists },
  previousRow: { combos: ['k'], shown: ['k', 'ArrowUp'], words: 'Previous row', group: lists },
  openRow: { combos: ['Enter'], words: 'Open the row', group: lists },
  selectRow: { combos: ['x'], words: 'Select the row', group: lists },
  filter: { combos: ['f'], words: 'Filter the list', group: lists },
  preview: { combos: ['ArrowRight'], words: 'Preview the row', group: lists },
  keepPromise: { combos: ['d'], words: 'Mark the promise as kept', group: lists },

  section: { combos: ['1', '2', '3', '4', '5'], shown: ['1 – 5'], words: 'Go to a section', group: handoff },
  sectionWhileTyping: {
    combos: ['mod+1', 'mod+2', 'mod+3', 'mod+4', 'mod+5'],
    shown: ['mod+1 – 5'],
    words: 'Go to a section while typing',
    group: handoff,
    whileTyping: true,
  },
  confirm: { combos: ['alt+Enter'], words: 'Confirm what the CRM says', group: handoff },
  panel: { combos: ['ArrowRight'], words: 'Open the panel', group: handoff },
  nextPassage: { combos: ['mod+j'], words: 'Next passage', group: handoff, whileTyping: true },
  takeOver: { combos: ['mod+Enter'], words: 'Take the passage over', group: handoff, whileTyping: true },
  undo: { combos: ['mod+z'], words: 'Undo', group: handoff },
  redo: { combos: ['mod+shift+z'], words: 'Redo', group: handoff },
  submit: { combos: ['mod+shift+Enter'], words: 'Submit', group: handoff, whileTyping: true },

  addRow: { combos: ['Enter'], words: 'Add a row', group: rows },
  removeBlankRow: { combos: ['Backspace'], words: 'Remove an empty row', group: rows },
  removeRow: { combos: ['mod+Backspace'], words: 'Remove the row', group: rows },
  moveRow: { combos: ['alt+ArrowUp', 'alt+ArrowDown'], words: 'Move the row', group: rows },
} satisfies Record<string, KnownKey>;

export type KeyName = keyof typeof known;

const entry = (name: KeyName): KnownKey => known[name];

/** What to listen to for a key of the list. `run` learns which of its combinations was pressed, from 0. */
export function shortcut(name: KeyName, run: (event: KeyboardEvent, at: number) => void): Shortcut[] {
  const { combos, whileTyping } = entry(name);
  return combos.map((combo, at) => ({ combo, whileTyping, run: (event) => run(event, at) }));
}

/** For what hears keys by itself: a field, a row. */
export function isPressed(name: KeyName, event: KeyboardEvent): boolean {
  return entry(name).combos.some((combo) => combo.toLowerCase() === comboOf(event));
}

/** A key of the list as it stands on the keyboard: `⌘K`. */
export const keyWords = (name: KeyName): string => comboWords(entry(name).combos[0] ?? '');

export interface KeyLine {
  words: string;
  /** All that can be pressed for it, as it is shown. */
  pressed: string[];
}

/** The list as it is shown: by place; what several keys do is said once. */
export function keyGroups(): [string, KeyLine[]][] {
  const all: KnownKey[] = Object.values(known);
  return each(all, 'group').map((group) => {
    const here = all.filter((key) => key.group === group);
    return [group, each(here, 'words').map((words) => lineOf(words, here))];
  });
}

const each = (keys: KnownKey[], of: 'group' | 'words'): string[] => [...new Set(keys.map((key) => key[of]))];

const lineOf = (words: string, keys: KnownKey[]): KeyLine => ({
  words,
  pressed: keys.filter((key) => key.words === words).flatMap(({ combos, shown }) => (shown ?? combos).map(comboWords)),
});
