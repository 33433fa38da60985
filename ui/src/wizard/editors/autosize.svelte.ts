import type { Attachment } from 'svelte/attachments';

/** Lets a textarea be as tall as its text. Reads `text`, so that it runs again when the text changes from outside. */
export function autosize(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    const fit = () => {
      area.style.height = 'auto';
      const border = area.offsetHeight - area.clientHeight;
      area.style.height = `${area.scrollHeight + border}px`;
    };
    $effect(() => {
      text();
      fit();
    });
    const watcher = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(widthOf(area, fit));
    watcher?.observe(area);
    return () => watcher?.disconnect();
  };
}

/** Calls back when the width changed; our own change of the height is not news. */
function widthOf(area: HTMLElement, changed: () => void): () => void {
  let width = area.clientWidth;
  return () => {
    if (area.clientWidth === width) return;
    width = area.clientWidth;
    changed();
  };
}
