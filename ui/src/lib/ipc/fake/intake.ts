/** The commands of the intake review, in memory. */
import type { CheckView, RatingInput, ReviewView } from '../contract';
import type { Arguments } from '../host';
import { fieldCalled } from './handoff-fields';
import { scoreOf } from './handoff-score';
import { handoffCalled, handoffView } from './handoff-view';
import { hoursAgo, type FakeHandoff } from './handoffs';
import { nameOf, personCalled, viewerId } from './people';

const REASONS: [string, string][] = [
  ['missing', 'missing'],
  ['generic', 'generic'],
  ['contradicts_crm', 'contradicts the CRM'],
  ['unclear_promise', 'unclear promise'],
  ['wrong_stakeholder', 'wrong stakeholder'],
  ['out_of_date', 'out of date'],
  ['bad_fit', 'bad fit (also goes to both VPs)'],
];

const DIMENSIONS: [string, string][] = [
  ['completeness', 'Completeness'],
  ['promise_alignment', 'Promise alignment'],
  ['sentiment_continuity', 'Sentiment continuity'],
  ['context_quality', 'Context quality'],
  ['stakeholder_accuracy', 'Stakeholder accuracy'],
];

const JUDGEMENT: [string, string][] = [
  ['promises_in_scope', 'Do the promises agree with the contract scope?'],
  ['exclusions_read', 'Have you read the exclusions?'],
  ['enough_to_start', 'Is it enough to start without asking the customer again?'],
];

const refuse = (code: string, message: string, remedy: string, fields: string[] = []): never => {
  throw { code, message, remedy, fields };
};

function checklist(handoff: FakeHandoff): CheckView[] {
  const score = scoreOf(handoff);
  const fields = handoffView(handoff).sections.flatMap((section) => section.fields);
  const generic = fields.filter((field) => field.credit === 'generic');
  const owner = handoff.values.post_sale_owner;
  const machine = (key: string, question: string, ok: boolean, why: string): CheckView => ({
    key,
    question,
    machine: true,
    ok,
    why,
  });
  return [
    machine(
      'required_present',
      'All required fields are present',
      score.missing.length === 0,
      score.missing.length === 0
        ? `${score.filled} of ${score.required}`
        : `Missing: ${score.missing.map((one) => one.label).join(', ')}`,
    ),
    machine(
      'specific',
      'Specific, not generic',
      generic.length === 0,
      generic.length === 0
        ? 'Nothing reads like a placeholder'
        : `Generic: ${generic.map((field) => field.label).join(', ')}`,
    ),
    machine('criteria_measurable', 'Success criteria can be measured', true, 'Each has a target or a date'),
    machine(
      'owner_named',
      'The post-sale owner is named',
      owner !== undefined,
      owner?.value.shape === 'text' ? owner.value.value : 'Nobody is named',
    ),
    machine('risks_owned', 'Risks have owners', false, 'No name stands in Risks'),
    ...JUDGEMENT.map(([key, question]) => ({
      key,
      question,
      machine: false,
      ok: handoff.checks[key] ?? null,
      why: '',
    })),
  ];
}

function review(handoff: FakeHandoff): ReviewView {
  return {
    handoff: handoffView(handoff),
    checklist: checklist(handoff),
    sections_opened: [...handoff.opened],
    reasons: REASONS.map(([code, label]) => ({ code, label })),
    dimensions: DIMENSIONS.map(([key, label]) => ({ key, label })),
    ask_fields_used: handoff.askFieldsUsed,
    first_touch: handoff.firstTouch,
    kickoff_at: handoff.kickoffAt,
    repeat_asks: [...handoff.repeatAsks],
    gap_owners: [handoff.owner, nameOf('p-ines')],
    submitted_at: handoff.submittedHoursAgo === null ? null : hoursAgo(handoff.submittedHoursAgo),
  };
}

function happened(handoff: FakeHandoff, sentence: string, detail: string | null): void {
  handoff.timeline.unshift({
    at: new Date().toISOString(),
    who: nameOf(viewerId()).name,
    sentence,
    detail,
    mark: 'event',
  });
  handoff.sync = 'saved_here';
}

