/** More handoffs than anyone looks at one by one, for lists: made from a seed, the same each time. */
import type { HandoffState, Tier } from '../contract';
import { fullEntries } from './handoffs-full';
import { fakeHandoffs, handoff, hoursAgo, type FakeHandoff } from './handoffs';
import { isFake } from './mood';
import { nameOf } from './people';

const first = [
  'Alpen',
  'Baltic',
  'Cinder',
  'Delphi',
  'Elbe',
  'Ferro',
  'Granit',
  'Hansa',
  'Isar',
  'Juno',
  'Kestrel',
  'Lumen',
  'Maris',
  'Nordic',
  'Orion',
  'Peregrine',
  'Quarz',
  'Rhein',
  'Solvei',
  'Tessera',
  'Umbra',
  'Vega',
  'Weser',
  'Zephyr',
];
const second = [
  'Logistik',
  'Foods',
  'Energy',
  'Health',
  'Systems',
  'Retail',
  'Press',
  'Mobility',
  'Labs',
  'Insurance',
  'Packaging',
  'Optics',
];
const sold = [
  'Invoice platform',
  'Analytics, 2 years',
  'Archive and search',
  'Field service suite',
  'Renewal desk',
  'Payments',
];
const plan: [HandoffState, number, number | null][] = [
  ['due', 30, null],
  ['upcoming', -90, null],
  ['submitted', 40, 8],
  ['due', 3, null],
  ['accepted', 70, 44],
  ['engaged', 200, 170],
  ['due', 20, null],
  ['returned', 50, 30],
  ['live', 900, 860],
  ['upcoming', -260, null],
  ['submitted', 20, 2],
  ['engaged', 400, 380],
  ['exempt', 100, null],
  ['due', 12, null],
  ['accepted', 46, 30],
];
const tiers: Tier[] = ['S', 'S', 'A', 'W', 'S', 'A', 'A', 'S'];

/** A small generator with a fixed seed: no two runs differ. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % sides;
  };
}

function one(index: number, roll: (sides: number) => number): FakeHandoff {
  const [state, closed, submitted] = plan[index % plan.length] ?? ['due', 5, null];
  const tier = tiers[roll(tiers.length)] ?? 'S';
  const value = { A: 4_000 + roll(20) * 1_000, S: 26_000 + roll(70) * 1_000, W: 110_000 + roll(240) * 1_000 }[tier];
  const full = fullEntries();
  const keep = state === 'due' || state === 'upcoming' ? roll(12) : 30;
  const values = Object.fromEntries(Object.entries(full).slice(0, keep));
  const name = `${first[roll(first.length)]} ${second[roll(second.length)]}`;
  return handoff(`h-${1000 + index}`, name, sold[roll(sold.length)] ?? 'Platform', {
    state,
    tier,
    value: roll(23) === 0 ? null : value,
    closedHoursAgo: closed + roll(9),
    submittedHoursAgo: submitted,
    values,
    owner: nameOf(roll(3) === 0 ? 'p-tom' : 'p-mara'),
    csm: nameOf(roll(3) === 0 ? 'p-aisha' : 'p-jonas'),
    sync: (['sent', 'sent', 'sent', 'saved_here', 'sending'] as const)[roll(5)] ?? 'sent',
    timeline: [
      {
        at: hoursAgo(Math.max(1, closed)),
        who: 'HubSpot',
        sentence: 'Deal won',
        detail: null,
        mark: 'event',
      },
    ],
  });
}

let joined = false;

/** Adds the crowd to the handoffs, once. */
export function joinCrowd(): void {
  if (joined || isFake('empty')) return;
  joined = true;
  const roll = dice(7);
  const many = isFake('many') ? 2_000 : 44;
  for (let index = 0; index < many; index += 1) fakeHandoffs().push(one(index, roll));
}
