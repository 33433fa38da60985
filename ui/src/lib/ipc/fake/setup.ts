export const setupCommands = {};
