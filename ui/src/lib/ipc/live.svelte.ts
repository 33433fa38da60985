import type { Changed } from './contract';
import { oneAtATime } from './one-at-a-time';
import { call, onChanged, type Arguments, type CommandName, type PublicError, type Result } from '.';

type Topic = Changed['topics'][number];

/** What a command answers, kept fresh: asked again when its arguments change or one of its topics does. */
export class Live<N extends CommandName> {
  value = $state.raw<Result<N> | null>(null);
  error = $state.raw<PublicError | null>(null);
  /** True until the first answer. Later answers replace the value in place, without a flicker. */
  loading = $derived(this.value === null && this.error === null);

  #asked = 0;
  readonly #name: N;
  readonly #args: () => Arguments<N>;

  /** Must be made while a component is set up: it lives as long as the component. */
  constructor(name: N, args: () => Arguments<N>, topics: Topic[]) {
    this.#name = name;
    this.#args = args;
    $effect(() => {
      void this.#ask(args());
    });
    $effect(() =>
      onChanged((changed) => {
        if (changed.some((topic) => topics.includes(topic))) void this.reload();
      }),
    );
  }

  /** Asks again now; while an answer is out, once more after it. */
  readonly reload = oneAtATime(() => this.#ask(this.#args()));

  /** Takes an answer that another command gave. */
  take(value: Result<N>): void {
    this.#asked += 1;
    this.value = value;
    this.error = null;
  }

  async #ask(args: Arguments<N>): Promise<void> {
    const mine = ++this.#asked;
    try {
      const value = await call(this.#name, args);
      // An answer that was overtaken by a later question is stale.
      if (mine === this.#asked) this.take(value);
    } catch (error) {
      if (mine === this.#asked) this.error = error as PublicError;
    }
  }
}
