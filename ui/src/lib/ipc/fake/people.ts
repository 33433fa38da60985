/** Who works at the company of the fake host, and through whose eyes the window looks. */
import type { PersonId, PersonName, Role } from '../contract';

export interface FakePerson extends PersonName {
  role: Role;
  team: string;
}

export const people: FakePerson[] = [
  { id: 'p-mara', name: 'Mara Lindqvist', role: 'rep', team: 'Nordics and DACH' },
  { id: 'p-tom', name: 'Tom Okafor', role: 'rep', team: 'UK and Ireland' },
  { id: 'p-jonas', name: 'Jonas Weber', role: 'csm', team: 'Customer Success' },
  { id: 'p-aisha', name: 'Aisha Rahman', role: 'csm', team: 'Customer Success' },
  { id: 'p-ines', name: 'Ines Duarte', role: 'sales_manager', team: 'Nordics and DACH' },
  { id: 'p-greta', name: 'Greta Holm', role: 'cs_manager', team: 'Customer Success' },
];

let viewing: PersonId = 'p-mara';

export const viewerId = (): PersonId => viewing;

export function setViewer(id: PersonId): void {
  viewing = id;
}

export function personCalled(id: PersonId): FakePerson {
  const found = people.find((person) => person.id === id);
  if (found === undefined) throw new Error(`nobody is called ${id}`);
  return found;
}

export const nameOf = (id: PersonId): PersonName => ({ id, name: personCalled(id).name });
