// A yes or no in the way of something that cannot be taken back.

export interface Question {
  title: string;
  sentence: string;
  /** The verb on the button: `Discard`. */
  yes: string;
  danger: boolean;
}

class Confirmation {
  question = $state.raw<Question | null>(null);
  #answer: ((yes: boolean) => void) | null = null;

  /** Asks; the answer is false when the person closes the question. */
  ask(question: Question): Promise<boolean> {
    this.answer(false);
    this.question = question;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  answer(yes: boolean): void {
    this.question = null;
    this.#answer?.(yes);
    this.#answer = null;
  }
}

export const confirmation = new Confirmation();
