/** The commands of the frame: who looks, how much waits, where things are. */
import type { ClosedWorkspace, Counts, Overview, PersonLine, SearchHit, WorkspaceLine } from '../contract';
import type { Arguments } from '../host';
import { alarms } from './alarms';
import { rowsOf } from './deals';
import { fakeHandoffs } from './handoffs';
import { handoffRow } from './handoff-view';
import { isFake } from './mood';
import { people, personCalled, setViewer, viewerId } from './people';
import { promiseLines } from './promises';
import { syncLine } from './sync';
import { waitingFor } from './today';

const workspaces: WorkspaceLine[] = [
  { id: 'practice', name: 'Practice', kind: 'practice', playbook: 'Default playbook, version 1', crm: null },
  { id: 'import-1', name: 'Pipeline export 2017', kind: 'import', playbook: 'Default playbook, version 1', crm: null },
];

let workspace = 'practice';

let closed: ClosedWorkspace[] = isFake('closed')
  ? [
      {
        id: 'crm-1',
        name: 'Acme',
        message: '`journal.sqlite` was written by a newer version of Changeover (schema 9, this version knows 3)',
        remedy: 'Update Changeover on this laptop. Nothing was changed',
      },
    ]
  : [];

/** Adds a workspace, or puts it in the place of the one with its id. */
export function keepWorkspace(line: WorkspaceLine): void {
  const at = workspaces.findIndex((known) => known.id === line.id);
  workspaces.splice(at < 0 ? workspaces.length : at, at < 0 ? 0 : 1, line);
}
export function dropWorkspace(id: string): void {
  const at = workspaces.findIndex((known) => known.id === id);
  if (at >= 0) workspaces.splice(at, 1);
}
export const workspaceId = (): string => workspace;

function counts(): Counts {
  const line = syncLine();
  return {
    today: waitingFor(viewerId()).length,
    handoffs: rowsOf('mine', viewerId()).filter((row) => row.state === 'due' || row.state === 'returned').length,
    intake: rowsOf('intake', viewerId()).filter((row) => row.state === 'submitted').length,
    promises: promiseLines().filter((promise) => promise.late).length,
    alarms_unseen: alarms().filter((alarm) => !alarm.seen).length,
    need_you: line.stuck,
  };
}

export function overview(): Overview {
  if (isFake('broken')) {
    throw {
      code: 'journal_unreadable',
      message: 'The journal can’t be read: the disk is full',
      remedy: 'Free some space and try again. Nothing that you wrote is lost',
      fields: [],
    };
  }
  const person = personCalled(viewerId());
  return {
    workspace: workspaces.find((known) => known.id === workspace) ?? (workspaces[0] as WorkspaceLine),
    workspaces,
    viewer: {
      id: person.id,
      name: person.name,
      role: person.role,
      team: person.team,
      time_zone: 'Europe/Berlin',
      may_switch: true,
    },
    counts: counts(),
    sync: syncLine(),
    clock: { now: new Date().toISOString(), confirmed: !isFake('offline') },
    left_closed: closed,
    notes: [],
  };
}

function list_people(): PersonLine[] {
  return people.map(({ id, name, role, team }) => ({ id, name, role, team, waiting: waitingFor(id).length }));
}

function view_as({ person }: Arguments<'view_as'>): Overview {
  setViewer(person);
  return overview();
}

function switch_workspace({ workspace: id }: Arguments<'switch_workspace'>): Overview {
  workspace = id || 'practice';
  return overview();
}

function search({ text }: Arguments<'search'>): SearchHit[] {
  const wanted = text.toLowerCase();
  const found = fakeHandoffs()
    .map(handoffRow)
    .filter((row) => `${row.account} ${row.deal}`.toLowerCase().includes(wanted))
    .slice(0, 7)
    .map(({ id, account, deal, owner, state }): SearchHit => ({ handoff: id, account, deal, owner, state, why: null }));
  const early = {
    handoff: 'd-early',
    account: 'Acre Farms',
    deal: 'Field service suite',
    owner: 'Tom Okafor',
    state: null,
    why: 'no handoff yet: probability 20 %, closes in 80 days',
  };
  return early.account.toLowerCase().includes(wanted) ? [...found, early] : found;
}

function reopen_workspaces(): Overview {
  closed = [];
  return overview();
}

export const frameCommands = {
  overview,
  list_people,
  here: () => false,
  view_as,
  switch_workspace,
  reopen_workspaces,
  search,
};
