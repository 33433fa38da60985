import { describe, expect, it } from 'vitest';
import type { Behind, Figure, MetricKey, MetricsView, Tier, Unit } from '../lib/ipc';
import { story, trend } from './story';

const behind: Behind = { metric: 'completion', scope: 'all', from: '', to: '', tiers: [], misses_only: false };
const labels = ['Jun', 'Jul', 'Aug', 'Sep'];

function figure(key: MetricKey, unit: Unit, values: (number | null)[], value = 80): Figure {
  return {
    key,
    label: 'Completion',
    definition: '',
    unit,
    value,
    n: 40,
    target: null,
    target_words: null,
    on_target: null,
    sentence: '',
    months: values.map((value, at) => ({ month: `2026-0${6 + at}`, label: labels[at] ?? '', value, n: 9, behind })),
    behind,
  };
}

function view(values: (number | null)[], tiers: [Tier, number | null, number][] = []): MetricsView {
  return {
    filter_words: '',
    ends_at: '',
    ends_with_data: false,
    figures: [figure('completion', 'percent', values)],
    by_tier: tiers.map(([tier, value, n]) => ({ tier, label: '', cells: [{ key: 'completion', value, n, behind }] })),
  };
}

describe('the trend of a figure', () => {
  it('compares the last two months that have data', () => {
    expect(trend(figure('completion', 'percent', [60, 70, null, 75]))).toEqual({
      direction: 'up',
      words: 'Sep 5 points better than Jul',
    });
  });

  it('knows of which figures less is better', () => {
    expect(trend(figure('escalation', 'percent', [10, 14]))?.words).toBe('Jul 4 points worse than Jun');
    expect(trend(figure('first_touch', 'hours', [30, 20]))).toEqual({
      direction: 'down',
      words: 'Jul 10.0 h better than Jun',
    });
  });

  it('is level where both months read the same, and nothing with one month', () => {
    expect(trend(figure('quality', 'score', [85.1, 85.6]))).toEqual({ direction: 'level', words: 'as in Jun' });
    expect(trend(figure('quality', 'score', [null, 85.6]))).toBeNull();
  });
});

describe('the sentence of the period', () => {
  it('says how completion moved and which tier lags', () => {
    expect(
      story(
        view(
          [62, 70, 88],
          [
            ['S', 90, 20],
            ['W', 71, 7],
          ],
        ),
      ),
    ).toBe('Completion rose from 62 % in Jun to 88 % in Aug; White-glove lags at 71 %, n = 7');
  });

  it('names no tier that has too few handoffs, no data, or is about level', () => {
    expect(
      story(
        view(
          [62, 50],
          [
            ['A', 77, 20],
            ['S', null, 0],
            ['W', 0, 2],
          ],
        ),
      ),
    ).toBe('Completion fell from 62 % in Jun to 50 % in Jul');
  });

  it('is silent where there is nothing to compare', () => {
    expect(story(view([null, 70]))).toBeNull();
  });
});
