import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { Host } from './host';

/** The application's shell. */
export const shell: Host = {
  invoke: (name, workspace, args) => invoke(name, { workspace, arguments: args }),
  listen: (event, heard) => listen(event, ({ payload }) => heard(payload)),
  onFiles: (heard) =>
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === 'drop') heard({ kind: 'dropped', paths: payload.paths });
      else if (payload.type === 'leave') heard({ kind: 'left' });
      else heard({ kind: 'over' });
    }),
  print: () => window.print(),
};
