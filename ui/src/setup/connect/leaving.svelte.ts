import { frame } from '../../frame/frame.svelte';
import type { SignedOut, WorkspaceLine } from '../../lib/ipc';

/** A workspace that a person is about to sign out of. It outlives the screen, which is new in each workspace. */
class Leaving {
  workspace = $state<string | null>(null);
  /** What became of the last sign-out. */
  out = $state.raw<SignedOut | null>(null);

  /** Asks about a workspace. It is opened first: what signing out would cost can be seen behind the question. */
  async ask(one: WorkspaceLine): Promise<void> {
    this.out = null;
    if (one.id !== frame.overview?.workspace.id) await frame.switchTo(one.id);
    this.workspace = one.id;
  }

  cancel(): void {
    this.workspace = null;
  }

  async done(out: SignedOut): Promise<void> {
    const practice = frame.overview?.workspaces.find((one) => one.kind === 'practice');
    await frame.switchTo(practice?.id ?? '');
    this.workspace = null;
    this.out = out;
  }
}

export const leaving = new Leaving();
