/** A handoff in which everything stands: for those that were submitted. */
import { daysFromNow, fromCrm, text, typed, type FakeEntry } from './handoff-made';

export function fullEntries(): Record<string, FakeEntry> {
  return {
    business_goals: typed(
      text('Cut the time from discharge to the letter at the GP from 6 days to 1 by the end of May'),
      'p-mara',
      60,
    ),
    pain_points: typed(
      text('Ward secretaries type about 80 letters a week twice; GPs complain each month'),
      'p-mara',
      60,
    ),
    success_criteria: typed(
      {
        shape: 'criteria',
        value: [
          {
            id: 'c1',
            metric: 'Letters sent within one day',
            target: '85 %',
            by: daysFromNow(90),
            validation: 'customer_validated',
          },
          {
            id: 'c2',
            metric: 'Wards that use it every day',
            target: '30 of 40',
            by: daysFromNow(60),
            validation: 'sales_assumed',
          },
        ],
      },
      'p-mara',
      60,
    ),
    why_bought: typed(
      text('They turned down CarePoint: eight months to go live and no interface to their lab system'),
      'p-mara',
      60,
    ),
    stakeholders: {
      ...fromCrm(
        {
          shape: 'stakeholders',
          value: [
            {
              id: 'contact:11',
              name: 'Dr Leonie Arnault',
              roles: ['champion', 'end_user_lead'],
              sentiment: 'supporter',
              note: 'Prefers mornings; runs the pilot ward',
              contact_id: '11',
            },
            {
              id: 'contact:12',
              name: 'Victor Hale',
              roles: ['decision_maker'],
              sentiment: 'neutral',
              note: 'CFO; asked twice about the price per ward',
              contact_id: '12',
            },
            {
              id: 'contact:13',
              name: 'Samir Noor',
              roles: ['technical_contact', 'post_sale_owner'],
              sentiment: 'sceptic',
              note: 'Burned by the last portal; wants a test system first',
              contact_id: '13',
            },
          ],
        },
        'Deal contacts and their roles',
        4,
      ),
      words: 'from HubSpot, confirmed by Mara Lindqvist',
      proposed: false,
    },
    post_sale_owner: typed(text('Samir Noor, Head of Clinical IT'), 'p-mara', 60),
    products: {
      ...fromCrm(
        { shape: 'items', value: ['Patient portal × 40 wards', 'Interface to the lab system'] },
        'Line items',
        4,
      ),
      proposed: false,
    },
    contract_terms: {
      ...fromCrm(text('36 months from 1 January 2027, renews 31 December 2029, billed quarterly'), 'Contract term', 4),
      proposed: false,
    },
    timeline: typed(
      text('Pilot ward live by 20 January, all wards by 30 April; nothing in the week of 8 March'),
      'p-mara',
      60,
    ),
    integrations: typed(text('Lab system (HL7), Active Directory for sign-in'), 'p-mara', 60),
    exclusions: typed(
      { shape: 'items', value: ['Migration of letters from before 2025', 'Training on site outside Leeds'] },
      'p-mara',
      60,
    ),
    objections: typed(
      text('Price per ward: answered with a ramp over three quarters, written in the contract'),
      'p-mara',
      60,
    ),
    risks: typed(text('Ward staff are tired of new tools'), 'p-mara', 60),
    competitors: typed({ shape: 'explicit_none' }, 'p-mara', 60),
    communication: typed(text('Weekly call on Thursdays at 9:00 with Samir; Leonie by mail'), 'p-mara', 60),
    key_conversations: typed(
      text(
        'Call with Victor Hale on 4 November: he signs only with a way out after the pilot, which is in the contract',
      ),
      'p-mara',
      60,
    ),
    promises: typed(
      {
        shape: 'promises',
        value: [
          {
            id: 'pr1',
            what: 'Test system with their own data',
            owner: 'Onboarding team',
            due: daysFromNow(9),
            source: 'Call on 4 November',
            outcome: 'open',
          },
          {
            id: 'pr2',
            what: 'A named person answers in the first four weeks',
            owner: 'Jonas Weber',
            due: daysFromNow(40),
            source: 'Mail to Samir Noor',
            outcome: 'open',
          },
        ],
      },
      'p-mara',
      60,
    ),
    handoff_notes: typed(text('Leonie is on leave until Tuesday; start with Samir'), 'p-mara', 60),
  };
}
