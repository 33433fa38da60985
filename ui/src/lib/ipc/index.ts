// The one door to the host. Screens call `call`, hear `onChanged`, and know nothing else of what stands behind the window.

import type { Changed, ImportProgress } from './contract';
import { host, type Arguments, type CommandName, type FileDrag, type Result, type Stop } from './host';
import { asPublicError } from './public-error';

export * from './contract';
export { asPublicError } from './public-error';
export { useHost, type Arguments, type CommandName, type FileDrag, type Host, type Result, type Stop } from './host';

let workspace = '';

/** Calls from now on are about this workspace; without an id, about the one that the application opens by itself. */
export function useWorkspace(id: string): void {
  workspace = id;
}

/** Does what `name` says. Fails with a `PublicError` only. */
export async function call<N extends CommandName>(name: N, args: Arguments<N>): Promise<Result<N>> {
  // What was asked stays about the workspace it was asked in.
  const about = workspace;
  try {
    return (await (await host()).invoke(name, about, args)) as Result<N>;
  } catch (thrown) {
    throw asPublicError(thrown);
  }
}

/** Hears what changed in this workspace. */
export function onChanged(heard: (topics: Changed['topics']) => void): Stop {
  return subscribe('changed', (payload) => {
    const changed = payload as Changed;
    if (workspace === '' || changed.workspace === workspace) heard(changed.topics);
  });
}

/** Where a clicked notification leads. */
export interface Target {
  workspace: string;
  handoff: string;
}

/** Hears that a notification was clicked: the handoff to open. */
export function onNavigate(heard: (target: Target) => void): Stop {
  return subscribe('navigate', (payload) => heard(payload as Target));
}

/** Hears how far a running import is. */
export function onImportProgress(heard: (progress: ImportProgress) => void): Stop {
  return subscribe('import_progress', (payload) => heard(payload as ImportProgress));
}

/** Hears that a profile file was opened from outside: it waits to be asked for. */
export function onProfile(heard: () => void): Stop {
  return subscribe('profile', heard);
}

/** Hears files that are dragged over the window. */
export function onFiles(heard: (drag: FileDrag) => void): Stop {
  return whileMounted(host().then((found) => found.onFiles(heard)));
}

/** Opens the system's print dialogue, where PDF is a printer too. */
export async function print(): Promise<void> {
  (await host()).print();
}

function subscribe(event: string, heard: (payload: unknown) => void): Stop {
  return whileMounted(host().then((found) => found.listen(event, heard)));
}

/** A subscription that is ended before it began is ended as soon as it begins. */
function whileMounted(begun: Promise<Stop>): Stop {
  let ended = false;
  let stop: Stop | null = null;
  void begun.then((ready) => (ended ? ready() : (stop = ready)));
  return () => {
    ended = true;
    stop?.();
  };
}
