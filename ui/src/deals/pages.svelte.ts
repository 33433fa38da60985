import { call, onChanged, type HandoffRow, type ListHandoffs, type PublicError } from '../lib/ipc';
import { oneAtATime } from '../lib/ipc/one-at-a-time';

const PAGE = 100;

/** A long list of which only the pages in view are fetched. */
export class Pages {
  total = $state<number | null>(null);
  error = $state.raw<PublicError | null>(null);

  #rows = $state.raw(new Map<number, HandoffRow>());
  #view = { first: 0, end: PAGE };
  #asked = new Set<number>();
  /** Answers to an older question are dropped. */
  #question = 0;
  readonly #ask: (offset: number, limit: number) => ListHandoffs;

  /** Must be made while a component is set up. Asks anew when what `ask` reads changes. */
  constructor(ask: (offset: number, limit: number) => ListHandoffs) {
    this.#ask = ask;
    $effect(() => {
      ask(0, PAGE);
      void this.#restart();
    });
    $effect(() =>
      onChanged((topics) => {
        if (topics.some((topic) => topic === 'handoffs' || topic === 'deals' || topic === 'outbox'))
          void this.#refresh();
      }),
    );
  }

  rowAt(index: number): HandoffRow | undefined {
    return this.#rows.get(index);
  }

  /** Fetches what is in view and not here yet. */
  inView(first: number, end: number): void {
    this.#view = { first, end };
    for (const page of pagesOf(first, end)) {
      if (!this.#asked.has(page)) void this.#fetch(page, this.#question);
    }
  }

  /** Another question. The old rows stay until the new ones are here. */
  async #restart(): Promise<void> {
    const question = ++this.#question;
    this.#asked = new Set();
    await this.#fetch(0, question, true);
  }

  /** The same question, because something changed. */
  readonly #refresh = oneAtATime(async () => {
    const question = ++this.#question;
    this.#asked = new Set();
    await Promise.all(pagesOf(this.#view.first, this.#view.end).map((page) => this.#fetch(page, question)));
  });

  async #fetch(page: number, question: number, anew = false): Promise<void> {
    this.#asked.add(page);
    try {
      const answer = await call('list_handoffs', this.#ask(page * PAGE, PAGE));
      if (question !== this.#question) return;
      const rows = anew ? new Map<number, HandoffRow>() : new Map(this.#rows);
      answer.rows.forEach((row, at) => rows.set(answer.offset + at, row));
      this.#rows = rows;
      this.total = answer.total;
      this.error = null;
    } catch (error) {
      if (question === this.#question) this.error = error as PublicError;
    }
  }
}

function pagesOf(first: number, end: number): number[] {
  const [from, to] = [Math.floor(first / PAGE), Math.floor(Math.max(first, end - 1) / PAGE)];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
