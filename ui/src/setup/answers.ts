// Which edits of a plan answer what: questions, stages, spellings, markers.

import type {
  Attribute,
  ColumnPlan,
  DateOrder,
  Decimal,
  FilePlan,
  FileRole,
  ImportPlan,
  MissingMarker,
  Question,
  QuestionKind,
  StageMeaning,
} from '../lib/ipc';

const changed = <T>(all: T[], at: number, part: Partial<T>): T[] =>
  all.map((one, place) => (place === at ? { ...one, ...part } : one));

/** The file with one column changed. An attribute that another column has is taken from it: one column fills one thing. */
export function withColumn(file: FilePlan, at: number, part: Partial<ColumnPlan>): FilePlan {
  const wanted = part.attribute ?? null;
  const freed = file.columns.map((one, place) =>
    wanted !== null && place !== at && one.attribute === wanted ? { ...one, attribute: null } : one,
  );
  return { ...file, columns: changed(freed, at, part) };
}

export function withFile(plan: ImportPlan, at: number, part: Partial<FilePlan>): ImportPlan {
  return { ...plan, files: changed(plan.files, at, part) };
}

/** What the name of a row stands in, by what the file holds. */
const nameOf: Partial<Record<FileRole, Attribute>> = {
  accounts: 'account_name',
  products: 'product_name',
  people: 'person_name',
};

/** The attribute that a question looks for a column for. */
export function wantedBy(kind: QuestionKind, role: FileRole): Attribute | null {
  if (kind === 'no_stage') return 'deal_stage';
  return kind === 'no_name' ? (nameOf[role] ?? null) : null;
}

export type Answer = { file: number } | { date_order: DateOrder } | { decimal: Decimal } | { column: number };

/** The plan with a question answered. */
export function answered(plan: ImportPlan, question: Question, answer: Answer): ImportPlan {
  if ('file' in answer) return withFile(plan, answer.file, { role: 'deals' });
  const file = question.file === null ? undefined : plan.files[question.file];
  if (!file || question.file === null) return plan;
  const place = (index: number | null) => file.columns.findIndex((one) => one.index === index);
  const next =
    'column' in answer
      ? withColumn(file, place(answer.column), { attribute: wantedBy(question.kind, file.role) })
      : withColumn(file, place(question.column), answer);
  return withFile(plan, question.file, next);
}

/** What a stage means; an open one is as likely as is said. */
export function withStage(plan: ImportPlan, word: string, meaning: StageMeaning, probability?: number): ImportPlan {
  const usual = { won: 1, lost: 0, open: 0.5 }[meaning];
  return {
    ...plan,
    stages: plan.stages.map((one) =>
      one.word === word ? { ...one, meaning, probability: probability ?? usual } : one,
    ),
  };
}

export function withSpelling(plan: ImportPlan, at: number, apply: boolean): ImportPlan {
  return { ...plan, spellings: changed(plan.spellings, at, { apply }) };
}

export function withMarker(plan: ImportPlan, marker: MissingMarker, on: boolean): ImportPlan {
  const others = plan.missing_markers.filter((one) => one.word !== marker.word);
  return { ...plan, missing_markers: on ? [...others, marker] : others };
}
