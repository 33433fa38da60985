/** The commands of the wizard, in memory. */
import type { DocumentView, EvidenceItem, FieldValue, HandoffView, Saved, TimelineLine } from '../contract';
import type { Arguments } from '../host';
import { fieldCalled } from './handoff-fields';
import { scoreOf } from './handoff-score';
import { handoffCalled, handoffView } from './handoff-view';
import { typed, type FakeHandoff } from './handoffs';
import { isFake } from './mood';
import { nameOf, viewerId } from './people';

export { handoffRow } from './handoff-view';
export { fakeHandoffs } from './handoffs';

/** Saving fails as long as this is set: a full disk, a locked journal. For tests, and for `?fake=full`. */
export const trouble: { save: { message: string; remedy: string } | null; delay: number } = {
  save: isFake('full') ? { message: 'The disk is full', remedy: 'Make room on this laptop.' } : null,
  delay: 0,
};

const refuse = (code: string, message: string, remedy: string, fields: string[] = []): never => {
  throw { code, message, remedy, fields };
};

const later = (): Promise<void> => new Promise((done) => setTimeout(done, trouble.delay));

function remember(handoff: FakeHandoff): void {
  handoff.undo.push({ ...handoff.values });
  handoff.redo = [];
}

function happened(handoff: FakeHandoff, sentence: string, detail: string | null = null, mark = 'event'): void {
  handoff.timeline.unshift({ at: new Date().toISOString(), who: nameOf(viewerId()).name, sentence, detail, mark });
}

function put(handoff: FakeHandoff, key: string, value: FieldValue | null, words: string): void {
  remember(handoff);
  handoff.sync = 'saved_here';
  if (value === null) delete handoff.values[key];
  else handoff.values[key] = { ...typed(value, viewerId(), 0), words };
}

async function save_field({ id, field, value }: Arguments<'save_field'>): Promise<HandoffView> {
  await later();
  if (trouble.save !== null) refuse('journal_locked', trouble.save.message, trouble.save.remedy, [field]);
  const handoff = handoffCalled(id);
  put(handoff, field, value, 'typed by you');
  happened(handoff, `Wrote ${fieldCalled(field)?.label ?? field}`, null, 'edit');
  return handoffView(handoff);
}

function decide_field({ id, field, value }: Arguments<'decide_field'>): HandoffView {
  const handoff = handoffCalled(id);
  delete handoff.conflicts[field];
  put(handoff, field, value, 'typed by you');
  return handoffView(handoff);
}

function confirm_field({ id, field }: Arguments<'confirm_field'>): HandoffView {
  const handoff = handoffCalled(id);
  const entry = handoff.values[field];
  if (entry === undefined)
    return refuse('nothing_to_confirm', 'There is nothing in this field yet', 'Write something first', [field]);
  remember(handoff);
  const provenance = { from: 'confirmed' as const, source: 'HubSpot', by: viewerId(), at: new Date().toISOString() };
  handoff.values[field] = { ...entry, proposed: false, provenance, words: 'from HubSpot, confirmed by you' };
  return handoffView(handoff);
}

function step(id: string, from: 'undo' | 'redo', to: 'undo' | 'redo'): HandoffView {
  const handoff = handoffCalled(id);
  const values = handoff[from].pop();
  if (values !== undefined) {
    handoff[to].push({ ...handoff.values });
    handoff.values = values;
  }
  return handoffView(handoff);
}

function evidence({ id, field }: Arguments<'evidence'>): EvidenceItem[] {
  return handoffCalled(id).evidence[field] ?? [];
}

