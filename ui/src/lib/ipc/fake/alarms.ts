/** The alarm list. */
import type { AlarmLine } from '../contract';
import type { Arguments } from '../host';
import { fakeHandoffs, hoursAgo } from './handoffs';
import { isFake } from './mood';

const told: [string, string, string, number, boolean][] = [
  ['returned', 'Came back: 2 fields', 'Jonas Weber asks for success criteria that can be measured', 1, false],
  ['due_soon', 'Due in 3 h', 'Handoff not submitted: promises missing', 2, false],
  ['breached', 'Late: completion', 'Handoff not submitted, it was due yesterday 17:00', 4, false],
  ['handoff_ready', 'Ready for review', 'Mara Lindqvist submitted the handoff, quality 91', 9, true],
  ['deal_closed', 'Deal closed', 'You are the CSM. The handoff is due tomorrow 09:00', 22, true],
  ['escalated', 'Escalated to the managers', 'Review is late by one business day', 30, true],
  ['due_soon', 'Due in 2 h', 'First touch not made', 52, true],
];

let made: AlarmLine[] | null = null;

export function alarms(): AlarmLine[] {
  made ??= isFake('empty')
    ? []
    : told.flatMap(([kind, title, body, hours, seen], index): AlarmLine[] => {
        const handoff = fakeHandoffs()[index];
        if (!handoff) return [];
        const at = hoursAgo(hours);
        return [
          {
            key: `alarm-${index}`,
            kind,
            handoff: handoff.id,
            account: handoff.account,
            title,
            body,
            at,
            seen,
            missed: index === 3,
            handed_over_at: index === 5 ? null : at,
            handover: index === 5 || index === 3 ? null : index === 4 ? 'elsewhere' : 'taken',
          },
        ];
      });
  return made;
}

function mark_alarms_seen({ keys }: Arguments<'mark_alarms_seen'>): AlarmLine[] {
  made = alarms().map((alarm) => (keys.length === 0 || keys.includes(alarm.key) ? { ...alarm, seen: true } : alarm));
  return made;
}

export const alarmsCommands = { list_alarms: alarms, mark_alarms_seen };
