/** What the fake host answers about one handoff. */
import type { ClockView, FieldView, HandoffRow, HandoffView, May, SectionView } from '../contract';
import { fieldCalled, FIELDS, SECTIONS, type FakeField } from './handoff-fields';
import { judge, scoreOf } from './handoff-score';
import { fakeHandoffs, HOUR, hoursAgo, type FakeHandoff } from './handoffs';
import { personCalled, viewerId } from './people';

export function handoffCalled(id: string): FakeHandoff {
  const found = fakeHandoffs().find((handoff) => handoff.id === id);
  if (found === undefined) {
    throw {
      code: 'handoff_unknown',
      message: `There is no handoff \`${id}\``,
      remedy: 'Go back to the list',
      fields: [],
    };
  }
  return found;
}

function fieldView(field: FakeField, handoff: FakeHandoff): FieldView {
  const entry = handoff.values[field.key];
  return {
    key: field.key,
    label: field.label,
    question: field.question,
    good_example: field.good,
    bad_example: field.bad,
    requirement: field.asks[handoff.tier],
    weight: field.weight,
    shape: field.shape,
    allows_none: field.none !== null,
    none_label: field.none ?? '',
    value: entry?.value ?? null,
    provenance: entry?.provenance ?? null,
    provenance_words: entry?.words ?? null,
    proposed: entry?.proposed ?? false,
    ...judge(field, entry?.value ?? null, handoff),
    returned:
      handoff.state === 'returned'
        ? (handoff.returned?.fields.find((back) => back.field === field.key)?.sentence ?? null)
        : null,
    evidence: handoff.evidence[field.key]?.length ?? 0,
    conflicts: handoff.conflicts[field.key] ?? [],
    seen: {},
  };
}

function sectionView([key, title]: [string, string], handoff: FakeHandoff): SectionView {
  const fields = FIELDS.filter((field) => field.section === key && field.asks[handoff.tier] !== 'hidden').map((field) =>
    fieldView(field, handoff),
  );
  const required = fields.filter((field) => field.requirement === 'required');
  return {
    key,
    title,
    filled: required.filter((field) => field.credit !== 'empty').length,
    required: required.length,
    fields,
  };
}

function clocksOf(handoff: FakeHandoff): ClockView[] {
  if (handoff.closedHoursAgo < 0) return [];
  const closed = hoursAgo(handoff.closedHoursAgo);
  const submitted = handoff.submittedHoursAgo === null ? null : hoursAgo(handoff.submittedHoursAgo);
  const returned = handoff.state === 'returned' ? (handoff.returned?.at ?? null) : null;
  const touched = handoff.firstTouch?.at ?? null;
  const reviewed = ['returned', 'accepted', 'engaged', 'live'].includes(handoff.state)
    ? (returned ?? hoursAgo(20))
    : null;
  const clocks = [clock('completion', 'Completion', handoff.owner.name, closed, submitted)];
  if (submitted !== null) clocks.push(clock('review', 'Review', handoff.csm?.name ?? null, submitted, reviewed));
  if (returned !== null) clocks.push(clock('resubmission', 'Resubmission', handoff.owner.name, returned, null));
  if (submitted !== null)
    clocks.push(clock('first_touch', 'First touch', handoff.csm?.name ?? null, submitted, touched));
  return clocks;
}

function clock(
  key: ClockView['clock'],
  label: string,
  owner: string | null,
  start: string,
  stop: string | null,
): ClockView {
  const hours = key === 'first_touch' ? 48 : 24;
  const deadline = new Date(Date.parse(start) + hours * HOUR).toISOString();
  const ran = stop ?? new Date().toISOString();
  const late = ran > deadline;
  return {
    clock: key,
    label,
    owner,
    status: stop !== null ? (late ? 'stopped_late' : 'stopped_in_time') : late ? 'breached' : 'running',
    started_at: start,
    deadline_at: deadline,
    stopped_at: stop,
    steps: [
      { sentence: 'The clock starts', at: start },
      { sentence: `${hours / 24} business day later, at the same local time`, at: deadline },
    ],
  };
}

