import { describe, expect, it } from 'vitest';
import { amount, difference, target } from './amount';

describe('a figure', () => {
  it('without data is no data and never zero', () => {
    for (const unit of ['percent', 'score', 'hours'] as const) expect(amount(null, unit)).toBe('no data');
    expect(amount(0, 'percent')).toBe('0 %');
  });

  it('is said in its unit', () => {
    expect(amount(87.6, 'percent')).toBe('88 %');
    expect(amount(19.46, 'hours')).toBe('19.5 h');
    expect(amount(84, 'hours')).toBe('3.5 d');
  });

  it('that is a score never rounds up into a band that it has not reached', () => {
    expect(amount(84.9, 'score')).toBe('84');
  });
});

describe('the difference of two figures', () => {
  it('is in points for shares and scores, in time for times', () => {
    expect(difference(91, 86, 'percent')).toBe('5 points');
    expect(difference(85, 86, 'score')).toBe('1 point');
    expect(difference(86.2, 86.6, 'score')).toBe('0.4 points');
    expect(difference(19.5, 25.4, 'hours')).toBe('5.9 h');
    expect(difference(192, 120, 'hours')).toBe('3.0 d');
  });
});

describe('a target', () => {
  const aim = (value: number | null) => target({ unit: 'hours', value, target: 24, target_words: '≤ 24 h' });

  it('is said in the unit of the figure that it stands beside', () => {
    expect([amount(163, 'hours'), aim(163)]).toEqual(['6.8 d', '≤ 1.0 d']);
    expect([amount(30, 'hours'), aim(30)]).toEqual(['30.0 h', '≤ 24.0 h']);
  });

  it('stays as the host says it where it is no time, or nothing stands beside it', () => {
    expect(aim(null)).toBe('≤ 24 h');
    expect(target({ unit: 'percent', value: 62, target: 90, target_words: '≥ 90 %' })).toBe('≥ 90 %');
    expect(target({ unit: 'hours', value: 62, target: null, target_words: null })).toBeNull();
  });
});
