/** Events of the fake host. */
type Heard = (payload: unknown) => void;

const ears = new Map<string, Set<Heard>>();

export function listen(event: string, heard: Heard): () => void {
  const known = ears.get(event) ?? new Set<Heard>();
  ears.set(event, known.add(heard));
  return () => known.delete(heard);
}

export function emit(event: string, payload: unknown): void {
  for (const heard of ears.get(event) ?? []) heard(payload);
}
