/** Four files of an export, with the flaws of real ones, as the fake host finds them. */
import type { Attribute, ColumnPlan, ColumnType, FilePlan, FileProfile, FileRole, Layout } from '../contract';

const layout = (columns: number): Layout => ({
  encoding: 'UTF-8',
  delimiter: ',',
  quote: '"',
  header_line: 1,
  has_header: true,
  columns,
  footer_from: null,
});

type ShortColumn = [header: string, attribute: Attribute | null, holds: ColumnType, samples: string[], reason?: string];

const text: ColumnType = { kind: 'text' };
const choice: ColumnType = { kind: 'choice' };
const number: ColumnType = { kind: 'number', decimal: 'point', currency: null };
const isoDate: ColumnType = { kind: 'date', order: 'year_month_day', pattern: 'yyyy-mm-dd' };
const eitherDate: ColumnType = {
  kind: 'ambiguous_date',
  orders: ['day_month_year', 'month_day_year'],
  pattern: '../../yyyy',
};

function column([header, attribute, holds, samples, reason]: ShortColumn, index: number): ColumnPlan {
  return {
    index,
    header,
    attribute,
    confidence: attribute === null ? 0 : 0.9,
    reason:
      reason ??
      (attribute === null ? 'nothing that we know is called so' : `the header is \`${header.toLowerCase()}\``),
    holds,
    date_order: holds.kind === 'date' ? holds.order : null,
    decimal: holds.kind === 'number' ? holds.decimal : null,
    samples,
  };
}

export interface FakeFile {
  name: string;
  role: FileRole;
  rows: number;
  bytes: number;
  reason: string;
  columns: ColumnPlan[];
  problems: FileProfile['problems'];
}

interface Short extends Omit<FakeFile, 'columns' | 'problems'> {
  columns: ShortColumn[];
  problems?: FileProfile['problems'];
}

const shorts: Short[] = [
  {
    name: 'sales_pipeline.csv',
    role: 'deals',
    rows: 8800,
    bytes: 666_619,
    reason: 'it has the columns `opportunity_id`, `deal_stage`, `close_date`, `close_value`',
    columns: [
      ['opportunity_id', 'deal_key', { kind: 'id' }, ['1C1I7A6R', 'Z063OYW0', 'EC4QE1BX']],
      ['sales_agent', 'deal_owner', choice, ['Moses Frase', 'Darcel Schlecht', 'Zane Levy']],
      ['product', 'deal_product', choice, ['GTX Plus Basic', 'GTXPro', 'MG Special']],
      ['account', 'deal_account', choice, ['Cancity', 'Isdom', 'Não Identificado']],
      ['deal_stage', 'deal_stage', choice, ['Won', 'Lost', 'Engaging']],
      ['engage_date', 'deal_created', eitherDate, ['03/04/2026', '11/04/2026', '02/05/2026']],
      ['close_date', 'deal_close', isoDate, ['2026-06-01', '2026-06-11', '2026-06-07']],
      ['close_value', 'deal_amount', number, ['1054.0', '4514.0', '50.0']],
    ],
  },
  {
    name: 'accounts.csv',
    role: 'accounts',
    rows: 85,
    bytes: 4_584,
    reason: 'it has the columns `account`, `sector`, `employees`',
    columns: [
      ['account', 'account_name', text, ['Acme Corporation', 'Betasoloin', 'Betatech']],
      ['sector', 'account_industry', choice, ['technolgy', 'medical', 'retail']],
      ['year_established', null, number, ['1996', '1999', '1986']],
      ['revenue', null, number, ['1100.04', '251.41', '647.18']],
      ['employees', 'account_employees', number, ['2822', '495', '1185']],
      ['office_location', 'account_country', choice, ['United States', 'Kenya', 'Philipines']],
      ['subsidiary_of', null, text, ['Acme Corporation', 'Massive Dynamic']],
    ],
  },
  {
    name: 'products.csv',
    role: 'products',
    rows: 7,
    bytes: 163,
    reason: 'it has the columns `product`, `series`, `sales_price`',
    columns: [
      ['product', 'product_name', text, ['GTX Basic', 'GTX Pro', 'MG Special']],
      ['series', 'product_family', choice, ['GTX', 'MG', 'GTK']],
      ['sales_price', 'product_price', number, ['550', '4821', '55']],
    ],
  },
  {
    name: 'sales_teams.csv',
    role: 'people',
    rows: 35,
    bytes: 1_248,
    reason: 'it has the columns `sales_agent`, `manager`, `regional_office`',
    columns: [
      ['sales_agent', 'person_name', text, ['Anna Snelling', 'Cecily Lampkin', 'Versie Hillebrand']],
      ['manager', 'person_manager', choice, ['Dustin Brinkmann', 'Melvin Marxen', 'Cara Losch']],
      ['regional_office', 'person_region', choice, ['Central', 'East', 'West']],
    ],
  },
];

const known: FakeFile[] = shorts.map((file) => ({
  ...file,
  problems: file.problems ?? [],
  columns: file.columns.map(column),
}));

/** What can't be read as a table is named, and stays out. */
const stranger = (name: string): FakeFile => ({
  name,
  role: 'ignored',
  rows: 0,
  bytes: 48_212,
  reason: `\`${name}\` is not a text file`,
  columns: [],
  problems: [
    {
      code: 'binary',
      line: null,
      message: 'this is not a text file',
      remedy: 'Save it as CSV: in a spreadsheet, “Save as”, “CSV UTF-8”',
      blocks: true,
    },
  ],
});

const unreadable = (name: string): FakeFile => ({
  ...stranger(name),
  bytes: 0,
  reason: 'it can’t be read',
  problems: [
    {
      code: 'unreadable',
      line: null,
      message: "the file can't be read: No such file or directory (os error 2)",
      remedy: 'check that the file exists and that you may read it, then pick it again',
      blocks: true,
    },
  ],
});

const nameOf = (path: string) => path.split(/[/\\]/).pop() ?? path;
export const fileAt = (path: string): FakeFile =>
  known.find((file) => file.name === nameOf(path)) ?? (/missing/.test(path) ? unreadable : stranger)(nameOf(path));

export function filePlan(path: string): FilePlan {
  const { name, bytes, rows, role, reason, columns } = fileAt(path);
  return {
    path,
    name,
    bytes,
    rows,
    layout: columns.length > 0 ? layout(columns.length) : null,
    role,
    confidence: 0.95,
    reason,
    columns,
  };
}

export function profile(path: string): FileProfile {
  const { name, bytes, rows, columns, problems } = fileAt(path);
  return {
    path,
    name,
    bytes,
    rows,
    layout: columns.length > 0 ? layout(columns.length) : null,
    skipped: [],
    problems,
    columns: columns.map(({ index, header, holds, samples }) => ({
      index,
      header,
      holds,
      filled: rows,
      blank: 0,
      samples,
      values: samples.map((value) => ({ value, rows: 1 })),
      values_complete: true,
    })),
  };
}
