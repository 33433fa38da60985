// What can be pressed now, and who hears it. Which keys there are is in `shortcuts.ts`.

import { untrack } from 'svelte';

export interface Shortcut {
  /** `j`, `Enter`, `?`, `mod+k` (⌘ on a Mac, Ctrl elsewhere), `1`. */
  combo: string;
  /** Also while the person types in a field. */
  whileTyping?: boolean | undefined;
  run: (event: KeyboardEvent) => void;
}

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** `mod+k` as `⌘K` or `Ctrl K`. */
export function comboWords(combo: string): string {
  const names: Record<string, string> = {
    mod: isMac ? '⌘' : 'Ctrl',
    alt: isMac ? '⌥' : 'Alt',
    shift: isMac ? '⇧' : 'Shift',
    backspace: isMac ? '⌫' : 'Backspace',
    enter: isMac ? '⏎' : 'Enter',
    escape: 'Esc',
    arrowright: '→',
    arrowdown: '↓',
    arrowup: '↑',
  };
  const said = combo
    .split('+')
    .map((key) => names[key.toLowerCase()] ?? (combo.includes('+') ? key.toUpperCase() : key));
  return said.join(isMac ? '' : ' ');
}

class Keys {
  /** What can be pressed now; later ones win. */
  active = $state.raw<Shortcut[]>([]);

  constructor() {
    if (typeof window !== 'undefined') window.addEventListener('keydown', (event) => this.#press(event));
  }

  /** Adds shortcuts until the returned function is called. Use inside an effect. */
  add(shortcuts: Shortcut[]): () => void {
    // An effect that adds must not run again because another one added.
    untrack(() => (this.active = [...this.active, ...shortcuts]));
    return () => untrack(() => (this.active = this.active.filter((known) => !shortcuts.includes(known))));
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const typing = isTyping(event.target);
    const combo = comboOf(event);
    const found = this.active.findLast((known) => sameCombo(known.combo, combo) && (!typing || known.whileTyping));
    // An open dialog owns the keyboard.
    if (found === undefined || document.querySelector('dialog[open]') !== null) return;
    event.preventDefault();
    found.run(event);
  }
}

function sameCombo(known: string, pressed: string): boolean {
  return known.toLowerCase() === pressed;
}

/** What was pressed, as one word: `mod+shift+z`. */
export function comboOf(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.toLowerCase();
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : event.shiftKey && mod ? 'shift+' : '';
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift}${key}`;
}

/** True where letters are text: fields, and anything that can be edited. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type);
}

export const keys = new Keys();
