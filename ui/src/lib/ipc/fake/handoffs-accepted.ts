/** Handoffs that Customer Success owns now. */
import { daysFromNow, handoff, hoursAgo, type FakeHandoff } from './handoff-made';
import { fullEntries } from './handoffs-full';
import { nameOf } from './people';

export function acceptedHandoffs(): FakeHandoff[] {
  return [quill(), tern()];
}

function quill(): FakeHandoff {
  const values = fullEntries();
  delete values.exclusions;
  return handoff('h-quill', 'Quill & Sons', 'Order desk, 35 seats', {
    state: 'accepted',
    closedHoursAgo: 44,
    submittedHoursAgo: 30,
    values,
    gaps: [
      {
        gap: { field: 'timeline', owner: 'p-mara', due: daysFromNow(5) },
        label: 'Timeline',
        owner: nameOf('p-mara').name,
        filled: false,
      },
    ],
    checks: { promises_in_scope: true, exclusions_read: true, enough_to_start: true },
    opened: ['goals', 'people', 'scope', 'risks', 'relationship'],
    timeline: [
      {
        at: hoursAgo(20),
        who: 'Jonas Weber',
        sentence: 'Accepted with 1 dated gap',
        detail: '4 of 5',
        mark: 'event',
      },
      { at: hoursAgo(30), who: 'Mara Lindqvist', sentence: 'Submitted', detail: null, mark: 'event' },
    ],
  });
}

function tern(): FakeHandoff {
  return handoff('h-tern', 'Tern Software', 'Platform, 80 seats', {
    state: 'engaged',
    closedHoursAgo: 140,
    submittedHoursAgo: 130,
    values: fullEntries(),
    checks: { promises_in_scope: true, exclusions_read: true, enough_to_start: true },
    opened: ['goals', 'people', 'scope', 'risks', 'relationship'],
    firstTouch: {
      at: hoursAgo(110),
      by: 'Jonas Weber',
      channel: 'email',
      note: 'Welcome and date for the kickoff',
      found: true,
    },
    repeatAsks: [
      {
        field: 'timeline',
        label: 'Timeline',
        what: 'They were asked again when they can not work on it',
        at: hoursAgo(90),
      },
    ],
  });
}
