import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FieldView } from '../../lib/ipc';
import { handoffCalled, handoffView } from '../../lib/ipc/fake/handoff-view';
import { resetHandoffs } from '../../lib/ipc/fake/handoffs';
import Findings from './Findings.svelte';

let field: FieldView;

/** The layout of a browser in short: a line has 20 pixels, and a box is as high as its lines or its floor. */
function height(this: HTMLElement): number {
  return Math.max(this.querySelectorAll('li').length * 20, parseFloat(this.style.minHeight) || 0);
}

beforeEach(() => {
  resetHandoffs();
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(height);
  const [section] = handoffView(handoffCalled('h-norddruck')).sections;
  const finding = { check: 'empty', why: 'Nothing is here yet', fix: 'Write what they want to reach' };
  field = { ...section!.fields[0]!, findings: [finding] };
});

afterEach(() => vi.restoreAllMocks());

const told = (findings: FieldView['findings']) => ({ field: { ...field, findings }, id: 'x' });
const room = (of: HTMLElement) => of.querySelector<HTMLElement>('.place')!.offsetHeight;

test('a hint keeps its room when the field is filled', async () => {
  const { container, rerender } = render(Findings, told(field.findings));
  expect(screen.getByText('Write what they want to reach')).toBeTruthy();
  expect(room(container)).toBe(20);
  await rerender(told([]));
  expect(screen.queryByText('Write what they want to reach')).toBeNull();
  expect(room(container)).toBe(20);
  await rerender(told([{ check: 'too_short', why: 'Too short', fix: 'Say more' }]));
  expect(room(container)).toBe(20);
});

test('a field without findings takes no room', () => {
  const { container } = render(Findings, told([]));
  expect(room(container)).toBe(0);
});
