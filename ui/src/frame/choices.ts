// What the palette offers: handoffs, places, actions.

import type { HandoffState, Overview, Role, SearchHit } from '../lib/ipc';
import { furtherPlaces, handoffHref, placesOf } from '../lib/places';
import { router, type Screen } from '../lib/router.svelte';
import { frame } from './frame.svelte';
import { words } from './words';

export interface Choice {
  id: string;
  group: string;
  label: string;
  detail?: string;
  state?: HandoffState;
  disabled?: boolean;
  run: () => void;
}

/** A deal that is no handoff is shown with the reason, and opens nothing. */
export function hitChoice(hit: SearchHit, role: Role): Choice {
  const { state } = hit;
  return {
    id: `handoff-${hit.handoff}`,
    group: words.groupHandoffs,
    label: hit.account,
    detail: [hit.deal, hit.why ?? hit.owner].filter(Boolean).join(' · '),
    state: state ?? undefined,
    disabled: state === null,
    run: () => {
      if (state !== null) window.location.hash = handoffHref(hit.handoff, role);
    },
  };
}

export function placeChoices(role: Role): Choice[] {
  const screens: Screen[] = [...placesOf(role), ...furtherPlaces, 'sync'];
  return screens.map((screen) => ({
    id: `place-${screen}`,
    group: words.groupPlaces,
    label: words.screens[screen],
    run: () => router.go(screen),
  }));
}

export function actionsOf(overview: Overview, showKeys: () => void): Choice[] {
  const action = (id: string, label: string, run: () => void): Choice => ({
    id,
    group: words.groupActions,
    label,
    run,
  });
  const { kind } = overview.workspace;
  const offline = overview.sync.offline_by_choice;
  return [
    ...(kind === 'import' ? [] : [action('sync-now', words.syncNow, () => void frame.syncNow())]),
    ...(kind === 'practice'
      ? [action('offline', offline ? words.goOnline : words.goOffline, () => void frame.setOffline(!offline))]
      : []),
    ...(overview.viewer.may_switch
      ? [action('view-as', `${words.viewAs}…`, () => document.getElementById('view-as')?.showPopover())]
      : []),
    action('import', words.importFile, () => router.go('setup', 'import')),
    action('keys', words.showKeys, showKeys),
  ];
}
