import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { call } from '../lib/ipc';
import { presence } from './presence';

vi.mock('../lib/ipc', () => ({ call: vi.fn(() => Promise.resolve(true)) }));

let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  stop = presence();
});

afterEach(() => {
  stop();
  vi.mocked(call).mockClear();
  vi.useRealTimers();
});

test('whoever presses a key or the mouse is told of once a minute', () => {
  expect(call).not.toHaveBeenCalled();
  window.dispatchEvent(new Event('pointerdown'));
  window.dispatchEvent(new Event('keydown'));
  expect(vi.mocked(call).mock.calls).toEqual([['here', {}]]);
  vi.advanceTimersByTime(60_001);
  window.dispatchEvent(new Event('keydown'));
  expect(call).toHaveBeenCalledTimes(2);
});

test('nobody is told of after the window has gone', () => {
  stop();
  window.dispatchEvent(new Event('keydown'));
  expect(call).not.toHaveBeenCalled();
});
