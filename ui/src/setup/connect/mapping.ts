import type { FieldLine } from '../../lib/ipc';

/** Which fields of the CRM carry what, by the slots' words; what is absent is in the set-up's own fields. */
export type Mapping = Record<string, string>;

/** The mapping that the lines show. */
export function mappingOf(fields: FieldLine[]): Mapping {
  return Object.fromEntries(fields.filter((field) => field.renamed).map((field) => [field.slot, field.name]));
}

/** Another field for one slot; an empty name takes the set-up's own. */
export function chosenFor(fields: FieldLine[], slot: string, name: string): Mapping {
  const { [slot]: _, ...others } = mappingOf(fields);
  return name === '' ? others : { ...others, [slot]: name };
}

/** Every field that is proposed, taken. */
export function withProposed(fields: FieldLine[]): Mapping {
  const proposed = fields.flatMap((field) => (field.proposed ? [[field.slot, field.proposed.name]] : []));
  return { ...mappingOf(fields), ...(Object.fromEntries(proposed) as Mapping) };
}
