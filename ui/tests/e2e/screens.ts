/** Every screen, in the states that look different. */
export interface ScreenCase {
  name: string;
  hash: string;
  /** How the fake host is. */
  fake?: string;
  /** Through whose eyes. */
  as?: string;
}

export const screenCases: ScreenCase[] = [
  { name: 'today', hash: '#/today' },
  { name: 'today, nothing waits', hash: '#/today', fake: 'empty' },
  { name: 'today, first load', hash: '#/today', fake: 'loading' },
  { name: 'today of a CSM', hash: '#/today', as: 'p-jonas' },
  { name: 'today of a manager', hash: '#/today', as: 'p-ines' },
  { name: 'handoffs', hash: '#/handoffs' },
  { name: 'handoffs, none', hash: '#/handoffs', fake: 'empty', as: 'p-greta' },
  { name: 'handoffs, many', hash: '#/handoffs', fake: 'many', as: 'p-ines' },
  { name: 'intake', hash: '#/intake', as: 'p-jonas' },
  { name: 'promises', hash: '#/promises' },
  { name: 'promises, none', hash: '#/promises', fake: 'empty' },
  { name: 'alarms', hash: '#/alarms' },
  { name: 'alarms, none', hash: '#/alarms', fake: 'empty' },
  { name: 'sync log', hash: '#/sync' },
  { name: 'sync log, stuck', hash: '#/sync', fake: 'stuck' },
  { name: 'sync log, offline', hash: '#/sync', fake: 'offline' },
  { name: 'sync log, empty', hash: '#/sync', fake: 'empty' },
  { name: 'wizard', hash: '#/handoffs/h-norddruck' },
  { name: 'wizard, a conflict', hash: '#/handoffs/h-acme' },
  { name: 'intake review', hash: '#/intake/h-baltic', as: 'p-jonas' },
  { name: 'metrics', hash: '#/metrics' },
  { name: 'playbook', hash: '#/playbook' },
  { name: 'set-up', hash: '#/setup' },
  { name: 'set-up, CRMs connected', hash: '#/setup', fake: 'connected' },
  { name: 'connect', hash: '#/setup/connect' },
  { name: 'import', hash: '#/setup/import' },
];