function checkRating(rating: RatingInput | null): void {
  if (rating === null) return;
  const low = rating.stars <= 3;
  if (low && DIMENSIONS.some(([key]) => rating.dimensions[key] === undefined)) {
    refuse('dimensions_missing', 'A rating of 3 or less needs its five dimensions', 'Say for each how good it was');
  }
}

function record_opened({ id, section }: Arguments<'record_opened'>): ReviewView {
  const handoff = handoffCalled(id);
  if (!handoff.opened.includes(section)) handoff.opened.push(section);
  return review(handoff);
}

function answer_check({ id, check, ok }: Arguments<'answer_check'>): ReviewView {
  const handoff = handoffCalled(id);
  handoff.checks[check] = ok;
  return review(handoff);
}

function accept({ id, rating, gaps }: Arguments<'accept'>): ReviewView {
  const handoff = handoffCalled(id);
  checkRating(rating);
  if (JUDGEMENT.some(([key]) => handoff.checks[key] === undefined)) {
    refuse('checklist_open', 'The checklist has open questions', 'Answer them with yes or no');
  }
  handoff.state = 'accepted';
  handoff.gaps = gaps.map((gap) => ({
    gap,
    label: fieldCalled(gap.field)?.label ?? gap.field,
    owner: personCalled(gap.owner).name,
    filled: false,
  }));
  happened(handoff, gaps.length === 0 ? 'Accepted' : `Accepted with ${gaps.length} dated gaps`, `${rating.stars} of 5`);
  return review(handoff);
}

function return_handoff({ id, fields, rating }: Arguments<'return_handoff'>): ReviewView {
  const handoff = handoffCalled(id);
  checkRating(rating);
  if (fields.length === 0) refuse('no_fields', 'A return names at least one field', 'Choose what has to change');
  const without = fields.filter((back) => back.sentence.trim() === '');
  if (without.length > 0)
    refuse(
      'sentence_missing',
      'Each field needs a sentence',
      'Say what is wrong, so that it can be put right',
      without.map((back) => back.field),
    );
  const named = fields.map((back) => ({
    field: back.field,
    label: fieldCalled(back.field)?.label ?? back.field,
    reason: REASONS.find(([code]) => code === back.code)?.[1] ?? back.code,
    sentence: back.sentence,
  }));
  handoff.returned = { by: nameOf(viewerId()).name, at: new Date().toISOString(), fields: named };
  handoff.state = 'returned';
  happened(handoff, 'Returned to the rep', named.map((back) => `${back.label}: ${back.reason}`).join('; '));
  return review(handoff);
}

function log_first_touch({ id, at, channel, note }: Arguments<'log_first_touch'>): ReviewView {
  const handoff = handoffCalled(id);
  if (at > new Date().toISOString())
    refuse('touch_in_future', 'This time is still ahead', 'Log the first touch once it happened');
  handoff.firstTouch = { at, by: nameOf(viewerId()).name, channel, note, found: false };
  if (handoff.state === 'accepted') handoff.state = 'engaged';
  happened(handoff, 'First touch made', note);
  return review(handoff);
}

function log_kickoff({ id, at, note }: Arguments<'log_kickoff'>): ReviewView {
  const handoff = handoffCalled(id);
  handoff.kickoffAt = at;
  happened(handoff, 'Kickoff held', note);
  return review(handoff);
}

function record_repeat_ask({ id, field, what }: Arguments<'record_repeat_ask'>): ReviewView {
  const handoff = handoffCalled(id);
  if (what.trim() === '') refuse('what_missing', 'Say what the customer was asked again', 'One sentence is enough');
  const label = fieldCalled(field)?.label ?? field;
  handoff.repeatAsks.unshift({ field, label, what, at: new Date().toISOString() });
  happened(handoff, `Customer asked again: ${label}`, what);
  return review(handoff);
}

export const intakeCommands = {
  open_review: ({ id }: Arguments<'open_review'>): ReviewView => review(handoffCalled(id)),
  record_opened,
  answer_check,
  accept,
  return_handoff,
  log_first_touch,
  log_kickoff,
  record_repeat_ask,
};
