/** The sync log. */
import type { OutboxLine, Saved, SyncLine, SyncLog } from '../contract';
import type { Arguments } from '../host';
import { hoursAgo } from './handoffs';
import { isFake } from './mood';

let offline = isFake('offline');
let loading = isFake('loading');

function entry(id: string, account: string, handoff: string, what: string, more: Partial<OutboxLine>): OutboxLine {
  return {
    id,
    handoff,
    account,
    what,
    state: 'sent',
    created_at: hoursAgo(3),
    sent_at: null,
    next_attempt_at: null,
    attempts: 1,
    problem: null,
    remedy: null,
    help: null,
    given_up: false,
    ...more,
  };
}

let entries: OutboxLine[] = isFake('empty')
  ? []
  : [
      ...(isFake('stuck')
        ? [
            entry('e-1', 'Fjord Energi', 'h-fjord', 'Fields and status', {
              state: 'stuck',
              attempts: 3,
              help: 'edit',
              problem: 'HubSpot refused the change: `Close reason` is required there',
              remedy: 'Fill `Close reason` in HubSpot or ask your admin, then try again. Your text is kept',
            }),
          ]
        : []),
      entry('e-2', 'Norddruck Verlag', 'h-norddruck', 'Fields and status', {
        state: 'waiting',
        created_at: hoursAgo(0.05),
        attempts: 0,
        next_attempt_at: hoursAgo(-0.01),
      }),
      entry('e-3', 'Helio Optik', 'h-helio', 'Summary note', { sent_at: hoursAgo(2.9) }),
      entry('e-4', 'Helio Optik', 'h-helio', 'Review task', { sent_at: hoursAgo(2.9) }),
      entry('e-5', 'Marlow & Pine', 'h-marlow', 'Fields and status', {
        created_at: hoursAgo(26),
        sent_at: hoursAgo(26),
      }),
    ];

const waiting = (): number => entries.filter((one) => one.state === 'waiting' || one.state === 'sending').length;
const givenUp = (): number => entries.filter((one) => one.given_up).length;
const stuck = (): number => entries.filter((one) => one.state === 'stuck').length;

function sentence(): [SyncLine['state'], string] {
  if (loading) return ['loading', 'Reading deals, 1,240 of 8,800'];
  if (offline) return ['offline', 'Offline since 14:05, everything is saved here'];
  if (stuck() > 0) return ['needs_you', stuck() === 1 ? '1 needs you' : `${stuck()} need you`];
  if (waiting() > 0) return ['sending', `Saved here, sending ${waiting()}`];
  return ['all_sent', givenUp() > 0 ? `All in the CRM but ${givenUp()} that you discarded` : 'All in the CRM'];
}

export function syncLine(): SyncLine {
  const [state, words] = sentence();
  return {
    state,
    sentence: words,
    waiting: waiting(),
    stuck: stuck(),
    given_up: givenUp(),
    sign_in: false,
    progress: loading ? { stage: 'Reading deals', done: 1_240, of: 8_800 } : null,
    offline_by_choice: offline,
    loaded: !loading,
    last_contact_at: hoursAgo(offline ? 1.2 : 0.01),
  };
}

function sync_log(): SyncLog {
  return {
    line: syncLine(),
    entries: [...entries],
    lines: [
      { at: hoursAgo(0.02), level: 'info', sentence: 'Read 3 changed deals and 5 activities' },
      { at: hoursAgo(1.1), level: 'warning', sentence: 'HubSpot asked us to slow down: waited 8 s' },
      { at: hoursAgo(2.9), level: 'info', sentence: 'Sent Helio Optik: summary note, review task' },
      { at: hoursAgo(26), level: 'problem', sentence: 'No network. Everything is saved here' },
    ],
  };
}

function sync_now(): SyncLog {
  if (!offline)
    entries = entries.map((one) => (one.state === 'waiting' ? { ...one, state: 'sent', sent_at: hoursAgo(0) } : one));
  return sync_log();
}

function set_offline({ offline: wanted }: Arguments<'set_offline'>): SyncLog {
  offline = wanted;
  return sync_log();
}

function change(id: string, more: Partial<OutboxLine>): SyncLog {
  entries = entries.map((one) => (one.id === id ? { ...one, ...more } : one));
  return sync_log();
}

export const syncCommands = {
  sync_log,
  sync_now,
  set_offline,
  retry_entry: ({ id }: Arguments<'retry_entry'>): SyncLog =>
    change(id, { state: 'waiting', problem: null, remedy: null, help: null, given_up: false }),
  discard_entry: ({ id }: Arguments<'discard_entry'>): SyncLog =>
    change(id, { state: 'discarded', problem: null, remedy: null, help: null, given_up: true }),
  cancel_load: (): SyncLog => {
    loading = false;
    return sync_log();
  },
  export_unsent: ({ path }: Arguments<'export_unsent'>): Saved => ({ path }),
};
