import { frame } from '../../frame/frame.svelte';
import {
  call,
  type AccountView,
  type Connected,
  type CrmLine,
  type PublicError,
  type Role,
  type SignInPending,
} from '../../lib/ipc';
import { router } from '../../lib/router.svelte';
import { askedAgain, command, fresh, portsOf, type Asking } from './asking';
import { words } from './words';

/** A connection from the choice of the CRM to the first load. It outlives its screen: going elsewhere loses nothing. */
class Connecting {
  asking = $state.raw<Asking>(fresh);
  pending = $state.raw<SignInPending | null>(null);
  account = $state.raw<AccountView | null>(null);
  connected = $state.raw<Connected | null>(null);
  failed = $state.raw<PublicError | null>(null);
  /** Something is asked that answers in a moment. */
  busy = $state(false);

  /** Counts sign-ins, so that the answer to one that was cancelled is not heard. */
  #turn = 0;

  get step(): number {
    if (this.connected) return 3;
    if (this.account) return 2;
    return this.pending ? 1 : 0;
  }

  change(asking: Asking): void {
    this.asking = asking;
    this.failed = null;
  }

  /** Opens the screen for a workspace whose sign-in has ended. */
  again(workspace: string, crm: CrmLine): void {
    void this.cancel();
    this.asking = askedAgain(workspace, crm);
    router.go('setup', 'connect');
  }

  async begin(): Promise<void> {
    const ports = portsOf(this.asking.ports);
    if (!ports) {
      this.failed = { code: 'ports', message: words.portsBad, remedy: null, fields: [] };
      return;
    }
    const turn = ++this.#turn;
    await this.#ask(async () => {
      this.pending = await call('begin_sign_in', command(this.asking, ports));
    });
    if (!this.pending || turn !== this.#turn) return;
    try {
      const account = await call('await_sign_in', {});
      if (turn === this.#turn) this.account = account;
    } catch (error) {
      if (turn === this.#turn) this.failed = error as PublicError;
    } finally {
      if (turn === this.#turn) this.pending = null;
    }
  }

  async useKey(): Promise<void> {
    const { host, key, again } = this.asking;
    await this.#ask(async () => {
      this.account = await call('use_service_key', { host, key, again });
    });
  }

  async openAgain(): Promise<void> {
    const opened = await call('open_sign_in_page', {}).catch(() => false);
    if (this.pending) this.pending = { ...this.pending, opened };
  }

  /** Ends what is under way; what was typed stays. */
  async cancel(): Promise<void> {
    this.#turn += 1;
    this.pending = null;
    this.account = null;
    this.connected = null;
    this.failed = null;
    await call('end_sign_in', {}).catch(() => false);
  }

  async keep(name: string, person: string | null, role: Role): Promise<void> {
    await this.#ask(async () => {
      const connected = await call('keep_account', { name, person, role });
      this.account = null;
      this.asking = fresh;
      this.connected = connected;
      await frame.switchTo(connected.workspace);
    });
  }

  /** The screen is ready for another CRM. */
  finish(): void {
    this.connected = null;
    this.failed = null;
  }

  async #ask(asked: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.failed = null;
    try {
      await asked();
    } catch (error) {
      this.failed = error as PublicError;
    } finally {
      this.busy = false;
    }
  }
}

export const connecting = new Connecting();
