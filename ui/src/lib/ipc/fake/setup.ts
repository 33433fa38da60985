/** Set-up: the import of an export, from the choice of files to the report. */
import type {
  ColumnRef,
  FilePlan,
  ImportDraft,
  ImportPlan,
  ImportReportView,
  Join,
  PublicError,
  Question,
  Spelling,
} from '../contract';
import type { Arguments } from '../host';
import { emit } from './bus';
import { workspaceId } from './frame';
import { isFake } from './mood';
import { filePlan, profile } from './setup-files';
import { groupsOf, previewRows, reportOf } from './setup-report';

const folder = '/home/mara/Exports/2026';
const paths = ['sales_pipeline', 'accounts', 'products', 'sales_teams'].map((name) => `${folder}/${name}.csv`);

const refuse = (code: string, message: string, remedy: string): PublicError => ({ code, message, remedy, fields: [] });

function place(files: FilePlan[], attribute: string): ColumnRef | null {
  for (const [file, one] of files.entries()) {
    const column = one.role === 'ignored' ? undefined : one.columns.find((column) => column.attribute === attribute);
    if (column) return { file, column: column.index };
  }
  return null;
}

function joins(files: FilePlan[]): Join[] {
  const pairs: [Join['kind'], string, string, number, string][] = [
    ['account', 'deal_account', 'account_name', 0.838, '`account` has 7375 of 8800 values of `account`'],
    ['product', 'deal_product', 'product_name', 1, '`product` has 8800 of 8800 values of `product`'],
    ['owner', 'deal_owner', 'person_name', 1, '`sales_agent` has 8800 of 8800 values of `sales_agent`'],
  ];
  return pairs.flatMap(([kind, left, right, found, reason]) => {
    const [from, to] = [place(files, left), place(files, right)];
    return from && to ? [{ kind, from, to, found, reason }] : [];
  });
}

function spellings(files: FilePlan[]): Spelling[] {
  const wanted: [Spelling['attribute'], string, string, number, boolean, string][] = [
    [
      'deal_product',
      'GTXPro',
      'GTX Pro',
      1480,
      true,
      'the same letters as in `product`, but for spaces, case or signs',
    ],
    [
      'account_industry',
      'technolgy',
      'technology',
      12,
      false,
      'looks like a misspelling of `technology`: kept until you say otherwise',
    ],
    [
      'account_country',
      'Philipines',
      'Philippines',
      1,
      false,
      'looks like a misspelling of `Philippines`: kept until you say otherwise',
    ],
  ];
  return wanted.flatMap(([attribute, found, means, rows, apply, reason]) => {
    const column = place(files, attribute);
    return column ? [{ column, attribute, found, means, rows, apply, reason }] : [];
  });
}

function questions(files: FilePlan[]): Question[] {
  if (!files.some((file) => file.role === 'deals'))
    return [
      {
        kind: 'no_deals',
        file: null,
        column: null,
        text: 'Which file holds the deals? None of them was recognised',
      },
    ];
  return files.flatMap((file, at): Question[] => {
    if (file.role === 'ignored') return [];
    const found: Question[] = file.columns
      .filter((one) => one.attribute !== null && one.holds.kind === 'ambiguous_date' && one.date_order === null)
      .map((one) => ({
        kind: 'date_order',
        file: at,
        column: one.index,
        text: `${file.name}: is \`${one.samples[0] ?? ''}\` in “${one.header}” day first or month first?`,
      }));
    if (file.role === 'deals' && !file.columns.some((one) => one.attribute === 'deal_stage'))
      found.push({
        kind: 'no_stage',
        file: at,
        column: null,
        text: `Which column of ${file.name} says the stage of a deal?`,
      });
    return found;
  });
}

