import type { Shortcut } from '../lib/keys.svelte';
import { shortcut } from '../lib/shortcuts';

interface Deeds {
  /** Sections count from 0. */
  section: (at: number) => void;
  undo: () => void;
  redo: () => void;
  panel: () => void;
  submit: () => void;
}

/** The wizard's own keys. Digits alone work outside of fields, with ⌘ or Ctrl everywhere. */
export function shortcuts(deeds: Deeds): Shortcut[] {
  return [
    ...shortcut('section', (_, at) => deeds.section(at)),
    ...shortcut('sectionWhileTyping', (_, at) => deeds.section(at)),
    ...shortcut('undo', deeds.undo),
    ...shortcut('redo', deeds.redo),
    ...shortcut('panel', deeds.panel),
    ...shortcut('submit', deeds.submit),
  ];
}
