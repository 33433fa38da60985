import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Table from './Table.svelte';
import { cursorAfter, rowsInView } from './table';

describe('the rows in view', () => {
  it('are those that can be seen and a few around them, however many there are', () => {
    const view = rowsInView(40_000, 600, 40, 8_800);
    expect(view.first).toBeLessThanOrEqual(1_000);
    expect(view.end).toBeGreaterThanOrEqual(1_015);
    expect(view.end - view.first).toBeLessThan(40);
  });

  it('never leave the list', () => {
    expect(rowsInView(0, 600, 40, 3)).toEqual({ first: 0, end: 3 });
    expect(rowsInView(0, 600, 40, 0)).toEqual({ first: 0, end: 0 });
    expect(rowsInView(400_000, 600, 40, 10)).toEqual({ first: 9, end: 10 });
  });
});

describe('the cursor', () => {
  it('moves by row, by page and to the ends, and stops there', () => {
    expect(cursorAfter('j', 0, 9, 5)).toBe(1);
    expect(cursorAfter('ArrowDown', 8, 9, 5)).toBe(8);
    expect(cursorAfter('k', 0, 9, 5)).toBe(0);
    expect(cursorAfter('PageDown', 1, 9, 5)).toBe(6);
    expect(cursorAfter('PageUp', 3, 9, 5)).toBe(0);
    expect(cursorAfter('End', 0, 9, 5)).toBe(8);
    expect(cursorAfter('Home', 8, 9, 5)).toBe(0);
    expect(cursorAfter('q', 3, 9, 5)).toBeNull();
    expect(cursorAfter('j', 0, 0, 5)).toBeNull();
  });
});

describe('a table', () => {
  const names = ['Acme', 'Baltic', 'Cinder'];
  const opened = vi.fn();
  const chosen = vi.fn();
  const sorted = vi.fn();

  beforeEach(() => {
    vi.clearAllMocks();
    render(Table<string>, {
      label: 'Accounts',
      columns: [{ key: 'name', label: 'Name', sortable: true }],
      total: names.length,
      rowAt: (index: number) => names[index],
      rowId: (name: string) => name,
      cell: createRawSnippet((name: () => string) => ({ render: () => `<span>${name()}</span>` })),
      onopen: opened,
      selected: new Set<string>(),
      onselect: chosen,
      sorting: { key: 'name', descending: false },
      onsort: sorted,
    });
  });
  afterEach(() => cleanup());

  it('is walked with j and k, opened with Enter, without a mouse', async () => {
    const user = userEvent.setup();
    await user.keyboard('j');
    expect(document.activeElement).toBe(screen.getByTestId('row-Acme'));
    await user.keyboard('jj');
    expect(document.activeElement).toBe(screen.getByTestId('row-Cinder'));
    await user.keyboard('k{Enter}');
    expect(opened).toHaveBeenCalledExactlyOnceWith('Baltic');
  });

  it('selects with x', async () => {
    const user = userEvent.setup();
    await user.keyboard('jjx');
    expect(chosen).toHaveBeenCalledExactlyOnceWith(new Set(['Baltic']));
  });

  it('leaves letters alone while a person types', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    await userEvent.setup().type(field, 'jkx');
    expect(field.value).toBe('jkx');
    expect(chosen).not.toHaveBeenCalled();
    field.remove();
  });

  it('keeps one row in the tab order', async () => {
    const user = userEvent.setup();
    const inOrder = () => screen.getAllByRole('row').filter((row) => row.getAttribute('tabindex') === '0');
    expect(inOrder()).toEqual([screen.getByTestId('row-Acme')]);
    await user.keyboard('jj');
    expect(inOrder()).toEqual([screen.getByTestId('row-Baltic')]);
  });

  it('turns the order round when its header is pressed again', async () => {
    await userEvent.setup().click(screen.getByTestId('sort-name'));
    expect(sorted).toHaveBeenCalledExactlyOnceWith({ key: 'name', descending: true });
    expect(screen.getByRole('columnheader', { name: /Name/ }).getAttribute('aria-sort')).toBe('ascending');
  });
});
