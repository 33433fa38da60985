import { plural } from '../lib/format';

export const words = {
  whose: 'Whose',
  scopes: { mine: 'My deals', intake: 'My accounts', team: 'My team', all: 'Everybody' },
  tiers: 'Tiers',
  months: 'Months back',
  monthOption: (n: number) => `${n} months`,
  ends: 'The data ends here; so do the periods.',
  figures: 'Figures of the period',
  byMonth: 'By month',
  target: 'Target',
  targetOf: (target: string) => `target ${target}`,
  noData: 'no data',
  noDataLong: 'no data in this period',
  met: 'met',
  missed: 'missed',
  n: (n: number) => `n = ${n}`,
  open: (label: string, amount: string, n: number) =>
    `${label}: ${amount}. Open the ${plural(n, 'handoff', 'handoffs')} behind it`,
  openMonth: (label: string, month: string, amount: string, n: number) =>
    `${label}, ${month}: ${amount}, n = ${n}. Open the handoffs`,
  misses: (label: string) => `${label}: show the ones that missed`,
  same: (month: string) => `as in ${month}`,
  better: (now: string, by: string, before: string) => `${now} ${by} better than ${before}`,
  worse: (now: string, by: string, before: string) => `${now} ${by} worse than ${before}`,
  points: (n: string) => `${n} ${n === '1' ? 'point' : 'points'}`,
  moved: (label: string, verb: string, from: string, fromMonth: string, to: string, toMonth: string) =>
    `${label} ${verb} from ${from} in ${fromMonth} to ${to} in ${toMonth}`,
  stayed: (label: string, at: string, fromMonth: string, toMonth: string) =>
    `${label} stayed at ${at} from ${fromMonth} to ${toMonth}`,
  rose: 'rose',
  fell: 'fell',
  lags: (tier: string, at: string, n: number) => `${tier} lags at ${at}, n = ${n}`,
  byTier: 'By tier',
  figure: 'Figure',
  whole: 'All tiers',
  together: 'Together',
  empty: 'No closed deals in this period',
  emptyWhy: 'Figures appear when deals close. Choose more months, or everybody.',
};
