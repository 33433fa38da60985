import { unreadable } from './unreadable';
import { capital } from '../lib/format';
import { frame } from '../frame/frame.svelte';
import {
  call,
  onImportProgress,
  type FilePlan,
  type ImportDraft,
  type ImportPlan,
  type ImportProgress,
  type ImportReportView,
  type PublicError,
} from '../lib/ipc';

/** An import from the choice of files to its report. It outlives its screen: going elsewhere and back loses nothing. */
class ImportFlow {
  draft = $state.raw<ImportDraft | null>(null);
  report = $state.raw<ImportReportView | null>(null);
  failed = $state.raw<PublicError | null>(null);
  name = $state('');
  /** The paths as they were written, one a line: they stay until they can be read. */
  typed = $state('');
  /** What is being done that takes its time. */
  work = $state<'looking' | 'importing' | null>(null);
  progress = $state.raw<ImportProgress | null>(null);
  /** True while an edited plan is looked at again. */
  checking = $state(false);

  #asked = 0;

  /** Hears how far the work is. Use inside an effect. */
  start(): () => void {
    return onImportProgress((progress) => (this.progress = progress));
  }

  /** Lets a person choose files. */
  async pick(): Promise<void> {
    this.failed = null;
    try {
      const paths = await call('pick_files', {});
      if (paths.length > 0) await this.look(paths);
    } catch (error) {
      this.failed = error as PublicError;
    }
  }

  async look(paths: string[]): Promise<void> {
    const found = await this.#during('looking', () => call('inspect_files', { paths }));
    if (!found) return;
    this.failed = unreadable(found.profiles);
    if (this.failed) return;
    this.draft = found;
    const deals = found.plan.files.find((file) => file.role === 'deals') ?? found.plan.files[0];
    this.name = proposedName(deals?.name ?? '');
  }

  /** Takes an edited plan at once, and what follows from it as soon as it is known. */
  async revise(plan: ImportPlan): Promise<void> {
    const before = this.draft;
    if (!before) return;
    const mine = ++this.#asked;
    this.draft = { ...before, plan };
    this.checking = true;
    this.failed = null;
    try {
      const revised = await call('preview_import', { plan });
      // An answer that was overtaken by a later edit is stale.
      if (mine === this.#asked) this.draft = revised;
    } catch (error) {
      // What could not be checked is not kept: the screen shows what the last answer was about.
      if (mine === this.#asked) [this.draft, this.failed] = [before, error as PublicError];
    } finally {
      if (mine === this.#asked) this.checking = false;
    }
  }

  changeFile(at: number, file: FilePlan): Promise<void> {
    const plan = this.draft?.plan;
    if (!plan) return Promise.resolve();
    return this.revise({ ...plan, files: plan.files.map((one, place) => (place === at ? file : one)) });
  }

  async run(): Promise<void> {
    const plan = this.draft?.plan;
    if (!plan || this.checking) return;
    const name = this.name;
    const report = await this.#during('importing', () => call('run_import', { name, plan }));
    if (!report) return;
    this.report = report;
    this.draft = null;
    await frame.switchTo(report.workspace);
  }

  cancel(): void {
    void call('cancel_import', {});
  }

  /** Begins anew. */
  restart(): void {
    this.#asked += 1;
    this.draft = null;
    this.report = null;
    this.failed = null;
    this.typed = '';
    this.checking = false;
  }

  async #during<T>(what: 'looking' | 'importing', asked: () => Promise<T>): Promise<T | null> {
    this.work = what;
    this.progress = null;
    this.failed = null;
    try {
      return await asked();
    } catch (error) {
      this.failed = error as PublicError;
      return null;
    } finally {
      this.work = null;
    }
  }
}

/** `sales_pipeline.csv` as `Sales pipeline`. */
export function proposedName(file: string): string {
  const words = file
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  return capital(words);
}

export const flow = new ImportFlow();
