/** What waits for a person, by deadline. */
import type { HandoffRow, NewsLine, PersonId, Today, TodayAction, TodayLine } from '../contract';
import { rowsOf } from './deals';
import { hoursAgo } from './handoffs';
import { isFake } from './mood';
import { personCalled, viewerId } from './people';

function missing(row: HandoffRow): string {
  if (row.missing_first === null) return 'everything required is there';
  const more = row.missing_count > 1 ? ` and ${row.missing_count - 1} more` : '';
  return `${row.missing_first}${more} missing`;
}

function ownLine(row: HandoffRow): [TodayAction, string] | null {
  if (row.state === 'due') return ['write_handoff', `handoff not submitted: ${missing(row)}`];
  if (row.state === 'returned') return ['fix_returned', `${row.csm ?? 'The CSM'} sent it back: ${missing(row)}`];
  return null;
}

function receivedLine(row: HandoffRow): [TodayAction, string] | null {
  if (row.state === 'submitted')
    return ['review_handoff', `${row.owner ?? 'The rep'} submitted it, quality ${Math.floor(row.quality)}`];
  if (row.state === 'accepted') return ['make_first_touch', 'accepted, the customer waits for the first touch'];
  return null;
}

/** The lines of one person. */
export function waitingFor(id: PersonId): TodayLine[] {
  if (isFake('empty')) return [];
  const { role } = personCalled(id);
  const said = (row: HandoffRow): [TodayAction, string] | null => {
    if (role === 'rep') return ownLine(row);
    if (role === 'csm') return receivedLine(row);
    const late = row.deadline_at !== null && Date.parse(row.deadline_at) < Date.now();
    return late ? ['decide', `${role === 'sales_manager' ? row.owner : row.csm} is late: ${missing(row)}`] : null;
  };
  const scope = role === 'rep' ? 'mine' : role === 'csm' ? 'intake' : 'all';
  return rowsOf(scope, id)
    .flatMap((row) => {
      const line = said(row);
      if (line === null) return [];
      const { account, deal, deadline_at, started_at, state } = row;
      return [{ handoff: row.id, account, deal, sentence: line[1], action: line[0], deadline_at, started_at, state }];
    })
    .sort((one, other) => (one.deadline_at ?? '9').localeCompare(other.deadline_at ?? '9'))
    .slice(0, 12);
}

function news(): NewsLine[] {
  if (isFake('empty')) return [];
  const rows = rowsOf('all', viewerId());
  const line = (state: HandoffRow['state'], sentence: string, hours: number): NewsLine[] => {
    const row = rows.find((found) => found.state === state);
    return row ? [{ handoff: row.id, account: row.account, sentence, at: hoursAgo(hours) }] : [];
  };
  return [
    ...line('accepted', 'was accepted by Jonas Weber with one dated gap', 2),
    ...line('engaged', 'had its first touch: a call with the champion', 5),
    ...line('live', 'reached its first value', 50),
    ...line('upcoming', 'moved to Negotiation: a CSM is named, the handoff can be started', 19),
  ];
}

const today = (): Today => ({ waiting: waitingFor(viewerId()), news: news(), since: hoursAgo(21) });

export const todayCommands = { today };
