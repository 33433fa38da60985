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
  readonly reload = oneAtATime(() => this.#take(call('overview', {})));

  async viewAs(person: string): Promise<void> {
    await this.#take(call('view_as', { person }));
  }

  async switchTo(workspace: string): Promise<void> {
    await this.#take(call('switch_workspace', { workspace }));
  }

  /** Tries again to open what could not be opened. */
  async reopen(): Promise<void> {
    await this.#take(call('reopen_workspaces', {}));
  }

  async setOffline(offline: boolean): Promise<void> {
    await call('set_offline', { offline });
    await this.reload();
  }

  async syncNow(): Promise<void> {
    await call('sync_now', {});
    await this.reload();
  }

  async #take(asked: Promise<Overview>): Promise<void> {
    try {
      const overview = await asked;
      useWorkspace(overview.workspace.id);
      time.set(overview.clock.now, overview.clock.confirmed, overview.viewer.time_zone);
      this.overview = overview;
      this.error = null;
    } catch (error) {
      this.error = error as PublicError;
    }
  }
}

export const frame = new Frame();
