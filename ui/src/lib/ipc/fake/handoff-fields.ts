/** The eighteen fields of the default playbook, as the fake host asks them. */
import type { FieldShape, Requirement, Tier } from '../contract';

export interface FakeField {
  key: string;
  section: string;
  label: string;
  weight: number;
  asks: Record<Tier, Requirement>;
  shape: FieldShape;
  none: string | null;
  question: string;
  good: string;
  bad: string;
  /** What full credit needs. */
  hint: string;
  /** True where full credit needs a number or a date. */
  number: boolean;
}

export const SECTIONS: [key: string, title: string][] = [
  ['goals', 'Goals'],
  ['people', 'People'],
  ['scope', 'Scope'],
  ['risks', 'Risks'],
  ['relationship', 'Relationship'],
];

const letters: Record<string, Requirement> = { R: 'required', o: 'optional', '-': 'hidden' };
const asks = (row: string): Record<Tier, Requirement> => ({
  A: letters[row[0] ?? 'o'] ?? 'optional',
  S: letters[row[1] ?? 'o'] ?? 'optional',
  W: letters[row[2] ?? 'o'] ?? 'optional',
});

type Short = [
  key: string,
  section: string,
  label: string,
  weight: number,
  tiers: string,
  question: string,
  good: string,
  bad: string,
];

const rows: Short[] = [
  [
    'business_goals',
    'goals',
    'Business goals',
    3,
    'RRR',
    'What business result did they buy this for?',
    'Cut the time from order to invoice from 9 days to 3 by the end of June',
    'Improve efficiency',
  ],
  [
    'pain_points',
    'goals',
    'Pain points',
    1,
    'oRR',
    'What hurts today, and whom?',
    'Two clerks re-type 120 delivery notes a day; errors come back as credit notes each month',
    'Processes are manual',
  ],
  [
    'success_criteria',
    'goals',
    'Success criteria',
    3,
    'oRR',
    'What would make them say in 90 days that it worked?',
    'Invoices out within 3 days: 90 % of them by 30 June, said by their CFO',
    'They are happy',
  ],
  [
    'why_bought',
    'goals',
    'Why they bought',
    1,
    'ooR',
    'Why us, and what did they turn down?',
    'They turned down Ledgerline: no German tax export and six months to go live',
    'Best product',
  ],
  [
    'stakeholders',
    'people',
    'Stakeholders',
    3,
    'RRR',
    'Who matters, in which role, and how do they feel about this?',
    'Eva Brandt, champion, supporter: wants to show results to the board in May',
    'The team',
  ],
  [
    'post_sale_owner',
    'people',
    'Post-sale owner',
    2,
    'oRR',
    'Who owns this internally after signing?',
    'Eva Brandt, Head of Operations',
    'IT',
  ],
  [
    'products',
    'scope',
    'Products',
    2,
    'RRR',
    'What did they buy?',
    'Core platform × 120 seats; Invoice capture, tier 2',
    'The usual package',
  ],
  [
    'contract_terms',
    'scope',
    'Contract terms',
    1,
    'oRR',
    'Term, renewal and billing?',
    '24 months from 1 December, renews 30 November 2028, billed annually',
    'Standard',
  ],
  [
    'timeline',
    'scope',
    'Timeline',
    1,
    'oRR',
    "When must it be live, and when can't they work on it?",
    'Live by 1 March; no changes between 15 December and 6 January',
    'ASAP',
  ],
  [
    'integrations',
    'scope',
    'Integrations',
    1,
    '-oR',
    'What must it connect to?',
    'SAP S/4 for orders, Entra ID for sign-in',
    'Their systems',
  ],
  [
    'exclusions',
    'scope',
    'Exclusions',
    1,
    '-oR',
    'What did we say is not included?',
    'Migration of invoices from before 2024',
    'See contract',
  ],
  [
    'objections',
    'risks',
    'Objections',
    1,
    'ooR',
    'What did they push back on?',
    'Price per seat: answered with a ramp over three quarters',
    'Price',
  ],
  [
    'risks',
    'risks',
    'Risks',
    2,
    'oRR',
    'What nearly killed this deal, and could still hurt it?',
    'Their IT lead leaves in March and nobody is named yet; Eva Brandt looks for someone',
    'None really',
  ],
  [
    'competitors',
    'risks',
    'Competitors',
    1,
    '-oR',
    'Who else was in it, and who could still be?',
    'Ledgerline: still has a pilot in the Danish unit',
    'Others',
  ],
  [
    'communication',
    'relationship',
    'Communication',
    1,
    'oRR',
    'How do they like to work with us?',
    'Weekly call on Tuesdays at 10:00, else Teams; never by phone without a word before',
    'Email',
  ],
  [
    'key_conversations',
    'relationship',
    'Key conversations',
    2,
    'oRR',
    'Which conversation must the CSM know about?',
    'Call with their CFO on 4 November: she signs only if invoices are right in the first month',
    'Many good talks',
  ],
  [
    'promises',
    'relationship',
    'Promises',
    2,
    'RRR',
    'What was promised, by whom, by when?',
    'SSO set up by our onboarding team by 15 January, said in the call of 4 November',
    'We will help them',
  ],
  [
    'handoff_notes',
    'relationship',
    'Notes',
    0,
    'ooo',
    'Anything else the CSM should know?',
    'Eva is on leave until 2 December; start with Piet',
    'No',
  ],
];

const SHAPES: Record<string, FieldShape> = {
  success_criteria: 'criteria',
  stakeholders: 'stakeholders',
  promises: 'promises',
  products: 'items',
  exclusions: 'items',
};
const NONE: Record<string, string> = {
  integrations: 'None needed',
  exclusions: 'Nothing was excluded',
  competitors: 'Nobody else was in it',
  promises: 'None made',
};
const HINTS: Record<string, string> = {
  business_goals: 'A specific outcome, with a number or a date.',
  pain_points: 'Who hurts, and how often or how much.',
  success_criteria: 'Each with a target or a date, and who says so.',
  stakeholders: 'At least a champion and a decision-maker.',
  post_sale_owner: 'A person with a name.',
  risks: 'A specific concern, with the person who watches it.',
  key_conversations: 'At least one, with its date or where it is written down.',
  promises: 'Each with who keeps it and by when; or say that none were made.',
};
const NUMBER = new Set(['business_goals', 'contract_terms', 'timeline', 'key_conversations']);

export const FIELDS: FakeField[] = rows.map(([key, section, label, weight, tiers, question, good, bad]) => ({
  key,
  section,
  label,
  weight,
  question,
  good,
  bad,
  asks: asks(tiers),
  shape: SHAPES[key] ?? 'text',
  none: NONE[key] ?? null,
  hint: HINTS[key] ?? 'Say it so that a colleague could act on it.',
  number: NUMBER.has(key),
}));

export const fieldCalled = (key: string): FakeField | undefined => FIELDS.find((field) => field.key === key);
