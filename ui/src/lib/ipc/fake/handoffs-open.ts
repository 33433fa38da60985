/** Handoffs that the rep still writes: upcoming, due, late and returned. */
import type { AlternativeView, ConflictView, EvidenceItem } from '../contract';
import { daysFromNow, fromCrm, handoff, hoursAgo, text, typed, type FakeHandoff } from './handoff-made';
import { fullEntries } from './handoffs-full';

const call: Omit<EvidenceItem, 'passage' | 'words'> = {
  activity: 'call:811',
  kind: 'call',
  direction: 'to_customer',
  at: hoursAgo(4 * 24),
  by: 'Mara Lindqvist',
  subject: 'Call with Petra Sommer, CFO',
  text: 'Petra opened with the audit in May. She wants invoices out within 3 days, today it takes 9. If the first month has more than five credit notes she will stop the roll-out. I promised that our onboarding team sets up single sign-on by 15 January and that a person, not a portal, answers in the first four weeks. She asked again about the migration of invoices from before 2024: I said that it is not included. They turned down Ledgerline because there is no German tax export.',
};

const mail: Omit<EvidenceItem, 'passage' | 'words'> = {
  activity: 'email:92',
  kind: 'email',
  direction: 'from_customer',
  at: hoursAgo(9 * 24),
  by: 'Henrik Voss',
  subject: 'Re: Roll-out plan',
  text: 'Dear Mara, the print unit starts first, then the two regional papers. We need to be live by 1 March and there must be no changes between 15 December and 6 January: that is our year-end. My colleague who runs SAP leaves in March, nobody is named yet. Best, Henrik',
};

const said = (source: typeof call, passage: string, ...words: string[]): EvidenceItem => ({
  ...source,
  passage,
  words,
});

const norddruckEvidence: Record<string, EvidenceItem[]> = {
  business_goals: [said(call, 'She wants invoices out within 3 days, today it takes 9.', 'invoices', 'days')],
  success_criteria: [
    said(
      call,
      'If the first month has more than five credit notes she will stop the roll-out.',
      'first month',
      'credit notes',
    ),
  ],
  promises: [
    said(
      call,
      'I promised that our onboarding team sets up single sign-on by 15 January and that a person, not a portal, answers in the first four weeks.',
      'promised',
      'by',
    ),
    said(mail, 'We need to be live by 1 March', 'need', 'by'),
  ],
  risks: [
    said(mail, 'My colleague who runs SAP leaves in March, nobody is named yet.', 'leaves', 'nobody'),
    said(call, 'If the first month has more than five credit notes she will stop the roll-out.', 'stop'),
  ],
  stakeholders: [said(mail, 'My colleague who runs SAP leaves in March, nobody is named yet.', 'colleague')],
  timeline: [
    said(
      mail,
      'We need to be live by 1 March and there must be no changes between 15 December and 6 January: that is our year-end.',
      'live',
      'no changes',
    ),
  ],
  exclusions: [
    said(
      call,
      'She asked again about the migration of invoices from before 2024: I said that it is not included.',
      'not included',
    ),
  ],
  competitors: [said(call, 'They turned down Ledgerline because there is no German tax export.', 'turned down')],
  key_conversations: [said(call, 'Petra opened with the audit in May.', 'Petra', 'audit')],
};

export function openHandoffs(): FakeHandoff[] {
  return [norddruck(), acme(), marlow(), helio(), fjord()];
}

function norddruck(): FakeHandoff {
  return handoff('h-norddruck', 'Norddruck Verlag', 'Invoice platform, 120 seats', {
    closedHoursAgo: 22,
    evidence: norddruckEvidence,
    sync: 'saved_here',
    values: {
      business_goals: typed(
        text('Invoices out within 3 days instead of 9, in all three units by the end of June'),
        'p-mara',
      ),
      pain_points: typed(text('Too much manual work'), 'p-mara'),
      success_criteria: typed(
        {
          shape: 'criteria',
          value: [
            {
              id: 'c1',
              metric: 'Invoices sent within 3 days of the order',
              target: '90 %',
              by: daysFromNow(90),
              validation: 'customer_validated',
            },
          ],
        },
        'p-mara',
      ),
      stakeholders: fromCrm(
        {
          shape: 'stakeholders',
          value: [
            {
              id: 'contact:71',
              name: 'Petra Sommer',
              roles: ['decision_maker'],
              sentiment: 'supporter',
              note: 'CFO; wants results before the audit in May',
              contact_id: '71',
            },
            {
              id: 'contact:72',
              name: 'Henrik Voss',
              roles: ['champion', 'technical_contact'],
              sentiment: 'supporter',
              note: '',
              contact_id: '72',
            },
          ],
        },
        'Deal contacts and their roles',
        3,
      ),
      products: fromCrm(
        { shape: 'items', value: ['Core platform × 120 seats', 'Invoice capture, tier 2'] },
        'Line items',
        1,
      ),
      contract_terms: fromCrm(
        text('24 months from 1 December 2026, renews 30 November 2028, billed annually'),
        'Contract term, Renewal date, Billing',
        1,
      ),
      timeline: fromCrm(text('Live by 1 March'), 'Target go-live', 6),
      communication: typed(text('Weekly call on Tuesdays at 10:00, else Teams'), 'p-mara'),
    },
    timeline: [
      { at: hoursAgo(20), who: 'Mara Lindqvist', sentence: 'Wrote Business goals', detail: null, mark: 'edit' },
      {
        at: hoursAgo(22),
        who: 'Playbook default-1',
        sentence: 'Jonas Weber named as CSM',
        detail: 'Fewest open accounts of 4 who speak German',
        mark: 'event',
      },
      { at: hoursAgo(22), who: 'Mara Lindqvist', sentence: 'Deal won', detail: null, mark: 'event' },
      {
        at: hoursAgo(96),
        who: 'Mara Lindqvist',
        sentence: 'Called Petra Sommer',
        detail: 'Call with Petra Sommer, CFO',
        mark: 'activity',
      },
    ],
  });
}

