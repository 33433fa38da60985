/** `work`, never twice at once: all calls while it runs are answered by one more run at its end. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;

  async function untilQuiet(): Promise<void> {
    do {
      again = false;
      await work();
    } while (again);
  }

  return () => {
    again = running !== null;
    running ??= untilQuiet().finally(() => (running = null));
    return running;
  };
}
