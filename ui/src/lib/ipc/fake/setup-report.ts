/** What the import of the four files comes to. */
import type { ImportPlan, ImportReport, IssueCode, IssueGroup, PreviewRow, RowIssue } from '../contract';

type Short = [
  code: IssueCode,
  file: string,
  column: string,
  reason: string,
  count: number,
  value: string,
  lines: number[],
];

const shorts: Short[] = [
  [
    'repeated_key',
    'sales_pipeline.csv',
    'opportunity_id',
    'the key of the deal was used before: the first row counts',
    2,
    'EC4QE1BX (first in line 4 of sales_pipeline.csv)',
    [4411, 7320],
  ],
  [
    'respelled',
    'sales_pipeline.csv',
    'product',
    '`GTXPro` is spelled `GTX Pro` elsewhere: taken for the same',
    1480,
    'GTXPro',
    [3, 13, 20, 27, 41],
  ],
  [
    'missing_account',
    'sales_pipeline.csv',
    'account',
    '`Não Identificado` stands for a missing account: the deal arrives without one',
    1425,
    'Não Identificado',
    [11, 24, 37, 52, 60],
  ],
  [
    'likely_misspelled',
    'accounts.csv',
    'sector',
    '`technolgy` looks like a misspelling of `technology`: kept as it is',
    12,
    'technolgy',
    [2, 8, 15, 21, 33],
  ],
  [
    'likely_misspelled',
    'accounts.csv',
    'office_location',
    '`Philipines` looks like a misspelling of `Philippines`: kept as it is',
    1,
    'Philipines',
    [5],
  ],
];

function group([code, file, column, reason, count, value, lines]: Short): IssueGroup {
  const severity = code === 'repeated_key' ? 'unusable' : 'flaw';
  const examples = lines.map((line): RowIssue => ({ file, line, column, value, code, reason, severity }));
  return { code, severity, file, column, reason, count, examples };
}

/** The groups, told as the plan decides them. */
export function groupsOf(plan: ImportPlan): IssueGroup[] {
  const markers = new Set(plan.missing_markers.map((marker) => marker.word));
  const used = new Set(plan.files.filter((file) => file.role !== 'ignored').map((file) => file.name));
  const decided = (found: string) => plan.spellings.find((spelling) => spelling.found === found)?.apply ?? false;
  return shorts
    .filter(([code, file, , , , value]) => used.has(file) && (code !== 'missing_account' || markers.has(value)))
    .map((short): Short => {
      const [code, file, column, reason, count, value, lines] = short;
      if (code !== 'likely_misspelled' || !decided(value)) return short;
      return [code, file, column, reason.replace('kept as it is', 'corrected'), count, value, lines];
    })
    .map(group);
}

export function reportOf(plan: ImportPlan): ImportReport {
  const has = (role: string) => plan.files.some((file) => file.role === role);
  const groups = groupsOf(plan);
  const unusable = groups.filter((one) => one.severity === 'unusable').reduce((sum, one) => sum + one.count, 0);
  const noAccount = groups.find((one) => one.code === 'missing_account')?.count ?? 0;
  return {
    files: plan.files.map(({ name, role, rows, reason }) => {
      const lost = role === 'deals' ? unusable : 0;
      return {
        file: name,
        role,
        read: rows,
        used: role === 'ignored' ? 0 : rows - lost,
        unusable: lost,
        skipped: 0,
        reason: role === 'ignored' ? reason : null,
      };
    }),
    counts: {
      deals: 8800 - unusable,
      open: 2089,
      won: 4237,
      lost: 2472,
      accounts: has('accounts') ? 85 : 86,
      people: has('people') ? 41 : 30,
      lines: 8800 - unusable,
      deals_without_account: noAccount,
    },
    first_close: '2026-03-01',
    as_of: '2026-09-30',
    groups,
    unusable_rows: unusable,
    flawed_rows: 2680,
    roster: { people: [] },
    notes: ['500 deals without the date on which they were created'],
  };
}

type ShortRow = [id: string, account: string | null, owner: string, product: string, stage: string, amount: number];

const rows: ShortRow[] = [
  ['1C1I7A6R', 'Cancity', 'Moses Frase', 'GTX Plus Basic', 'Won', 1054],
  ['Z063OYW0', 'Isdom', 'Darcel Schlecht', 'GTX Pro', 'Won', 4514],
  ['EC4QE1BX', 'Cancity', 'Darcel Schlecht', 'MG Special', 'Won', 50],
  ['MV1LWRNH', 'Codehow', 'Moses Frase', 'GTX Basic', 'Won', 588],
  ['PE84CX4O', 'Hatfan', 'Zane Levy', 'GTX Basic', 'Won', 517],
  ['ZNBS69V1', 'Ron-tech', 'Anna Snelling', 'MG Special', 'Won', 49],
  ['HAXMC4IX', null, 'James Ascencio', 'MG Advanced', 'Engaging', 0],
  ['KWVA7VR1', 'Genco Pura Olive Oil Company', 'Gladys Colclough', 'GTX Pro', 'Lost', 0],
];

export function previewRows(plan: ImportPlan): PreviewRow[] {
  return rows.map(([id, account, owner, product, stage, amount], at) => {
    const meaning = plan.stages.find((one) => one.word === stage)?.meaning ?? 'open';
    return {
      file: 'sales_pipeline.csv',
      line: at + 2,
      id,
      name: account ? `${account}: ${product}` : `${product} (${id})`,
      account,
      owner,
      stage,
      is_won: meaning === 'won',
      is_closed: meaning !== 'open',
      deal_type: 'new',
      amount: amount === 0 ? null : amount,
      currency: plan.default_currency,
      probability: { won: 1, lost: 0, open: 0.3 }[meaning],
      close_date: meaning === 'open' ? null : `2026-06-${String(at + 1).padStart(2, '0')}`,
      created_at: '2026-04-03T00:00:00Z',
      products: [product],
      issues: [
        ...(product === 'GTX Pro' ? ['`GTXPro` is spelled `GTX Pro` elsewhere: taken for the same'] : []),
        ...(account === null ? ['`Não Identificado` stands for a missing account: the deal arrives without one'] : []),
      ],
    };
  });
}
