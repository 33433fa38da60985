import type { Look } from '../lib/parts';
import { stateLooks } from '../lib/parts/states';
import { words } from './words';

const word = (kind: string): string => words.kinds[kind] ?? kind.replaceAll('_', ' ');

const shapes: Record<string, Omit<Look, 'word'>> = {
  deal_closed: { tone: 'info', line: 'M2.5 10.5v-9h6l-1.6 2.6L8.5 7h-6' },
  handoff_ready: { tone: 'info', line: 'M1.5 6h8M6.5 2.8 9.7 6l-3.2 3.2' },
  due_soon: { tone: 'warn', line: stateLooks.due.line },
  breached: { tone: 'bad', line: 'M6 1.2 11 10.4H1zM6 4.6v2.8M6 8.9v.1' },
  returned: { tone: 'bad', line: stateLooks.returned.line },
  escalated: { tone: 'bad', line: 'M6 10.5V2M2.5 5.5 6 2l3.5 3.5' },
};

/** How an alarm is told: word, shape, tone. */
export function lookOf(kind: string): Look {
  return { word: word(kind), ...(shapes[kind] ?? { tone: 'quiet', line: 'M2 6h8' }) };
}
