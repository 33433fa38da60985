import type { FieldKey, HandoffView, PublicError } from '../lib/ipc';
import { words } from './words';

/** The fields that a refusal names, with their labels, in the order of the document. */
export function refusedFields(view: HandoffView, refusal: PublicError): { key: FieldKey; label: string }[] {
  const fields = view.sections.flatMap((section) => section.fields);
  return fields.filter((field) => refusal.fields.includes(field.key)).map(({ key, label }) => ({ key, label }));
}

/** The sentence of a refusal; the fields that it ends with are listed below it, as links. */
export const lead = ({ message, fields }: PublicError): string =>
  fields.length > 0 ? (message.split(':')[0] ?? message) : message;

/** What a refusal still says after more work was done: only the fields that still stand in the way, or nothing at all. */
export function standing(view: HandoffView, refusal: PublicError, unsaved: FieldKey[]): PublicError | null {
  if (refusal.code === 'quality_blocked') return view.score.band === 'blocked' ? refusal : null;
  const open = openFields(view, refusal.code, unsaved);
  if (open === null) return refusal;
  const fields = refusal.fields.filter((field) => open.includes(field));
  if (fields.length === refusal.fields.length) return refusal;
  return fields.length === 0 ? null : { ...refusal, fields };
}

/** The fields that stand in the way now; `null` where a refusal is about something else. */
function openFields(view: HandoffView, code: string, unsaved: FieldKey[]): FieldKey[] | null {
  if (code === 'fields_missing') return view.score.missing.map((missing) => missing.key);
  if (code === 'conflict_open') return torn(view);
  return code === 'unsaved' ? unsaved : null;
}

const torn = (view: HandoffView): FieldKey[] =>
  view.sections.flatMap(({ fields }) => fields.filter((field) => field.conflicts.length > 0).map(({ key }) => key));

/** True where a manager's release is a way out of the refusal. */
export const asksRelease = ({ code }: PublicError): boolean => code === 'fields_missing' || code === 'quality_blocked';

/** What is said when a submit waits for text that could not be saved. */
export const notSaved = (fields: FieldKey[]): PublicError => ({
  code: 'unsaved',
  message: words.foot.unsaved,
  remedy: words.foot.unsavedFix,
  fields,
});
