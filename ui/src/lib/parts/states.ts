import type { HandoffState, RecordSync, Tier } from '../ipc/contract';

export type Tone = 'quiet' | 'info' | 'good' | 'warn' | 'bad';

/** How a state is told: a word, a shape (a 12-unit path), a tone. No two states share a shape. */
export interface Look {
  word: string;
  tone: Tone;
  /** Drawn as a line. */
  line?: string;
  /** Drawn as a body. */
  body?: string;
}

export const stateLooks: Record<HandoffState, Look> = {
  upcoming: { word: 'upcoming', tone: 'quiet', line: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9' },
  due: { word: 'due', tone: 'warn', line: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M6 3.7V6l1.6 1.3' },
  submitted: { word: 'submitted', tone: 'info', line: 'M1.5 6h8M6.5 2.8 9.7 6l-3.2 3.2' },
  returned: { word: 'returned', tone: 'bad', line: 'M10 10V7.2A2.2 2.2 0 0 0 7.8 5H2.2M4.6 2.3 1.9 5l2.7 2.7' },
  accepted: { word: 'accepted', tone: 'good', line: 'M2 6.4 4.8 9 10 3.2' },
  engaged: { word: 'engaged', tone: 'good', line: 'M.9 6.6 3.2 9l3.6-4.8M6.4 8.6l.6.5 4.1-5.6' },
  live: { word: 'live', tone: 'good', body: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1' },
  exempt: { word: 'exempt', tone: 'quiet', line: 'M2 6h8' },
  void: { word: 'void', tone: 'quiet', line: 'M3 3l6 6M9 3 3 9' },
};

export const syncLooks: Record<RecordSync, Look> = {
  sent: { word: 'in the CRM', tone: 'quiet', line: 'M2 6.4 4.8 9 10 3.2' },
  given_up: { word: 'kept here only', tone: 'warn', line: 'M3 3l6 6M9 3 3 9' },
  saved_here: { word: 'saved here', tone: 'quiet', line: 'M2.5 2h7v8h-7zM4.5 2v3h3V2' },
  sending: { word: 'sending', tone: 'info', line: 'M6 10V2M2.8 5.2 6 2l3.2 3.2' },
  stuck: { word: 'stuck', tone: 'bad', line: 'M6 1.2 11 10.4H1zM6 4.6v2.8M6 8.9v.1' },
  local_only: { word: 'saved here', tone: 'quiet', line: 'M2.5 2h7v8h-7zM4.5 2v3h3V2' },
};

export const tierWords: Record<Tier, string> = { A: 'Automated', S: 'Structured', W: 'White-glove' };
