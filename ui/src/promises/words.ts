import type { PromiseOutcome } from '../lib/ipc';

export const words = {
  label: 'Promises',
  filter: 'Filter by promise or owner',
  show: 'Show',
  late: 'Late',
  closed: 'Closed too',
  columns: {
    what: 'Promise',
    account: 'Account',
    owner: 'Who keeps it',
    due: 'Due',
    source: 'Where it was said',
    outcome: 'Outcome',
  },
  noDate: 'no date',
  lateWord: 'late',
  outcomes: {
    open: 'open',
    kept: 'kept',
    renegotiated: 'renegotiated',
    withdrawn: 'withdrawn',
  } satisfies Record<PromiseOutcome, string>,
  outcomeOf: (what: string): string => `Outcome of: ${what}`,
  said: (account: string, outcome: string): string => `${account}: promise ${outcome}`,
  empty: 'No promise is open',
  emptyWhy:
    'What Sales promised in a handoff is listed here with its owner and due date, until it is kept, renegotiated or withdrawn.',
  noMatch: 'No promise fits these filters',
  noMatchWhy: 'Take a filter away to see more.',
  clear: 'Clear the filters',
};
