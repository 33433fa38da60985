import { frame } from '../../frame/frame.svelte';
import {
  call,
  onProfile,
  type AccountView,
  type Connected,
  type NewProfile,
  type ProfileView,
  type CrmLine,
  type PublicError,
  type Role,
  type SignInPending,
} from '../../lib/ipc';
import { router } from '../../lib/router.svelte';
import { askedAgain, command, fresh, fromProfile, portsOf, type Asking } from './asking';
import { mappingOf, type Mapping } from './mapping';
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

  /** As it stands on the screen, or in the profile that filled the form. */
  get #mapping(): Mapping {
    return this.account ? mappingOf(this.account.fields) : (this.asking.profile?.fields ?? {});
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

  /** Hears profiles that are opened from outside, the one of the start included. Use inside an effect. */
  start(): () => void {
    const offered = () => this.#take(() => call('offered_profile', {}));
    void offered();
    return onProfile(() => void offered());
  }

  async openProfile(path: string): Promise<void> {
    await this.#take(() => call('open_profile', { path }));
  }

  async pickProfile(): Promise<void> {
    const path = await call('pick_profile', {}).catch(() => null);
    if (path) await this.openProfile(path);
  }

  /** Writes the form as a profile; its path, or nothing where the person cancelled. */
  async saveProfile(name: string, passphrase: string): Promise<string | null> {
    let saved: string | null = null;
    await this.#ask(async () => {
      const path = await call('pick_save_path', { name: name.trim() || 'team', extension: 'changeover-profile' });
      if (!path) return;
      saved = (await call('save_profile', { path, profile: this.#profile(name, passphrase) })).path;
    });
    return saved;
  }

  /** The same as a link. */
  async profileLink(name: string, passphrase: string): Promise<string | null> {
    let link: string | null = null;
    await this.#ask(async () => {
      link = (await call('profile_link', this.#profile(name, passphrase))).link;
    });
    return link;
  }

  #profile(name: string, passphrase: string): NewProfile {
    const sign_in = command(this.asking, portsOf(this.asking.ports) ?? []);
    return { name, passphrase, sign_in, fields: this.#mapping };
  }

  async #take(asked: () => Promise<ProfileView | null>): Promise<void> {
    await this.#ask(async () => {
      const profile = await asked();
      if (!profile) return;
      await this.cancel();
      this.asking = fromProfile(profile);
      router.go('setup', 'connect');
    });
    if (this.failed) router.go('setup', 'connect');
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

  /** Lets other fields of the CRM carry the handoff's. */
  async mapFields(fields: Mapping): Promise<void> {
    const turn = this.#turn;
    await this.#ask(async () => {
      const account = await call('map_fields', { fields });
      if (turn === this.#turn) this.account = account;
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
