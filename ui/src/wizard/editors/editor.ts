import type { FieldValue } from '../../lib/ipc';

/** What every editor of a field takes. It holds nothing itself: what it shows is `value`. */
export interface EditorProps {
  value: FieldValue | null;
  onchange: (value: FieldValue | null) => void;
  /** The id of the question. */
  labelledby: string;
  describedby?: string;
}
