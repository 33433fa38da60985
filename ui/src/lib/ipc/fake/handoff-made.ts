/** What a handoff of the fake host is made of. */
import type {
  ConflictView,
  DealType,
  EvidenceItem,
  FieldValue,
  FirstTouchView,
  GapView,
  HandoffId,
  HandoffState,
  PersonName,
  Provenance,
  RecordSync,
  RepeatAskView,
  ReturnView,
  Tier,
  TimelineLine,
} from '../contract';
import { nameOf } from './people';

export interface FakeEntry {
  value: FieldValue;
  provenance: Provenance;
  /** The quiet tag, as the host words it. */
  words: string;
  proposed: boolean;
}

export interface FakeHandoff {
  id: HandoffId;
  account: string;
  deal: string;
  dealType: DealType;
  owner: PersonName;
  csm: PersonName | null;
  state: HandoffState;
  tier: Tier;
  tierSteps: string[];
  value: number | null;
  /** Hours since the close; negative where it is still ahead. */
  closedHoursAgo: number;
  stage: string;
  values: Record<string, FakeEntry>;
  evidence: Record<string, EvidenceItem[]>;
  conflicts: Record<string, ConflictView[]>;
  timeline: TimelineLine[];
  submittedHoursAgo: number | null;
  returned: ReturnView | null;
  gaps: GapView[];
  firstTouch: FirstTouchView | null;
  kickoffAt: string | null;
  /** A manager lets it pass as it is. */
  released: boolean;
  repeatAsks: RepeatAskView[];
  checks: Record<string, boolean>;
  opened: string[];
  sync: RecordSync;
  askFieldsUsed: boolean;
  undo: Record<string, FakeEntry>[];
  redo: Record<string, FakeEntry>[];
}

export const HOUR = 3_600_000;
const BASE = Date.now();
export const hoursAgo = (hours: number): string => new Date(BASE - hours * HOUR).toISOString();

export function daysFromNow(days: number): string {
  return new Date(BASE + days * 24 * HOUR).toISOString().slice(0, 10);
}

export const text = (value: string): FieldValue => ({ shape: 'text', value });

export function fromCrm(value: FieldValue, source: string, days: number): FakeEntry {
  const provenance: Provenance = { from: 'crm', source, as_of: hoursAgo(days * 24) };
  return { value, provenance, words: `from HubSpot, ${days === 1 ? 'yesterday' : `${days} days ago`}`, proposed: true };
}

export function typed(value: FieldValue, by: string, hours = 20): FakeEntry {
  return {
    value,
    provenance: { from: 'typed', by, at: hoursAgo(hours) },
    words: `typed by ${nameOf(by).name}`,
    proposed: false,
  };
}

/** A handoff with nothing in it; the files beside this one say what differs. */
export function handoff(id: string, account: string, deal: string, more: Partial<FakeHandoff>): FakeHandoff {
  return {
    id,
    account,
    deal,
    dealType: 'new',
    owner: nameOf('p-mara'),
    csm: nameOf('p-jonas'),
    state: 'due',
    tier: 'S',
    tierSteps: [
      '48 000 EUR a year is in 25 000 to 100 000: structured',
      'Two product families, no services, no regulated data: the tier stays',
    ],
    value: 48_000,
    closedHoursAgo: 6,
    stage: 'Closed won',
    values: {},
    evidence: {},
    conflicts: {},
    timeline: [],
    submittedHoursAgo: null,
    returned: null,
    gaps: [],
    firstTouch: null,
    kickoffAt: null,
    released: false,
    repeatAsks: [],
    checks: {},
    opened: [],
    sync: 'sent',
    askFieldsUsed: false,
    undo: [],
    redo: [],
    ...more,
  };
}
