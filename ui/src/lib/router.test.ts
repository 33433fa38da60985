import { describe, expect, it } from 'vitest';
import { behindOf } from '../deals/behind';
import type { Behind } from './ipc';
import { behindHref, handoffHref, placesOf } from './places';
import { href, parse, screens } from './router.svelte';

describe('a hash', () => {
  it('leads to a screen and what is on it', () => {
    expect(parse('#/handoffs/h-1')).toMatchObject({ screen: 'handoffs', id: 'h-1' });
    expect(parse('#/setup/import')).toMatchObject({ screen: 'setup', id: 'import' });
    expect(parse('#/metrics')).toMatchObject({ screen: 'metrics', id: null });
  });

  it('that is empty or unknown leads to Today', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#/nowhere/h-1'])
      expect(parse(hash)).toMatchObject({ screen: 'today', id: null });
  });

  it('is read as it was written', () => {
    const odd = 'a/b c?d#é%';
    for (const screen of screens) expect(parse(href(screen, odd))).toMatchObject({ screen, id: odd });
  });

  it('carries the handoffs behind a figure', () => {
    const behind: Behind = {
      metric: 'first_touch',
      scope: 'team',
      from: '2026-06-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
      tiers: ['W'],
      misses_only: true,
    };
    expect(behindOf(parse(behindHref(behind)).query)).toEqual(behind);
    expect(behindOf(new URLSearchParams({ behind: '{broken' }))).toBeNull();
    expect(behindOf(new URLSearchParams({ behind: '"text"' }))).toBeNull();
  });
});

describe('a role', () => {
  it('finds Today first', () => {
    for (const role of [
      'rep',
      'csm',
      'sales_manager',
      'cs_manager',
      'process_owner',
      'vp_sales',
      'vp_cs',
      'leader',
    ] as const) {
      expect(placesOf(role)[0]).toBe('today');
    }
  });

  it('that receives handoffs opens them in the review, all others in the wizard', () => {
    expect(handoffHref('h-1', 'csm')).toBe('#/intake/h-1');
    expect(handoffHref('h-1', 'rep')).toBe('#/handoffs/h-1');
    expect(handoffHref('h-1', 'sales_manager')).toBe('#/handoffs/h-1');
  });
});
