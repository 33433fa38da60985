export const playbookCommands = {};
