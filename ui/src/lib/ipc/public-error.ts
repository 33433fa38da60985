import type { PublicError } from './contract';

export type { PublicError };

/** Whatever was thrown, as something that can be shown: what happened and what to do. */
export function asPublicError(thrown: unknown): PublicError {
  if (isPublicError(thrown)) return thrown;
  return {
    code: 'unknown',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    remedy: 'Try again. If it stays, close and open the window: what you wrote is kept.',
    fields: [],
  };
}

function isPublicError(thrown: unknown): thrown is PublicError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}
