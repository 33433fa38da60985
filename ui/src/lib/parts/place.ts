import type { Attachment } from 'svelte/attachments';

const EDGE = 8;

/** Opens a popover beside what it belongs to, inside the window: below where there is room, else above. */
export function place(
  anchor: () => HTMLElement | undefined,
  align: 'start' | 'end' = 'start',
): Attachment<HTMLElement> {
  return (popup) => {
    // Browsers without popovers (jsdom) show it in place.
    if (typeof popup.showPopover !== 'function') return;
    popup.showPopover();
    put(popup, anchor(), align);
    const again = () => put(popup, anchor(), align);
    window.addEventListener('resize', again);
    window.addEventListener('scroll', again, true);
    return () => {
      window.removeEventListener('resize', again);
      window.removeEventListener('scroll', again, true);
    };
  };
}

function put(popup: HTMLElement, anchor: HTMLElement | undefined, align: 'start' | 'end'): void {
  if (anchor === undefined) return;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const left = align === 'start' ? at.left : at.right - width;
  const below = at.bottom + 4;
  const top = below + height <= window.innerHeight - EDGE ? below : Math.max(EDGE, at.top - height - 4);
  popup.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  popup.style.top = `${top}px`;
}
