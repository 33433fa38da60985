/** Notices that a section of the document was really looked at. */
import type { Attachment } from 'svelte/attachments';

/** How long a section must be in sight. */
export const LOOK = 1_000;

/** In sight: half of the section, or as much of it as fills half of what one can see. */
export function inSight(entry: {
  intersectionRatio: number;
  intersectionRect: { height: number };
  rootBounds: { height: number } | null;
}): boolean {
  return (
    entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= 0.5 * (entry.rootBounds?.height ?? Infinity)
  );
}

/** Waits until something was in sight without a break; told once. */
export class Look {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #told = false;
  readonly #seen: () => void;

  constructor(seen: () => void) {
    this.#seen = seen;
  }

  /** `visible` is false as well while the window is hidden. */
  set(visible: boolean): void {
    if (visible && this.#timer === null && !this.#told) this.#timer = setTimeout(() => this.now(), LOOK);
    if (!visible) this.stop();
  }

  /** Focus is looking, at once. */
  now(): void {
    this.stop();
    if (this.#told) return;
    this.#told = true;
    this.#seen();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** Tells once when the section was in sight for a second, or got the focus. */
export function reading(seen: () => void): Attachment<HTMLElement> {
  return (section) => {
    const look = new Look(seen);
    let near = false;
    const weigh = () => look.set(near && document.visibilityState === 'visible');
    const observer = new IntersectionObserver(
      (entries) => {
        near = entries.at(-1) !== undefined && inSight(entries.at(-1)!);
        weigh();
      },
      { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] },
    );
    const focused = () => look.now();
    observer.observe(section);
    section.addEventListener('focusin', focused);
    document.addEventListener('visibilitychange', weigh);
    return () => {
      look.stop();
      observer.disconnect();
      section.removeEventListener('focusin', focused);
      document.removeEventListener('visibilitychange', weigh);
    };
  };
}
