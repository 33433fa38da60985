/** An in-memory host with believable data, for tests and for work on screens in a browser. Never in the product. */
import type { Changed, Commands, PublicError } from '../contract';
import type { CommandName, Host } from '../host';
import { alarmsCommands } from './alarms';
import { emit, listen } from './bus';
import { joinCrowd } from './crowd';
import { connectCommands } from './connect';
import { dealsCommands } from './deals';
import { frameCommands } from './frame';
import { intakeCommands } from './intake';
import { metricsCommands } from './metrics';
import { playbookCommands } from './playbook';
import { people, setViewer } from './people';
import { promisesCommands } from './promises';
import { setupCommands } from './setup';
import { syncCommands } from './sync';
import { todayCommands } from './today';
import { wizardCommands } from './wizard';

type Answers = {
  [N in CommandName]?: (args: Commands[N]['arguments']) => Commands[N]['result'] | Promise<Commands[N]['result']>;
};

const answers: Answers = {
  pick_save_path: ({ name, extension }) => `/home/mara/${name}.${extension}`,
  ...frameCommands,
  ...todayCommands,
  ...dealsCommands,
  ...promisesCommands,
  ...alarmsCommands,
  ...syncCommands,
  ...wizardCommands,
  ...intakeCommands,
  ...metricsCommands,
  ...playbookCommands,
  ...setupCommands,
  ...connectCommands,
};

/** Reading changes nothing; all other commands are followed by a `changed` event, as in the product. */
const reads =
  /^(overview|list_|today|search|open_handoff|open_review|evidence|document|timeline|metrics|sync_log|playbook$|pick_|inspect_|preview_|import_report|export_|sign_out_question|await_|open_sign|open_profile|profile_link|offered_)/;
const topics: Changed['topics'] = ['deals', 'handoffs', 'outbox', 'alarms', 'sync', 'settings', 'promises'];

export function fakeHost(): Host {
  joinCrowd();
  const viewer = new URLSearchParams(location.search).get('as');
  if (people.some((person) => person.id === viewer)) setViewer(viewer ?? '');
  return {
    async invoke(name, _workspace, args) {
      const answer = answers[name] as ((args: unknown) => unknown) | undefined;
      if (answer === undefined) throw unknown(name);
      const result = structuredClone(await answer(args));
      if (!reads.test(name)) queueMicrotask(() => emit('changed', { workspace: 'practice', topics } satisfies Changed));
      return result;
    },
    listen: (event, heard) => Promise.resolve(listen(event, heard)),
    onFiles: (heard) => Promise.resolve(listen('files', (payload) => heard(payload as Parameters<typeof heard>[0]))),
    print: () => emit('printed', null),
  };
}

function unknown(name: string): PublicError {
  return { code: 'unknown_command', message: `The fake host does not know \`${name}\``, remedy: null, fields: [] };
}
