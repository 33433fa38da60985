export const metricsCommands = {};
