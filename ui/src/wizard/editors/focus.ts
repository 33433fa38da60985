import { tick } from 'svelte';

/** Puts the cursor into a cell of a row, at its end, once the row is on the page. */
export async function focusCell(table: HTMLElement | undefined, row: string, column: number): Promise<void> {
  await tick();
  const line = [...(table?.querySelectorAll<HTMLElement>('[data-row]') ?? [])].find(
    (known) => known.dataset.row === row,
  );
  const found = line?.querySelector<HTMLElement>(`[data-cell="${column}"]`);
  found?.focus();
  if (found instanceof HTMLTextAreaElement || (found instanceof HTMLInputElement && found.type === 'text')) {
    found.setSelectionRange(found.value.length, found.value.length);
  }
}

/** Whether the caret of a cell stands at its start and at its end. Cells without a caret are at both only for selects: never. */
export function edgesOf(target: EventTarget | null): { start: boolean; end: boolean } {
  if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement))
    return { start: false, end: false };
  const { selectionStart, selectionEnd, value } = target;
  const bare = selectionStart === selectionEnd;
  return { start: bare && selectionStart === 0, end: bare && selectionEnd === value.length };
}
