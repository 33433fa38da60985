/** The handoffs of the fake host: one for each state that a screen has to show. */
import type { FakeHandoff } from './handoff-made';
import { acceptedHandoffs } from './handoffs-accepted';
import { openHandoffs } from './handoffs-open';
import { reviewHandoffs } from './handoffs-review';

export * from './handoff-made';

let made: FakeHandoff[] | null = null;

/** All handoffs; what the commands change stays changed until the page is loaded again. */
export function fakeHandoffs(): FakeHandoff[] {
  made ??= [...openHandoffs(), ...reviewHandoffs(), ...acceptedHandoffs()];
  return made;
}

/** Forgets all changes: for tests that share a module. */
export function resetHandoffs(): void {
  made = null;
}
