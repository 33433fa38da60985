// A word after something was done, with the way back. Never an error: those stand where they belong.

export interface Toast {
  id: number;
  sentence: string;
  undo: (() => void) | null;
}

const SHOWN = 6_000;

class Toasts {
  shown = $state.raw<Toast | null>(null);
  #next = 1;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Says what was done. `undo` takes it back. */
  say(sentence: string, undo: (() => void) | null = null): void {
    this.shown = { id: this.#next++, sentence, undo };
    this.rest();
  }

  close(): void {
    this.hold();
    this.shown = null;
  }

  /** Stays while the pointer or the focus is on it. */
  hold(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  rest(): void {
    this.hold();
    this.#timer = setTimeout(() => (this.shown = null), SHOWN);
  }
}

export const toasts = new Toasts();
