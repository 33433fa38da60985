import type { Shortcut } from '../lib/keys.svelte';
import { words } from './words';

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
  const group = words.keys.group;
  const digits = [1, 2, 3, 4, 5].flatMap((digit): Shortcut[] => {
    const run = () => deeds.section(digit - 1);
    const said = { words: words.keys.section, group };
    return [
      { ...said, combo: `mod+${digit}`, whileTyping: true, run },
      { ...said, combo: `${digit}`, shown: '1 – 5', run },
    ];
  });
  return [
    ...digits,
    { combo: 'mod+z', words: words.keys.undo, group, run: deeds.undo },
    { combo: 'mod+shift+z', words: words.keys.redo, group, run: deeds.redo },
    { combo: 'ArrowRight', words: words.keys.panel, group, run: deeds.panel },
    { combo: 'mod+shift+Enter', words: words.keys.submit, group, whileTyping: true, run: deeds.submit },
  ];
}
