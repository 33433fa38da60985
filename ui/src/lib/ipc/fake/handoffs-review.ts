/** Handoffs that wait for the CSM. */
import { handoff, hoursAgo, text, typed, type FakeHandoff } from './handoff-made';
import { fullEntries } from './handoffs-full';
import { nameOf } from './people';

export function reviewHandoffs(): FakeHandoff[] {
  return [baltic(), osterly()];
}

function baltic(): FakeHandoff {
  const values = fullEntries();
  delete values.handoff_notes;
  return handoff('h-baltic', 'Baltic Freight', 'Customs desk, 60 seats', {
    state: 'submitted',
    closedHoursAgo: 26,
    submittedHoursAgo: 7,
    values,
    askFieldsUsed: true,
    timeline: [
      {
        at: hoursAgo(7),
        who: 'Mara Lindqvist',
        sentence: 'Submitted',
        detail: '14 of 14 fields, quality 94',
        mark: 'event',
      },
      { at: hoursAgo(26), who: 'Mara Lindqvist', sentence: 'Deal won', detail: null, mark: 'event' },
    ],
  });
}

function osterly(): FakeHandoff {
  const values = fullEntries();
  values.business_goals = typed(text('Improve efficiency in the cold chain'), 'p-tom', 30);
  values.promises = typed(
    {
      shape: 'promises',
      value: [{ id: 'pr9', what: 'We will sort out the scanners', owner: '', due: null, source: '', outcome: 'open' }],
    },
    'p-tom',
    30,
  );
  delete values.post_sale_owner;
  return handoff('h-osterly', 'Osterly Foods', 'Cold chain, 9 depots', {
    owner: nameOf('p-tom'),
    state: 'submitted',
    closedHoursAgo: 50,
    submittedHoursAgo: 25,
    values,
    timeline: [
      {
        at: hoursAgo(25),
        who: 'Ines Duarte',
        sentence: 'Released with fields missing',
        detail: 'Customer starts on Monday, the owner is named by then',
        mark: 'event',
      },
      {
        at: hoursAgo(25),
        who: 'Tom Okafor',
        sentence: 'Submitted',
        detail: '13 of 14 fields, quality 68',
        mark: 'event',
      },
    ],
  });
}
