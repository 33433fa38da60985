import { flushSync, mount, tick, unmount } from 'svelte';
import { print, type HandoffView } from '../../lib/ipc';
import PrintSheet from './PrintSheet.svelte';

const PATIENCE = 200;

let sheet: Record<string, unknown> | null = null;

/** Lays the document out for paper. It stays until the next one: some shells print after `print` returned. */
export function layOut(view: HandoffView): void {
  clear();
  sheet = mount(PrintSheet, { target: document.body, props: { view, at: new Date().toISOString() } });
  flushSync();
}

export function clear(): void {
  if (sheet !== null) void unmount(sheet);
  sheet = null;
}

/** Opens the system's print dialogue with the document, where PDF is a printer too. */
export async function printDocument(view: HandoffView): Promise<void> {
  layOut(view);
  await painted();
  await print();
}

/** Waits until the window shows how things are now: the dialogue stops it as it is, with the menu that was just closed. */
async function painted(): Promise<void> {
  await tick();
  // A window that is not seen paints nothing: it must not wait for ever.
  const frame = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await Promise.race([frame, new Promise((done) => setTimeout(done, PATIENCE))]);
}

/** The system's own print command (Ctrl P) prints the document too, as long as the returned function is not called. */
export function printsInstead(view: () => HandoffView | null): () => void {
  const before = () => {
    const now = view();
    if (now !== null) layOut(now);
  };
  window.addEventListener('beforeprint', before);
  return () => {
    window.removeEventListener('beforeprint', before);
    clear();
  };
}