/** Derives what follows from the files, and keeps what a person decided, as the product does. */
function complete(files: FilePlan[], before: ImportPlan | null): ImportPlan {
  const hasAccount = place(files, 'deal_account') !== null;
  const markers = [{ word: 'Não Identificado', rows: 1425, reason: 'a usual way to say that there is none' }];
  return {
    files,
    joins: joins(files),
    stages: before?.stages ?? [
      {
        word: 'Prospecting',
        rows: 500,
        meaning: 'open',
        probability: 0.1,
        confidence: 1,
        reason: 'a usual name of an open stage',
      },
      {
        word: 'Engaging',
        rows: 1589,
        meaning: 'open',
        probability: 0.3,
        confidence: 1,
        reason: 'a usual name of an open stage',
      },
      { word: 'Won', rows: 4238, meaning: 'won', probability: 1, confidence: 1, reason: 'a usual word for won' },
      { word: 'Lost', rows: 2473, meaning: 'lost', probability: 0, confidence: 1, reason: 'a usual word for lost' },
    ],
    missing_markers: hasAccount ? (before?.missing_markers ?? markers) : [],
    spellings: spellings(files).map((one) => ({
      ...one,
      apply: before?.spellings.find((known) => known.found === one.found)?.apply ?? one.apply,
    })),
    default_currency: before?.default_currency ?? null,
    segment_sizes: before?.segment_sizes ?? { mid_market_from: 200, enterprise_from: 1000 },
    questions: questions(files),
  };
}

function draft(plan: ImportPlan): ImportDraft {
  const open = plan.questions.length > 0;
  return {
    profiles: plan.files.map((file) => profile(file.path)),
    plan,
    preview: open ? null : { rows: previewRows(plan), report: reportOf(plan) },
  };
}

function inspect_files({ paths: asked }: Arguments<'inspect_files'>): ImportDraft {
  return draft(complete(asked.map(filePlan), null));
}

const preview_import = ({ plan }: Arguments<'preview_import'>): ImportDraft => draft(complete(plan.files, plan));

let imported: ImportReportView | null = null;

async function run_import({ plan, name }: Arguments<'run_import'>): Promise<ImportReportView> {
  if (name.trim() === '')
    throw refuse('name_needed', 'the workspace needs a name', 'Name it after the export, such as `Pipeline 2017`');
  if (isFake('full'))
    throw refuse('disk_full', 'there is no room left on the disk', 'Make some room and import again; nothing was kept');
  for (const percent of [20, 60, 100]) {
    emit('import_progress', { file: 'sales_pipeline.csv', rows: 88 * percent, percent });
    await new Promise((done) => setTimeout(done, 30));
  }
  const { counts, unusable_rows, flawed_rows } = reportOf(plan);
  imported = view(plan, counts, unusable_rows, flawed_rows);
  return imported;
}

function view(
  plan: ImportPlan,
  counts: ReturnType<typeof reportOf>['counts'],
  unusable: number,
  flaws: number,
): ImportReportView {
  const groups = groupsOf(plan);
  return {
    workspace: 'import-1',
    deals: counts.deals,
    accounts: counts.accounts,
    people: counts.people,
    product_lines: counts.lines,
    handoffs: 4237,
    unusable,
    flaws,
    groups,
    first_issues: groups.flatMap((group) => group.examples),
    period_words: 'The data ends on 30 Sep 2026: periods end there, and so does the calendar of this workspace',
  };
}

/** The workspace of the fake host that was imported before has a report of its own. */
function import_report(): ImportReportView | null {
  if (workspaceId() !== 'import-1') return null;
  const plan = complete(paths.map(filePlan), null);
  const { counts, unusable_rows, flawed_rows } = reportOf(plan);
  return imported ?? view(plan, counts, unusable_rows, flawed_rows);
}

export const setupCommands = {
  pick_files: () => paths,
  inspect_files,
  preview_import,
  run_import,
  cancel_import: () => true,
  import_report,
  export_import_issues: ({ path }: Arguments<'export_import_issues'>) => ({ path }),
};
