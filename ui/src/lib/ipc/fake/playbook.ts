/** The default playbook as people read it. */
import type { Chapter, PlaybookView, PublicError } from '../contract';
import type { Arguments } from '../host';
import { FIELDS, SECTIONS } from './handoff-fields';

const chapters: Chapter[] = [
  {
    title: 'When a handoff begins',
    sentences: [
      'An open deal is an upcoming handoff when probability is at least 60 % or (probability is at least 30 % and (close date is in the next 30 days or close date is in the last 30 days))',
      'A won deal is due',
      'A close that is first seen more than 7 days later, or one of more than 20 in an hour by one person, waits to be sorted and fires nothing',
    ],
  },
  {
    title: 'Tiers',
    sentences: [
      'A automated: from 0 to below 25000 EUR a year; Summary filled from the CRM, pooled CSM',
      'S structured: from 25000 to below 100000 EUR a year; Document, reviewed within 1 business day',
      'W white-glove: from 100000 EUR a year; Live call with rep, CSM and customer; 1 to 2 weeks of overlap',
      'Raised by one tier: three or more product families',
      'Raised by one tier: services are attached',
      'Raised by one tier: an integration is needed',
      'Raised by one tier: regulated data is involved',
      'Raised by one tier: eight or more stakeholders',
    ],
  },
  {
    title: 'Variants and exemptions',
    sentences: [
      'Expansion: when type is “expansion”. CS owns this relationship already: hand over what is new',
      'Partner deal: when type is “partner”. Add the partner’s contact to the stakeholders; you have 3 business days',
      'Rapid close: when the deal is won and sales cycle in days is below 14. The sales cycle was under 14 days: plan a discovery call',
      'A renewal without change of scope needs no handoff',
    ],
  },
  {
    title: 'Clocks',
    sentences: [
      'Notify: from close until opened by the CSM, 5 minutes of the CSM',
      'Engagement: from close until opened by the CSM, 24 hours of the CSM',
      'Completion: from close until submitted, 1 business day of the rep',
      'Review: from submitted until reviewed, 1 business day of the CSM',
      'Resubmission: from returned until submitted, 1 business day of the rep',
      'First touch: from submitted until first touch, 1 business day of the CSM, and never later than 2 business days after close',
      'Kickoff: from close until kickoff held, A none, S 10 business days, W 10 business days of the CSM',
      'Gap: from accepted until gap filled, its own date of the owner of the gap',
    ],
  },
  {
    title: 'Escalation',
    sentences: [
      'At 75 % of the time the owner of the step is nudged',
      'When it runs out, the owner and the counterpart are told',
      '1 business days later both managers are told; in tier A once a day',
      '2 business days later VP Sales and VP CS are told; alone in tier W, otherwise once a day',
    ],
  },
  {
    title: 'Assignment',
    sentences: [
      'The CSM who has the account keeps it',
      'Otherwise CSMs are left out by segment, region, language, product, leave and capacity',
      'Of those who are left it goes to the one with the most headroom',
      'Where nobody is left, the CS manager decides; it never ends with nobody',
    ],
  },
  {
    title: 'Quality',
    sentences: [
      '85 and more: ready',
      '60 to below 85: gaps, the CSM asks within one business day',
      "Below 60: blocked, submitting needs a manager's release",
    ],
  },
  {
    title: 'Return reasons',
    sentences: [
      'missing',
      'generic',
      'contradicts the CRM',
      'unclear promise',
      'wrong stakeholder',
      'out of date',
      'bad fit',
    ],
  },
];

const builtIn: PlaybookView = {
  name: 'Default handoff process',
  version: 'default-1',
  source: 'built in',
  chapters,
  fields: FIELDS.map(({ label, section, question, weight, asks }) => ({
    label,
    section: SECTIONS.find(([key]) => key === section)?.[1] ?? section,
    question,
    weight,
    automated: asks.A,
    structured: asks.S,
    white_glove: asks.W,
  })),
};

let current = builtIn;

const broken: PublicError = {
  code: 'playbook_broken',
  message: 'line 48, column 17: `fields` / `risks`: 4 is no weight',
  remedy: 'use 0 to 3; the playbook in force stays',
  fields: [],
};

function load_playbook({ path }: Arguments<'load_playbook'>): PlaybookView {
  if (!path.endsWith('.json') || path.includes('broken')) throw broken;
  current = { ...builtIn, name: 'Nordic handoff process', version: 'nordic-3', source: path };
  return current;
}

function use_built_in_playbook(): PlaybookView {
  current = builtIn;
  return current;
}

export const playbookCommands = {
  playbook: () => current,
  load_playbook,
  use_built_in_playbook,
  save_playbook_copy: ({ path }: Arguments<'save_playbook_copy'>) => ({ path }),
};
