import type { Commands } from './contract';

export type CommandName = keyof Commands;
export type Arguments<N extends CommandName> = Commands[N]['arguments'];
export type Result<N extends CommandName> = Commands[N]['result'];

/** Ends what it was given for. */
export type Stop = () => void;

/** What stands behind the window: the shell in the product, an in-memory one in tests. */
export interface Host {
  /** `workspace` is empty where the application is to take its current one. */
  invoke(name: CommandName, workspace: string, args: unknown): Promise<unknown>;
  listen(event: string, heard: (payload: unknown) => void): Promise<Stop>;
  /** Files dragged over and dropped on the window, by path. */
  onFiles(heard: (drag: FileDrag) => void): Promise<Stop>;
  print(): void;
}

export type FileDrag = { kind: 'over' } | { kind: 'left' } | { kind: 'dropped'; paths: string[] };

let chosen: Promise<Host> | null = null;

/** The host of this window, found on first use. */
export function host(): Promise<Host> {
  chosen ??= find();
  return chosen;
}

/** Puts another host in place. For tests. */
export function useHost(other: Host): void {
  chosen = Promise.resolve(other);
}

async function find(): Promise<Host> {
  if (import.meta.env.MODE === 'fake' && !('__TAURI_INTERNALS__' in window)) {
    return (await import('./fake/host')).fakeHost();
  }
  return (await import('./shell')).shell;
}
