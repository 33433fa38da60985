/** A column of a table. `T` is the row. */
export interface Column {
  key: string;
  label: string;
  /** As CSS knows it: `120px`, `18%`. Without one the column shares what is left. */
  width?: string;
  /** The width in a wide window (1400 pixels and more). */
  wide?: string;
  align?: 'start' | 'end';
  /** The header is a button that sorts. */
  sortable?: boolean;
  /** Left out where the table is narrower than this, in pixels. */
  from?: number;
}

export interface Sorting {
  key: string;
  descending: boolean;
}

/** The rows to draw: those in view and a few around them. `first` is included, `end` is not. */
export function rowsInView(
  scrolled: number,
  height: number,
  rowHeight: number,
  total: number,
): { first: number; end: number } {
  const around = 8;
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - around);
  const end = Math.min(total, Math.ceil((scrolled + height) / rowHeight) + around);
  return { first: Math.min(first, Math.max(0, total - 1)), end };
}

/** Where a key takes the cursor, or `null` where the key says nothing to a table. */
export function cursorAfter(key: string, cursor: number, total: number, page: number): number | null {
  if (total === 0) return null;
  const last = total - 1;
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return Math.min(last, cursor + 1);
    case 'k':
    case 'ArrowUp':
      return Math.max(0, cursor - 1);
    case 'PageDown':
      return Math.min(last, cursor + page);
    case 'PageUp':
      return Math.max(0, cursor - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