/** The rep on a train, the manager in the office. */
function writtenAtOnce(): ConflictView {
  const by = (who: string, words: string, hours: number, source: string): AlternativeView => ({
    value: text(words),
    text: words,
    who,
    at: hoursAgo(hours),
    source,
  });
  return {
    row: null,
    alternatives: [
      by('Mara Lindqvist', 'The plant manager in Graz was against it', 5, 'typed in Changeover'),
      by('Ines Duarte', 'Their IT freezes changes from 15 December; Sam Ito decides', 3, 'edited in the CRM'),
    ],
  };
}

function acme(): FakeHandoff {
  return handoff('h-acme', 'Acme Robotics', 'Fleet telemetry, three plants', {
    state: 'upcoming',
    tier: 'W',
    tierSteps: ['184 000 EUR a year is 100 000 or more: white-glove'],
    value: 184_000,
    closedHoursAgo: -130,
    stage: 'Negotiation',
    values: {
      products: fromCrm(
        { shape: 'items', value: ['Telemetry hub × 3 plants', 'Edge agent × 240 robots', 'Onboarding services'] },
        'Line items',
        2,
      ),
      competitors: fromCrm(text('Sensoria'), 'Competitor', 12),
      pain_points: typed(text('Their IT freezes changes from 15 December; Sam Ito decides'), 'p-ines', 3),
    },
    conflicts: { pain_points: [writtenAtOnce()] },
    timeline: [{ at: hoursAgo(50), who: 'HubSpot', sentence: 'Moved to Negotiation', detail: null, mark: 'event' }],
  });
}

function marlow(): FakeHandoff {
  return handoff('h-marlow', 'Marlow Clinics <b>Group</b>', 'Rota planning, 14 sites', {
    closedHoursAgo: 52,
    sync: 'stuck',
    csm: null,
    values: {
      products: fromCrm({ shape: 'items', value: ['Rota planning × 14 sites'] }, 'Line items', 2),
      business_goals: typed(text('TBD'), 'p-mara', 40),
    },
    timeline: [
      {
        at: hoursAgo(28),
        who: 'Playbook default-1',
        sentence: 'Handoff is late: Marlow Clinics',
        detail: 'Completion was due yesterday 14:00',
        mark: 'alarm',
      },
    ],
  });
}

function helio(): FakeHandoff {
  const values = fullEntries();
  values.promises = typed(
    {
      shape: 'promises',
      value: [
        { id: 'pr1', what: 'Help with the data migration', owner: '', due: null, source: 'call', outcome: 'open' },
      ],
    },
    'p-mara',
    60,
  );
  return handoff('h-helio', 'Helio Care', 'Patient portal, 40 wards', {
    state: 'returned',
    closedHoursAgo: 70,
    submittedHoursAgo: 60,
    values,
    returned: {
      by: 'Jonas Weber',
      at: hoursAgo(5),
      fields: [
        {
          field: 'promises',
          label: 'Promises',
          reason: 'unclear promise',
          sentence: 'Which data, who does the work, and until when? The contract excludes migration.',
        },
        {
          field: 'risks',
          label: 'Risks',
          reason: 'generic',
          sentence: 'Who is worried about the ward staff, and what did they say?',
        },
      ],
    },
    timeline: [
      {
        at: hoursAgo(5),
        who: 'Jonas Weber',
        sentence: 'Returned to the rep',
        detail: 'Promises: unclear promise; Risks: generic',
        mark: 'event',
      },
      {
        at: hoursAgo(60),
        who: 'Mara Lindqvist',
        sentence: 'Submitted',
        detail: '14 of 14 fields, quality 81',
        mark: 'event',
      },
    ],
  });
}

function fjord(): FakeHandoff {
  return handoff('h-fjord', 'Fjordline', 'Seat upgrade', {
    tier: 'A',
    tierSteps: ['9 600 EUR a year is below 25 000: automated'],
    value: 9_600,
    closedHoursAgo: 3,
    values: { products: fromCrm({ shape: 'items', value: ['Core platform × 20 seats'] }, 'Line items', 1) },
  });
}
