// Tells the application that somebody is in front of the window: the CRM is asked more often then.

import { call } from '../lib/ipc';

/** Shorter than what the application takes for being there. */
const RARELY = 60_000;

const SIGNS = ['pointerdown', 'keydown', 'focus'] as const;

/** Listens until the returned function is called. */
export function presence(): () => void {
  let told = -Infinity;
  const tell = () => {
    if (performance.now() - told < RARELY) return;
    told = performance.now();
    void call('here', {}).catch(() => false);
  };
  if (document.hasFocus()) tell();
  for (const sign of SIGNS) window.addEventListener(sign, tell, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true });
  };
}
