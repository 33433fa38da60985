import type { Band, Behind, HandoffState, ListHandoffs, Role, Scope, Sort, Tier } from '../lib/ipc';
import type { Sorting } from '../lib/parts';

export type Place = 'handoffs' | 'intake';

/** States that a person filters by together. */
export const stateGroups: Record<string, HandoffState[]> = {
  coming: ['upcoming', 'due'],
  upcoming: ['upcoming'],
  due: ['due'],
  returned: ['returned'],
  submitted: ['submitted'],
  accepted: ['accepted'],
  running: ['engaged', 'live'],
  with_cs: ['accepted', 'engaged', 'live'],
  ended: ['exempt', 'void'],
};

const sales: Role[] = ['rep'];
const success: Role[] = ['csm'];
const managers: Role[] = ['sales_manager', 'cs_manager'];

/** Whose handoffs a role may look at, the usual one first. */
export function scopesOf(role: Role, place: Place): Scope[] {
  if (place === 'intake') return success.includes(role) ? ['intake', 'team', 'all'] : ['team', 'all'];
  if (sales.includes(role)) return ['mine', 'team', 'all'];
  if (success.includes(role)) return ['intake', 'team', 'all'];
  return managers.includes(role) ? ['team', 'all'] : ['all'];
}

/** What a list is filtered and sorted by. Kept while the person is elsewhere, so that "back" finds it as it was. */
export class Filters {
  scope = $state<Scope>('mine');
  groups = $state.raw<string[]>([]);
  tiers = $state.raw<Tier[]>([]);
  bands = $state.raw<Band[]>([]);
  late = $state(false);
  text = $state('');
  behind = $state.raw<Behind | null>(null);
  sorting = $state.raw<Sorting>({ key: 'urgency', descending: false });

  readonly #place: Place;

  constructor(role: Role, place: Place) {
    this.#place = place;
    this.scope = scopesOf(role, place)[0] ?? 'all';
    this.groups = this.#usual();
  }

  /** True where something is left out that a person could show again. */
  get narrowed(): boolean {
    const narrow = this.tiers.length + this.bands.length > 0 || this.groups.join() !== this.#usual().join();
    return narrow || this.late || this.text !== '' || this.behind !== null;
  }

  clear(): void {
    this.groups = this.#usual();
    this.tiers = [];
    this.bands = [];
    this.late = false;
    this.text = '';
    this.behind = null;
  }

  /** The question to the host, for a window of the list. */
  question(offset: number, limit: number): ListHandoffs {
    return {
      scope: this.behind?.scope ?? this.scope,
      states: this.#states(),
      tiers: this.tiers,
      bands: this.bands,
      late: this.late,
      text: this.text.trim(),
      behind: this.behind,
      sort: this.sorting.key as Sort,
      descending: this.sorting.descending,
      offset,
      limit,
    };
  }

  /** Who receives handoffs sees first what waits for them. */
  #usual(): string[] {
    return this.#place === 'intake' ? ['submitted', 'accepted'] : [];
  }

  #states(): HandoffState[] {
    const chosen = this.groups.flatMap((group) => stateGroups[group] ?? []);
    // Those who receive handoffs are not asked to look at exempt and void ones.
    if (chosen.length === 0 && this.#place === 'intake') {
      return ['upcoming', 'due', 'returned', 'submitted', 'accepted', 'engaged', 'live'];
    }
    return chosen;
  }
}

const kept = new Map<string, Filters>();

/** The filters of this person in this place. */
export function filtersOf(viewer: string, role: Role, place: Place): Filters {
  const key = `${viewer}/${place}`;
  const found = kept.get(key) ?? new Filters(role, place);
  kept.set(key, found);
  return found;
}
