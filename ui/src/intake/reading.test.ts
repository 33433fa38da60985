import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inSight, Look, LOOK } from './reading';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a section counts as read after a second in sight, once', () => {
  const seen = vi.fn();
  const look = new Look(seen);
  look.set(true);
  vi.advanceTimersByTime(LOOK - 1);
  expect(seen).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  look.set(false);
  look.set(true);
  vi.advanceTimersByTime(LOOK);
  expect(seen).toHaveBeenCalledTimes(1);
});

test('scrolling past is not reading', () => {
  const seen = vi.fn();
  const look = new Look(seen);
  for (let turn = 0; turn < 5; turn += 1) {
    look.set(true);
    vi.advanceTimersByTime(LOOK - 100);
    look.set(false);
  }
  vi.advanceTimersByTime(LOOK * 2);
  expect(seen).not.toHaveBeenCalled();
});

test('the focus counts at once', () => {
  const seen = vi.fn();
  new Look(seen).now();
  expect(seen).toHaveBeenCalledTimes(1);
});

test('a section taller than the window is in sight when it fills half of it', () => {
  const seen = (ratio: number, height: number) =>
    inSight({ intersectionRatio: ratio, intersectionRect: { height }, rootBounds: { height: 600 } });
  expect(seen(0.2, 320)).toBe(true);
  expect(seen(0.2, 200)).toBe(false);
  expect(seen(0.5, 40)).toBe(true);
});
