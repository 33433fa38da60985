/**
 * Saves the fields of one handoff, one after the other, in the order in which they became ready.
 *
 *  change ──pause──▶ ready ──turn──▶ saving ──reply──▶ gone
 *    ▲                                 │ error
 *    └── the newest value wins ──── failed ──retry──▶ ready
 *
 * Invariant: a value that was handed to `change` stays here until the host has said that exactly this value is saved.
 */
import type { FieldValue, PublicError } from '../../lib/ipc/contract';

/** `sent`: it is in the CRM, too. The queue does not know of that; who sees the record's way does. */
export type SaveMark = 'typing' | 'saving' | 'saved' | 'sent' | 'failed';

/** Where a field's newest value is; `error` only where the last try failed. */
export interface FieldSave {
  mark: SaveMark;
  error: PublicError | null;
}

export interface SaveQueueOptions {
  save: (field: string, value: FieldValue | null) => Promise<void>;
  told: (field: string, save: FieldSave) => void;
  toPublicError: (error: unknown) => PublicError;
  /** Milliseconds without a change before a value is saved. */
  pause?: number;
  /** Milliseconds before the first, second, … retry; the last one repeats. */
  retries?: number[];
}

interface Entry {
  value: FieldValue | null;
  version: number;
  tries: number;
  timer: ReturnType<typeof setTimeout> | null;
}

const RETRIES = [2_000, 5_000, 15_000, 30_000];

export class SaveQueue {
  readonly #options: SaveQueueOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #ready: string[] = [];
  #saving = false;
  #idle: (() => void)[] = [];

  constructor(options: SaveQueueOptions) {
    this.#options = options;
  }

  /** True while the field's newest value is not known to be saved. */
  isUnsaved(field: string): boolean {
    return this.#entries.has(field);
  }

  get hasUnsaved(): boolean {
    return this.#entries.size > 0;
  }

  change(field: string, value: FieldValue | null): void {
    const entry = this.#entries.get(field) ?? { value, version: 0, tries: 0, timer: null };
    entry.value = value;
    entry.version += 1;
    entry.tries = 0;
    this.#entries.set(field, entry);
    this.#options.told(field, { mark: 'typing', error: null });
    this.#wait(field, entry, this.#options.pause ?? 400);
  }

  /** Forgets what waits for a field: it was decided otherwise. */
  drop(field: string): void {
    const entry = this.#entries.get(field);
    if (entry?.timer) clearTimeout(entry.timer);
    this.#entries.delete(field);
  }

  /** Saves everything now; resolves when nothing is on its way any more, also where a save failed. */
  flush(): Promise<void> {
    for (const field of this.#entries.keys()) this.#enqueue(field);
    return this.#settled();
  }

  /** Tells whether everything that was typed is saved, after trying. */
  async flushed(): Promise<boolean> {
    await this.flush();
    return !this.hasUnsaved;
  }

  #settled(): Promise<void> {
    if (!this.#saving && this.#ready.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #wait(field: string, entry: Entry, milliseconds: number): void {
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.timer = setTimeout(() => this.#enqueue(field), milliseconds);
  }

  #enqueue(field: string): void {
    const entry = this.#entries.get(field);
    if (entry === undefined) return;
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.timer = null;
    if (!this.#ready.includes(field)) this.#ready.push(field);
    void this.#next();
  }

  async #next(): Promise<void> {
    if (this.#saving) return;
    const field = this.#ready.shift();
    if (field === undefined) {
      for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    this.#saving = true;
    await this.#saveOne(field);
    this.#saving = false;
    await this.#next();
  }

  async #saveOne(field: string): Promise<void> {
    const entry = this.#entries.get(field);
    if (entry === undefined) return;
    const version = entry.version;
    this.#options.told(field, { mark: 'saving', error: null });
    try {
      await this.#options.save(field, entry.value);
      if (entry.version === version) this.#done(field);
      else this.#options.told(field, { mark: 'typing', error: null });
    } catch (error) {
      if (entry.version === version) this.#failed(field, entry, error);
      else this.#options.told(field, { mark: 'typing', error: null });
    }
  }

  #done(field: string): void {
    this.#entries.delete(field);
    this.#options.told(field, { mark: 'saved', error: null });
  }

  #failed(field: string, entry: Entry, error: unknown): void {
    const retries = this.#options.retries ?? RETRIES;
    const pause = retries[Math.min(entry.tries, retries.length - 1)] ?? 30_000;
    entry.tries += 1;
    this.#options.told(field, { mark: 'failed', error: this.#options.toPublicError(error) });
    this.#wait(field, entry, pause);
  }
}
