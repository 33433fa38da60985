export const words = {
  version: 'Version',
  source: 'In force',
  load: 'Load from a file…',
  path: 'Path of a playbook file',
  loadIt: 'Load',
  loadHow:
    'A file that does not parse changes nothing: the playbook in force stays, and you are told where the file breaks.',
  loaded: (name: string) => `${name} is in force now; every handoff was judged again`,
  copy: 'Save a copy…',
  saved: (path: string) => `Saved to ${path}`,
  builtIn: 'Back to the built-in playbook',
  builtInDone: 'The built-in playbook is in force again',
  fields: 'What is handed over',
  columns: { field: 'Field', question: 'Question for the rep', weight: 'Weight' },
  tiers: { automated: 'A automated', structured: 'S structured', white_glove: 'W white-glove' },
  requirement: { required: '● required', optional: '○ optional', hidden: '– not asked' },
};