/** Adds a passage to what stands in the field already. */
function taken(before: FieldValue | null, key: string, passage: string): FieldValue {
  const fresh = crypto.randomUUID();
  switch (fieldCalled(key)?.shape) {
    case 'promises':
      return {
        shape: 'promises',
        value: [
          ...(before?.shape === 'promises' ? before.value : []),
          { id: fresh, what: passage, owner: '', due: null, source: 'Call with Petra Sommer, CFO', outcome: 'open' },
        ],
      };
    case 'criteria':
      return {
        shape: 'criteria',
        value: [
          ...(before?.shape === 'criteria' ? before.value : []),
          { id: fresh, metric: passage, target: '', by: null, validation: 'sales_assumed' },
        ],
      };
    case 'items':
      return { shape: 'items', value: [...(before?.shape === 'items' ? before.value : []), passage] };
    case 'stakeholders':
      return {
        shape: 'stakeholders',
        value: [
          ...(before?.shape === 'stakeholders' ? before.value : []),
          { id: fresh, name: '', roles: [], sentiment: 'unknown', note: passage, contact_id: null },
        ],
      };
    default:
      return {
        shape: 'text',
        value: before?.shape === 'text' && before.value !== '' ? `${before.value}\n${passage}` : passage,
      };
  }
}

function take_over({ id, field, passage }: Arguments<'take_over'>): HandoffView {
  const handoff = handoffCalled(id);
  put(handoff, field, taken(handoff.values[field]?.value ?? null, field, passage), 'from a call, taken over by you');
  return handoffView(handoff);
}

function sent(handoff: FakeHandoff): HandoffView {
  const score = scoreOf(handoff);
  handoff.state = 'submitted';
  handoff.submittedHoursAgo = 0;
  handoff.sync = 'saved_here';
  happened(handoff, 'Submitted', `${score.filled} of ${score.required} fields, quality ${Math.round(score.quality)}`);
  return handoffView(handoff);
}

function submit({ id }: Arguments<'submit'>): HandoffView {
  const handoff = handoffCalled(id);
  const score = scoreOf(handoff);
  if (handoff.released) return sent(handoff);
  if (score.missing.length > 0) {
    const fields = score.missing.map((missing) => missing.key);
    return refuse(
      'fields_missing',
      `required fields are missing: ${score.missing.map((missing) => missing.label).join(', ')}`,
      'Fill them, or ask your manager for a release',
      fields,
    );
  }
  if (score.band === 'blocked') {
    return refuse(
      'quality_blocked',
      `quality is ${Math.floor(score.quality)}, below what a CSM can start from`,
      score.best_raise?.sentence ?? 'Ask your manager for a release',
      score.best_raise ? [score.best_raise.field] : [],
    );
  }
  return sent(handoff);
}

function release({ id, reason }: Arguments<'release'>): HandoffView {
  const handoff = handoffCalled(id);
  if (reason.trim().length < 10) {
    return refuse('reason_needed', 'a release needs a reason', 'Say in a sentence why this deal may pass as it is');
  }
  handoff.released = true;
  happened(handoff, 'Released with fields missing', reason);
  return handoffView(handoff);
}

function document({ id }: Arguments<'document'>): DocumentView {
  const { account } = handoffCalled(id);
  const name = `Handoff ${account.replace(/[<>/]/g, '')} ${new Date().toISOString().slice(0, 10)}`;
  return { html: '<!doctype html><title>Handoff</title>', markdown: `# Handoff: ${account}`, name };
}

const timeline = ({ id }: Arguments<'timeline'>): TimelineLine[] => [...handoffCalled(id).timeline];

export const wizardCommands = {
  open_handoff: ({ id }: Arguments<'open_handoff'>): HandoffView => handoffView(handoffCalled(id)),
  save_field,
  confirm_field,
  decide_field,
  undo: ({ id }: Arguments<'undo'>): HandoffView => step(id, 'undo', 'redo'),
  redo: ({ id }: Arguments<'redo'>): HandoffView => step(id, 'redo', 'undo'),
  evidence,
  take_over,
  submit,
  release,
  document,
  export_document: ({ path }: Arguments<'export_document'>): Saved => ({ path }),
  timeline,
};
