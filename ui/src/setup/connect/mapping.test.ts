import { expect, test } from 'vitest';
import type { FieldLine } from '../../lib/ipc';
import { chosenFor, mappingOf, withProposed } from './mapping';

const line = (slot: string, part: Partial<FieldLine> = {}): FieldLine => ({
  slot,
  handoff: slot,
  only_read: false,
  name: `Handoff_${slot}__c`,
  serves: true,
  remedy: null,
  may_be_renamed: true,
  renamed: false,
  proposed: null,
  fitting: [],
  ...part,
});

const fields = [
  line('goals'),
  line('risks', { renamed: true, name: 'Deal_Risks__c' }),
  line('timeline', { serves: false, proposed: { name: 'Time_Line__c', label: 'Time line' } }),
];

test('what is called as the set-up calls it needs no place in the mapping', () => {
  expect(mappingOf(fields)).toEqual({ risks: 'Deal_Risks__c' });
});

test('a choice changes one slot, and no name goes back to the field of the set-up', () => {
  expect(chosenFor(fields, 'goals', 'Description')).toEqual({ risks: 'Deal_Risks__c', goals: 'Description' });
  expect(chosenFor(fields, 'risks', '')).toEqual({});
});

test('proposals are taken together, beside what was chosen', () => {
  expect(withProposed(fields)).toEqual({ risks: 'Deal_Risks__c', timeline: 'Time_Line__c' });
});
