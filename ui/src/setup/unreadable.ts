// A file that cannot be opened is refused at once: there is nothing in it to plan with.

import type { FileProfile, PublicError } from '../lib/ipc';
import { words } from './words';

/** Why the files go no further, with the path of each that cannot be opened; `null` where all of them can. */
export function unreadable(profiles: FileProfile[]): PublicError | null {
  const found = profiles.flatMap(({ path, problems }) => {
    const problem = problems.find(({ code }) => code === 'unreadable');
    return problem ? [{ path, problem }] : [];
  });
  const [first] = found;
  if (first === undefined) return null;
  const message = found.map(({ path, problem }) => words.unreadable(path, reasonOf(problem.message))).join('; ');
  return { code: 'unreadable', message, remedy: words.unreadableFix, fields: [] };
}

/** The system's reason at the end of the host's sentence: `No such file or directory (os error 2)`. */
const reasonOf = (message: string): string => message.slice(message.indexOf(': ') + 1).trim();
