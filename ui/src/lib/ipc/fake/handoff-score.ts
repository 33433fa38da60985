/** How the fake host judges a field: the default playbook's rules in short. */
import type { Credit, FieldValue, Finding, Score } from '../contract';
import { FIELDS, type FakeField } from './handoff-fields';
import type { FakeHandoff } from './handoffs';

const PLACEHOLDER = /^(tbd|n\/?a|none|see notes|asap|-+|\?+|todo)\.?$/i;

interface Judged {
  credit: Credit;
  findings: Finding[];
}

const specific: Judged = { credit: 'specific', findings: [] };
const generic = (check: string, why: string, fix: string): Judged => ({
  credit: 'generic',
  findings: [{ check, why, fix }],
});

export function judge(field: FakeField, value: FieldValue | null, handoff: FakeHandoff): Judged {
  if (value === null) {
    return { credit: 'empty', findings: [{ check: 'empty', why: 'Nothing is here yet', fix: field.hint }] };
  }
  switch (value.shape) {
    case 'explicit_none':
      return specific;
    case 'text':
      return judgeText(field, value.value);
    case 'items':
      return judgeItems(field, value.value);
    case 'promises':
      return value.value.every((promise) => promise.owner.trim() !== '' && promise.due !== null)
        ? specific
        : generic('promise_owner_and_date', 'A promise has no owner or no date', 'Say who keeps it and by when');
    case 'criteria':
      return value.value.every((row) => row.metric.trim() !== '' && (row.target.trim() !== '' || row.by !== null))
        ? specific
        : generic(
            'measurable',
            'A criterion has neither a target nor a date',
            'Add the figure that they want to see, or the day',
          );
    case 'stakeholders':
      return judgePeople(
        value.value.flatMap((person) => person.roles),
        value.value.length,
        handoff.tier === 'W',
      );
  }
}

function judgeText(field: FakeField, text: string): Judged {
  if (PLACEHOLDER.test(text.trim())) {
    const why = `\`${text.trim()}\` is a placeholder and counts as empty`;
    return {
      credit: 'empty',
      findings: [{ check: 'placeholder', why, fix: 'Write what you know, even if it is little' }],
    };
  }
  if (text.trim().length < (field.key === 'pain_points' || field.key === 'risks' ? 40 : 15))
    return generic('too_short', 'Too short to act on', `Say it as in: ${field.good}`);
  if (/improve efficiency|best in class|digital transformation/i.test(text)) {
    return generic('boilerplate', 'This phrase stands in many handoffs', 'Say what changes for them, with a number');
  }
  if (field.number && !/\d/.test(text)) {
    return generic('no_number_or_date', 'No number and no date in it', 'Add the figure they want to reach, or the day');
  }
  return specific;
}

function judgeItems(field: FakeField, items: string[]): Judged {
  const bare = items.find((item) => !/\d/.test(item));
  if (field.key !== 'products' || bare === undefined) return specific;
  return generic('no_quantity', `\`${bare}\` has no quantity or tier`, 'Add how many seats, or which tier');
}

function judgePeople(roles: string[], count: number, whiteGlove: boolean): Judged {
  const wanted: [string, string][] = [
    ['champion', 'a champion'],
    ['decision_maker', 'a decision-maker'],
    ...(whiteGlove
      ? ([
          ['executive_sponsor', 'an executive sponsor'],
          ['technical_contact', 'a technical contact'],
        ] as [string, string][])
      : []),
  ];
  const absent = wanted.filter(([role]) => !roles.includes(role)).map(([, words]) => words);
  if (absent.length === 0 && (!whiteGlove || count >= 3)) return specific;
  return generic(
    'roles_missing',
    `Nobody is named as ${absent.join(' or ')}`,
    'Add the person, or the role to someone who is there',
  );
}

const CREDIT: Record<Credit, number> = { specific: 1, generic: 0.5, empty: 0 };

export function scoreOf(handoff: FakeHandoff): Score {
  const judged = FIELDS.filter((field) => field.asks[handoff.tier] !== 'hidden').map((field) => {
    const credit = judge(field, handoff.values[field.key]?.value ?? null, handoff).credit;
    return { field, credit, required: field.asks[handoff.tier] === 'required' };
  });
  const required = judged.filter((one) => one.required);
  const counted = judged.filter((one) => one.field.weight > 0 && (one.required || one.credit === 'specific'));
  const of = counted.reduce((sum, one) => sum + one.field.weight, 0);
  const got = counted.reduce((sum, one) => sum + one.field.weight * CREDIT[one.credit], 0);
  const quality = of === 0 ? 0 : (got / of) * 100;
  const missing = required.filter((one) => one.credit === 'empty');
  const gains = required.map((one) => ({
    field: one.field,
    gain: ((1 - CREDIT[one.credit]) * one.field.weight * 100) / of,
  }));
  const best = gains.sort((a, b) => b.gain - a.gain)[0];
  return {
    filled: required.length - missing.length,
    required: required.length,
    missing: missing.map(({ field }) => ({ key: field.key, label: field.label, section: field.section })),
    quality,
    band: quality >= 85 ? 'ready' : quality >= 60 ? 'gaps' : 'blocked',
    arithmetic: `${counted.map((one) => `${one.field.weight} × ${CREDIT[one.credit]}`).join(' + ')} = ${got} of ${of}`,
    best_raise:
      best === undefined || best.gain === 0
        ? null
        : {
            field: best.field.key,
            label: best.field.label,
            gain: best.gain,
            sentence: `${best.field.label} would add ${Math.round(best.gain)} points`,
          },
  };
}
