// Who finds what where: the side bar of each role, and which screen opens a handoff.

import type { Behind, Role } from './ipc';
import { href, type Screen } from './router.svelte';

const sales: Screen[] = ['today', 'handoffs', 'promises', 'metrics', 'alarms'];
const success: Screen[] = ['today', 'intake', 'handoffs', 'promises', 'metrics', 'alarms'];

const order: Record<Role, Screen[]> = {
  rep: sales,
  csm: success,
  sales_manager: ['today', 'handoffs', 'intake', 'promises', 'metrics', 'alarms'],
  cs_manager: success,
  process_owner: ['today', 'metrics', 'handoffs', 'intake', 'promises', 'alarms'],
  vp_sales: ['today', 'metrics', 'handoffs', 'promises', 'alarms'],
  vp_cs: ['today', 'metrics', 'intake', 'handoffs', 'promises', 'alarms'],
  leader: ['today', 'metrics', 'handoffs', 'alarms'],
};

/** The places of a role, in the order of its day. */
export function placesOf(role: Role): Screen[] {
  return order[role];
}

/** What is set up rather than worked in. */
export const furtherPlaces: Screen[] = ['playbook', 'setup'];

const receives: Role[] = ['csm', 'cs_manager', 'vp_cs'];

/** The screen that opens a handoff for this role: who receives it reviews it, everybody else reads or writes it. */
export function handoffHref(id: string, role: Role): string {
  return href(receives.includes(role) ? 'intake' : 'handoffs', id);
}

/** The list of the handoffs behind a figure. */
export function behindHref(behind: Behind): string {
  return href('handoffs', null, { behind: JSON.stringify(behind) });
}
