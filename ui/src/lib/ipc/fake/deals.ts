/** The lists of handoffs. */
import type { HandoffPage, HandoffRow, HandoffState, ListHandoffs, PersonId, Scope, Sort } from '../contract';
import { fakeHandoffs } from './handoffs';
import { handoffRow } from './handoff-view';
import { viewerId } from './people';

/** The rows of a scope, in no order. */
export function rowsOf(scope: Scope, viewer: PersonId): HandoffRow[] {
  return fakeHandoffs()
    .filter((handoff) => {
      if (scope === 'mine') return handoff.owner.id === viewer;
      if (scope === 'intake') return handoff.csm?.id === viewer;
      return true;
    })
    .map(handoffRow)
    .map((row) => (settled.includes(row.state) ? { ...row, clock: null, started_at: null, deadline_at: null } : row));
}

/** No clock runs for these. */
const settled: HandoffState[] = ['engaged', 'live', 'exempt', 'void', 'upcoming'];

function fits(row: HandoffRow, asked: ListHandoffs): boolean {
  const text = `${row.account} ${row.deal} ${row.owner ?? ''}`.toLowerCase();
  return (
    (asked.states.length === 0 || asked.states.includes(row.state)) &&
    (asked.tiers.length === 0 || asked.tiers.includes(row.tier)) &&
    (asked.bands.length === 0 || asked.bands.includes(row.band)) &&
    (!asked.late || (row.deadline_at !== null && Date.parse(row.deadline_at) < Date.now())) &&
    text.includes(asked.text.toLowerCase()) &&
    (asked.behind === null ||
      (row.closed && (asked.behind.tiers.length === 0 || asked.behind.tiers.includes(row.tier))))
  );
}

const keyOf: Record<Sort, (row: HandoffRow) => number | string> = {
  urgency: (row) => (row.deadline_at === null ? Number.MAX_SAFE_INTEGER : Date.parse(row.deadline_at)),
  close: (row) => (row.close_at === null ? Number.MAX_SAFE_INTEGER : Date.parse(row.close_at)),
  value: (row) => row.value ?? -1,
  account: (row) => row.account.toLowerCase(),
  completeness: (row) => (row.required === 0 ? 1 : row.filled / row.required),
  quality: (row) => row.quality,
};

function list_handoffs(asked: ListHandoffs): HandoffPage {
  const key = keyOf[asked.sort];
  const way = asked.descending ? -1 : 1;
  const rows = rowsOf(asked.scope, viewerId())
    .filter((row) => fits(row, asked))
    .sort((one, other) => {
      const [left, right] = [key(one), key(other)];
      return left === right ? one.id.localeCompare(other.id) : left < right ? -way : way;
    });
  return { total: rows.length, offset: asked.offset, rows: rows.slice(asked.offset, asked.offset + asked.limit) };
}

export const dealsCommands = { list_handoffs };
