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

/** What is said when a submit waits for text that could not be saved. */
export const notSaved = (fields: FieldKey[]): PublicError => ({
  code: 'unsaved',
  message: words.foot.unsaved,
  remedy: words.foot.unsavedFix,
  fields,
});
