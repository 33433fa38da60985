/** One review on the CSM's desk: what the host says, what is being decided, and what was refused. */
import {
  asPublicError,
  call,
  type Arguments,
  type CommandName,
  type HandoffId,
  type PublicError,
  type Result,
  type ReviewView,
} from '../lib/ipc';
import { Live } from '../lib/ipc/live.svelte';
import { toasts } from '../lib/toast.svelte';
import { decided, Decision, decisionOn, OBJECTIONS } from './decision.svelte';

type Reviewing = { [N in CommandName]: Result<N> extends ReviewView ? N : never }[CommandName];

export class ReviewDesk {
  readonly id: HandoffId;
  readonly live: Live<'open_review'>;
  decision = $state.raw(new Decision());
  #refusal = $state.raw<PublicError | null>(null);
  busy = $state(false);
  #turn: Promise<unknown> = Promise.resolve();

  /** Must be made while a component is set up. */
  constructor(id: HandoffId) {
    this.id = id;
    this.decision = decisionOn(id);
    this.live = new Live('open_review', () => ({ id }), ['handoffs', 'deals', 'outbox']);
    $effect(() => {
      if (this.#isMended()) this.refusal = null;
    });
  }

  /** What stands in the way of what was asked last. */
  get refusal(): PublicError | null {
    return this.#refusal;
  }

  /** A word about what was done before may not cover what has to be done now. */
  set refusal(refusal: PublicError | null) {
    this.#refusal = refusal;
    if (refusal !== null) toasts.close();
  }

  get review(): ReviewView | null {
    return this.live.value;
  }

  /** Does one thing after the other, so that the newest answer is the last. False where the host refused. */
  does<N extends Reviewing>(name: N, args: Arguments<N>): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      try {
        this.live.take((await call(name, args)) as ReviewView);
        return true;
      } catch (error) {
        this.refusal = asPublicError(error);
        return false;
      }
    });
    this.#turn = turn;
    return turn;
  }

  /** Accepts, accepts with gaps, or returns, as the decision stands. */
  async decide(): Promise<boolean> {
    const { review, decision } = this;
    if (review === null || this.busy) return false;
    this.refusal = decision.objection(review);
    if (this.refusal !== null) return false;
    this.busy = true;
    const done = await this.#send();
    this.busy = false;
    if (done) {
      decided(this.id);
      this.decision = decisionOn(this.id);
    }
    return done;
  }

  /** True once what was objected to is put right; what else is open is told when it is asked for. */
  #isMended(): boolean {
    const { review, refusal, decision } = this;
    if (review === null || refusal === null || !OBJECTIONS.has(refusal.code)) return false;
    return decision.objection(review)?.code !== refusal.code;
  }

  #send(): Promise<boolean> {
    const { decision, id } = this;
    const rating = decision.rating();
    if (decision.way === 'return') return this.does('return_handoff', { id, fields: decision.returnInputs(), rating });
    if (rating === null) return Promise.resolve(false);
    const gaps = decision.way === 'gaps' ? decision.gapInputs() : [];
    return this.does('accept', { id, rating, gaps, fields_used: [...decision.used] });
  }
}
