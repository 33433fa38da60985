/** What the CSM decides, while it is being decided. Kept while the window is open, so that a look elsewhere costs no sentence. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  CheckView,
  FieldKey,
  GapInput,
  HandoffId,
  PersonId,
  PublicError,
  RatingInput,
  ReasonCode,
  ReturnInput,
  ReviewView,
} from '../lib/ipc';
import { words } from './words';

export type Way = 'accept' | 'gaps' | 'return';

export interface GapDraft {
  owner: PersonId | null;
  due: string | null;
}

export interface ReturnDraft {
  code: ReasonCode | null;
  sentence: string;
}

/** What the CSM has to judge and did not answer yet. */
export const openChecks = (review: ReviewView): CheckView[] =>
  review.checklist.filter((check) => !check.machine && check.ok === null);

export class Decision {
  way = $state<Way>('accept');
  stars = $state<number | null>(null);
  readonly dimensions = new SvelteMap<string, number>();
  readonly gaps = new SvelteMap<FieldKey, GapDraft>();
  readonly returns = new SvelteMap<FieldKey, ReturnDraft>();
  readonly used = new SvelteSet<FieldKey>();

  get asksDimensions(): boolean {
    return this.stars !== null && this.stars <= 3;
  }

  chosen(field: FieldKey): boolean {
    return this.way === 'gaps' ? this.gaps.has(field) : this.way === 'return' && this.returns.has(field);
  }

  /** Adds a field to the gaps or to what goes back, or takes it away. A sentence that was written is asked for again only once dropped. */
  toggle(field: FieldKey, owner: PersonId | null): void {
    if (this.way === 'gaps' && !this.gaps.delete(field)) this.gaps.set(field, { owner, due: null });
    if (this.way === 'return' && !this.returns.delete(field)) this.returns.set(field, { code: null, sentence: '' });
  }

  rating(): RatingInput | null {
    if (this.stars === null) return null;
    return { stars: this.stars, dimensions: this.asksDimensions ? Object.fromEntries(this.dimensions) : {} };
  }

  gapInputs(): GapInput[] {
    return [...this.gaps].flatMap(([field, { owner, due }]) =>
      owner === null || due === null ? [] : [{ field, owner, due }],
    );
  }

  returnInputs(): ReturnInput[] {
    return [...this.returns].flatMap(([field, { code, sentence }]) =>
      code === null || sentence.trim() === '' ? [] : [{ field, code, sentence: sentence.trim() }],
    );
  }

  /** What stands in the way of the decision as it is; `null` where nothing does. The host has the last word. */
  objection(review: ReviewView): PublicError | null {
    return this.way === 'return' ? this.#returnObjection(review) : this.#acceptObjection(review);
  }

  #acceptObjection(review: ReviewView): PublicError | null {
    if (openChecks(review).length > 0) return objection('checklist_open', words.answerFirst, words.answerFix);
    if (this.stars === null) return objection('rating_missing', words.rateFirst, words.rateFix);
    const dimensions = this.#dimensionObjection(review);
    if (dimensions !== null || this.way === 'accept') return dimensions;
    if (this.gaps.size === 0) return objection('no_gaps', words.gapNone, words.gapsHow);
    const open = [...this.gaps].filter(([, gap]) => gap.owner === null || gap.due === null).map(([field]) => field);
    return open.length === 0 ? null : objection('gap_open', words.gapOpen, words.gapTo, open);
  }

  #returnObjection(review: ReviewView): PublicError | null {
    if (this.returns.size === 0) return objection('no_fields', words.returnNone, words.returnNoneFix);
    const open = [...this.returns]
      .filter(([, back]) => back.code === null || back.sentence.trim() === '')
      .map(([field]) => field);
    if (open.length > 0) return objection('sentence_missing', words.returnOpen, words.returnOpenFix, open);
    return this.#dimensionObjection(review);
  }

  #dimensionObjection(review: ReviewView): PublicError | null {
    const open = this.asksDimensions && review.dimensions.some(({ key }) => !this.dimensions.has(key));
    return open ? objection('dimensions_missing', words.rateDimensions, words.rateDimensionsFix) : null;
  }
}

/** The codes of what this side objects to: it can be seen here when they are put right. */
export const OBJECTIONS = new Set<string>([
  'checklist_open',
  'rating_missing',
  'dimensions_missing',
  'no_gaps',
  'gap_open',
  'no_fields',
  'sentence_missing',
]);

const objection = (code: string, message: string, remedy: string, fields: FieldKey[] = []): PublicError => ({
  code,
  message,
  remedy,
  fields,
});

const kept = new Map<HandoffId, Decision>();

/** The decision about a handoff, as far as it came. */
export function decisionOn(id: HandoffId): Decision {
  const decision = kept.get(id) ?? new Decision();
  kept.set(id, decision);
  return decision;
}

/** A decision that was taken leaves nothing behind. */
export function decided(id: HandoffId): void {
  kept.delete(id);
}
