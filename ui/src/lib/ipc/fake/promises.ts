/** Promises over all handoffs. */
import type { ListPromises, PromiseLine, PromiseOutcome } from '../contract';
import type { Arguments } from '../host';
import { daysFromNow, fakeHandoffs } from './handoffs';
import { isFake } from './mood';

const more: [string, string, number | null, string][] = [
  ['A named contact for support, by phone, for the first quarter', 'Customer Success', -3, 'Call, 3 Nov'],
  ['Import of the price list 2026 before go-live', 'Onboarding', 4, 'Mail from Henrik Voss'],
  ['Second training day at no charge', 'Customer Success', 12, 'Contract, annex B'],
  ['Answer on the audit log export', 'Product', null, 'Meeting, 12 Nov'],
  ['Sandbox with copied data', 'Onboarding', 30, 'Call with Petra Sommer, CFO'],
];

let made: PromiseLine[] | null = null;

function make(): PromiseLine[] {
  const [today, handoffs] = [daysFromNow(0), fakeHandoffs()];
  const written = handoffs.flatMap((handoff) => {
    const value = handoff.values['promises']?.value;
    const promises = value?.shape === 'promises' && !handoff.id.startsWith('h-1') ? value.value : [];
    return promises.map((promise): PromiseLine => {
      const { what, owner, due, source, outcome } = promise;
      const late = outcome === 'open' && due !== null && due < today;
      return {
        handoff: handoff.id,
        promise: `${handoff.id}-${promise.id}`,
        account: handoff.account,
        deal: handoff.deal,
        what,
        owner,
        due,
        source,
        outcome,
        late,
        state: handoff.state,
      };
    });
  });
  const accepted = handoffs.filter((handoff) => handoff.state === 'engaged' || handoff.state === 'accepted');
  const added = more.flatMap(([what, owner, days, source], index): PromiseLine[] => {
    const handoff = accepted[index];
    if (!handoff) return [];
    const due = days === null ? null : daysFromNow(days);
    return [
      {
        handoff: handoff.id,
        promise: `p-${index}`,
        account: handoff.account,
        deal: handoff.deal,
        what,
        owner,
        due,
        source,
        outcome: 'open',
        late: due !== null && due < today,
        state: handoff.state,
      },
    ];
  });
  return [...added, ...written];
}

export function promiseLines(): PromiseLine[] {
  made ??= isFake('empty') ? [] : make();
  return made;
}

function list_promises({ closed_too, text }: ListPromises): PromiseLine[] {
  return promiseLines()
    .filter((line) => closed_too || line.outcome === 'open')
    .filter((line) => `${line.what} ${line.account} ${line.owner}`.toLowerCase().includes(text.toLowerCase()))
    .sort((one, other) => (one.due ?? '9').localeCompare(other.due ?? '9'));
}

function resolve_promise({ promise, outcome }: Arguments<'resolve_promise'>): PromiseLine[] {
  const line = promiseLines().find((known) => known.promise === promise);
  if (!line)
    throw {
      code: 'promise_unknown',
      message: 'This promise is gone',
      remedy: 'Open the handoff to see why',
      fields: [],
    };
  line.outcome = outcome as PromiseOutcome;
  line.late = outcome === 'open' && line.due !== null && line.due < daysFromNow(0);
  return promiseLines();
}

export const promisesCommands = { list_promises, resolve_promise };
