import { call, onChanged, useWorkspace, type Overview, type PublicError } from '../lib/ipc';
import { oneAtATime } from '../lib/ipc/one-at-a-time';
import { time } from '../lib/time.svelte';

/** Who looks, at what, and how much waits: what every screen stands in. */
class Frame {
  overview = $state.raw<Overview | null>(null);
  error = $state.raw<PublicError | null>(null);
  /** Notes that the person has closed. */
  closedNotes = $state.raw<string[]>([]);

  /** Loads, and keeps loading when something changes. Use inside an effect. */
  start(): () => void {
    void this.reload();
    return onChanged(() => void this.reload());
  }

  /** Asks again; while an answer is out, once more after it. */
  readonly reload = oneAtATime(() => this.#look());

  async viewAs(person: string): Promise<void> {
    await this.#move(call('view_as', { person }));
  }

  async switchTo(workspace: string): Promise<void> {
    await this.#move(call('switch_workspace', { workspace }));
  }

  /** Tries again to open what could not be opened. */
  async reopen(): Promise<void> {
    await this.#move(call('reopen_workspaces', {}));
  }

  async setOffline(offline: boolean): Promise<void> {
    await call('set_offline', { offline });
    await this.reload();
  }

  async syncNow(): Promise<void> {
    await call('sync_now', {});
    await this.reload();
  }

  /** How often somebody went elsewhere, counted when they set out and when they arrived. */
  #moves = 0;

  /** What was asked before a move says nothing of the place after it. */
  async #look(): Promise<void> {
    let moves: number;
    let answer: () => void;
    do {
      moves = this.#moves;
      answer = await this.#answered(call('overview', {}));
    } while (moves !== this.#moves);
    answer();
  }

  /** Goes to another workspace or person. What changed there on the way was not heard, so it is looked at again. */
  async #move(asked: Promise<Overview>): Promise<void> {
    this.#moves += 1;
    const answer = await this.#answered(asked);
    this.#moves += 1;
    answer();
    if (this.error === null) void this.reload();
  }

  async #answered(asked: Promise<Overview>): Promise<() => void> {
    try {
      const overview = await asked;
      return () => this.#show(overview);
    } catch (error) {
      return () => (this.error = error as PublicError);
    }
  }

  #show(overview: Overview): void {
    useWorkspace(overview.workspace.id);
    time.set(overview.clock.now, overview.clock.confirmed, overview.viewer.time_zone);
    this.overview = overview;
    this.error = null;
  }
}

export const frame = new Frame();