function mayOf(handoff: FakeHandoff): May {
  const role = personCalled(viewerId()).role;
  const manager = role === 'sales_manager' || role === 'cs_manager';
  const owns = viewerId() === handoff.owner.id || role === 'sales_manager';
  const receives = viewerId() === handoff.csm?.id || role === 'cs_manager';
  const open = ['upcoming', 'due', 'returned'].includes(handoff.state);
  const accepted = ['accepted', 'engaged', 'live'].includes(handoff.state);
  return {
    edit: (owns && open) || (receives && accepted),
    decide: owns || receives,
    submit: owns && open && handoff.state !== 'upcoming',
    release: manager && open,
    review: receives && handoff.state === 'submitted',
    log_first_touch: receives && handoff.closedHoursAgo >= 0 && handoff.firstTouch === null,
    record_repeat_ask: receives && accepted,
    log_kickoff: receives && accepted && handoff.kickoffAt === null,
  };
}

export function handoffView(handoff: FakeHandoff): HandoffView {
  const closed = handoff.closedHoursAgo >= 0;
  return {
    id: handoff.id,
    account: handoff.account,
    deal: handoff.deal,
    deal_type: handoff.dealType,
    owner: handoff.owner,
    csm: handoff.csm,
    state: handoff.state,
    tier: handoff.tier,
    tier_steps: handoff.tierSteps,
    value: handoff.value,
    currency: 'EUR',
    close_at: hoursAgo(handoff.closedHoursAgo),
    closed,
    stage: handoff.stage,
    playbook: 'default-1',
    sections: SECTIONS.map((section) => sectionView(section, handoff)),
    score: scoreOf(handoff),
    clocks: clocksOf(handoff),
    assignment: {
      csm: handoff.csm,
      why:
        handoff.csm === null
          ? 'Nobody fits: the CS manager decides'
          : 'Fewest open accounts of the two who speak German',
      filtered: ['Aisha Rahman: does not speak German', 'Owen Price: on leave until Monday'],
      scores: ['Jonas Weber: 11 open accounts', 'Lena Fuchs: 14 open accounts'],
      fallback: handoff.csm === null,
    },
    returned: handoff.returned,
    gaps: handoff.gaps,
    sync: handoff.sync,
    stuck:
      handoff.sync === 'stuck'
        ? {
            code: 'crm_refused',
            message: 'HubSpot refused the change: `Close reason` is required there',
            remedy: 'Fill `Close reason` in HubSpot or ask your admin. Your text is kept',
            fields: [],
          }
        : null,
    may: mayOf(handoff),
    can_undo: handoff.undo.length > 0,
    can_redo: handoff.redo.length > 0,
    first_touch_at: handoff.firstTouch?.at ?? null,
  };
}

/** The same handoff as a line of a list. */
export function handoffRow(handoff: FakeHandoff): HandoffRow {
  const view = handoffView(handoff);
  const next = view.clocks.find((clock) => clock.stopped_at === null);
  return {
    id: view.id,
    account: view.account,
    deal: view.deal,
    owner: handoff.owner.name,
    owner_id: handoff.owner.id,
    csm: handoff.csm?.name ?? null,
    state: view.state,
    tier: view.tier,
    value: view.value,
    currency: view.currency,
    close_at: view.close_at,
    closed: view.closed,
    clock: next?.clock ?? null,
    started_at: next?.started_at ?? null,
    deadline_at: next?.deadline_at ?? null,
    filled: view.score.filled,
    required: view.score.required,
    quality: view.score.quality,
    band: view.score.band,
    conflicts: Object.keys(handoff.conflicts).map((key) => fieldCalled(key)?.label ?? key),
    missing_first: view.score.missing[0]?.label ?? null,
    missing_count: view.score.missing.length,
    sync: view.sync,
  };
}
