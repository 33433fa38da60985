/**
 * What a person writes in one handoff: drafts over the host's view.
 *
 * Invariant: text that a person typed is on the screen until the host has saved it. A reply of the host never replaces
 * a field that is being edited or not yet saved; only the person does (undo, take over).
 */
import { SvelteMap } from 'svelte/reactivity';
import {
  asPublicError,
  call,
  type Arguments,
  type CommandName,
  type FieldKey,
  type FieldValue,
  type FieldView,
  type HandoffId,
  type HandoffView,
  type PublicError,
  type Result,
  type Seen,
} from '../../lib/ipc';
import { withoutBlankRows } from '../editors/rows';
import { SaveQueue, type FieldSave } from './save-queue';

type Answering = { [N in CommandName]: Result<N> extends HandoffView ? N : never }[CommandName];

export class DraftBook {
  readonly id: HandoffId;
  view = $state.raw<HandoffView | null>(null);
  /** Why the handoff could not be opened. */
  failure = $state.raw<PublicError | null>(null);
  /** The field with the cursor. */
  focused = $state<FieldKey | null>(null);
  /** The field that had the cursor last: the panel speaks about it. */
  current = $state<FieldKey | null>(null);
  readonly saves = new SvelteMap<FieldKey, FieldSave>();
  readonly #drafts = new SvelteMap<FieldKey, FieldValue | null>();
  /** What a field showed when its draft began: what comes meanwhile is kept beside the draft. */
  readonly #shown = new Map<FieldKey, FieldValue | null>();
  readonly #queue: SaveQueue;
  /** Edits that the host answered or works on; a plain read that one of them overtook is stale. */
  #edits = 0;
  #turn: Promise<unknown> = Promise.resolve();
  /** True once the person changed the focused field: undo is the text field's own until it is left. */
  touched = false;

  constructor(id: HandoffId) {
    this.id = id;
    this.#queue = new SaveQueue({
      save: (field, value) => this.#save(field, value),
      told: (field, save) => this.#told(field, save),
      toPublicError: asPublicError,
    });
  }

  /** What the field shows: what was typed, else what the host has. */
  valueOf(field: FieldView): FieldValue | null {
    const draft = this.#drafts.get(field.key);
    return draft === undefined ? field.value : draft;
  }

  get hasUnsaved(): boolean {
    return this.#queue.hasUnsaved;
  }

  /** The fields whose newest text is not saved. */
  get unsavedFields(): FieldKey[] {
    return [...this.saves].map(([field]) => field).filter((field) => this.#queue.isUnsaved(field));
  }

  isUnsaved(field: FieldKey): boolean {
    return this.#queue.isUnsaved(field);
  }

  fieldOf(key: FieldKey | null): FieldView | null {
    return this.view?.sections.flatMap((section) => section.fields).find((field) => field.key === key) ?? null;
  }

  /** Reads the handoff anew. What an edit brought in the meantime is newer and stays. */
  async load(): Promise<void> {
    const edits = this.#edits;
    try {
      const view = await call('open_handoff', { id: this.id });
      if (edits === this.#edits) this.#take(view);
      this.failure = null;
    } catch (error) {
      if (this.view === null) this.failure = error as PublicError;
    }
  }

  change(field: FieldKey, value: FieldValue | null): void {
    this.touched = true;
    if (!this.#drafts.has(field)) this.#shown.set(field, this.fieldOf(field)?.value ?? null);
    this.#drafts.set(field, value);
    this.#queue.change(field, value);
  }

  focus(field: FieldKey): void {
    if (this.focused !== field) this.touched = false;
    this.focused = field;
    this.current = field;
  }

  /** The cursor left the field: everything is saved now. */
  leave(field: FieldKey): void {
    if (this.focused === field) this.focused = null;
    void this.flush().then(() => this.#settle(field));
  }

  /** Saves what waits; false where something could not be saved. */
  flush(): Promise<boolean> {
    return this.#queue.flushed();
  }

  /** Keeps a value that came from the CRM. */
  confirm(field: FieldKey): Promise<void> {
    return this.#change('confirm_field', { id: this.id, field }, [field]);
  }

  takeOver(field: FieldKey, activity: string, passage: string): Promise<void> {
    return this.#change('take_over', { id: this.id, field, activity, passage }, [field]);
  }

  /** Ends a conflict. What was typed here and refused because of it is part of what the person saw. */
  async decide(field: FieldKey, value: FieldValue, seen: Seen): Promise<void> {
    this.#queue.drop(field);
    await this.#answer('decide_field', { id: this.id, field, value, seen });
    this.#drafts.delete(field);
    this.saves.delete(field);
  }

  undo(): Promise<void> {
    return this.#change('undo', { id: this.id }, 'all');
  }

  redo(): Promise<void> {
    return this.#change('redo', { id: this.id }, 'all');
  }

  /** Fails with the host's refusal, which names the fields. */
  submit(): Promise<void> {
    return this.#change('submit', { id: this.id }, 'all');
  }

  release(reason: string): Promise<void> {
    return this.#change('release', { id: this.id, reason }, 'all');
  }

  /** Does what the person asked for after all typing is saved, and shows its result in the named fields at once. */
  async #change<N extends Answering>(name: N, args: Arguments<N>, shown: FieldKey[] | 'all'): Promise<void> {
    await this.flush();
    await this.#answer(name, args);
    const fields = shown === 'all' ? [...this.#drafts.keys()] : shown;
    for (const field of fields) if (!this.#queue.isUnsaved(field)) this.#drafts.delete(field);
  }

  async #save(field: FieldKey, value: FieldValue | null): Promise<void> {
    const sent = withoutBlankRows(value);
    const shown = this.#shown.get(field) ?? NOTHING;
    await this.#answer('save_field', { id: this.id, field, value: sent, shown });
    this.#shown.set(field, sent);
  }

  #told(field: FieldKey, save: FieldSave): void {
    this.saves.set(field, save.mark === 'saved' && this.view?.sync === 'sent' ? SENT : save);
    if (save.mark === 'saved') this.#settle(field);
  }

  /** Lets go of a draft that nobody needs: it is saved, and the cursor is elsewhere. */
  #settle(field: FieldKey): void {
    if (this.focused !== field && !this.#queue.isUnsaved(field)) this.#drafts.delete(field);
  }

  /** One edit after the other: each reply is newer than the one before. */
  #answer<N extends Answering>(name: N, args: Arguments<N>): Promise<void> {
    const turn = this.#turn.then(() => this.#edit(name, args));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #edit<N extends Answering>(name: N, args: Arguments<N>): Promise<void> {
    this.#edits += 1;
    this.#take((await call(name, args)) as HandoffView);
    this.#edits += 1;
  }

  /** A record that is in the CRM takes with it what was saved here before. */
  #take(view: HandoffView): void {
    this.view = view;
    if (view.sync !== 'sent') return;
    for (const [field, { mark }] of [...this.saves]) if (mark === 'saved') this.saves.set(field, SENT);
  }
}

const SENT: FieldSave = { mark: 'sent', error: null };

/** An empty field, as what was shown. */
const NOTHING: FieldValue = { shape: 'text', value: '' };

const open = new Map<HandoffId, DraftBook>();

/** The book of a handoff. One with text that is not saved yet is the same one again. */
export function openBook(id: HandoffId): DraftBook {
  const book = open.get(id) ?? new DraftBook(id);
  open.set(id, book);
  return book;
}

/** Saves what waits, and forgets the book once nothing waits. */
export async function closeBook(book: DraftBook): Promise<void> {
  const saved = await book.flush();
  if (saved && open.get(book.id) === book) open.delete(book.id);
}
