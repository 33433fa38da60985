import type { Role, TodayAction } from '../lib/ipc';

const forSales = 'When a deal of yours comes near its close, its handoff appears here with its deadline.';
const forSuccess = 'When a handoff is submitted to you, or a first touch comes due, it appears here with its deadline.';
const forManagers = 'Handoffs of your team that are late, or wait for your decision, appear here.';
const forLeaders = 'What waits for your signature or your decision appears here. Metrics show how the process runs.';

export const words = {
  waiting: 'What waits for you',
  news: 'Since you last looked',
  noNews: 'Nothing changed since you last looked.',
  earlier: 'Before that',
  actions: {
    write_handoff: 'Write handoff',
    fix_returned: 'Fix what came back',
    review_handoff: 'Review',
    make_first_touch: 'First touch',
    fill_gap: 'Fill the gap',
    keep_promise: 'See the promise',
    decide: 'Decide',
  } satisfies Record<TodayAction, string>,
  groups: {
    late: 'Late',
    today: 'Due today',
    tomorrow: 'Due tomorrow',
    week: 'Next 7 days',
    later: 'Later',
    none: 'Without a deadline',
  },
  nothing: 'Nothing waits for you',
  nothingWhy: {
    rep: forSales,
    csm: forSuccess,
    sales_manager: forManagers,
    cs_manager: forManagers,
    process_owner: forLeaders,
    vp_sales: forLeaders,
    vp_cs: forLeaders,
    leader: forLeaders,
  } satisfies Record<Role, string>,
  summary: (all: number, late: number): string =>
    late === 0 ? `${all} waiting, none late` : `${all} waiting, ${late} late`,
};
