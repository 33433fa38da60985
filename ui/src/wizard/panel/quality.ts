// How quality comes about, field by field. The host counts; this says which field each part of its sum is.

import type { Credit, FieldView, HandoffView } from '../../lib/ipc';

const SHARES: Record<Credit, number> = { specific: 1, generic: 0.5, empty: 0 };

export interface Part {
  field: FieldView;
  /** `3 × 0.5`; `null` where the field has no part in the sum. */
  term: string | null;
}

/** The parts of a section, in its order: required fields, and optional ones that earn all. The others could have a part. */
export function partsOf(fields: FieldView[]): Part[] {
  return fields
    .filter((field) => field.weight > 0 && field.requirement !== 'hidden')
    .map((field) => ({ field, term: counts(field) ? `${field.weight} × ${SHARES[field.credit]}` : null }));
}

const counts = ({ requirement, credit }: FieldView): boolean => requirement === 'required' || credit === 'specific';

/** What the parts add up to, as the host says it: `12.5 of 17`; the whole sentence where nothing counts. */
export const sumOf = ({ score }: HandoffView): string => score.arithmetic.split(' = ').at(-1) ?? score.arithmetic;
