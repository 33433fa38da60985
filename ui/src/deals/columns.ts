import type { Column } from '../lib/parts';
import type { Place } from './filters.svelte';
import { words } from './words';

const { columns: said } = words;

/** What a list shows; what does not fit is left out. `own`: all rows are the viewer's as a rep. */
export function columnsOf(place: Place, own: boolean): Column[] {
  const owner: Column = { key: 'owner', label: said.owner, width: '128px', from: place === 'intake' ? 700 : 860 };
  return [
    { key: 'account', label: said.account, sortable: true },
    ...(own ? [] : [owner]),
    { key: 'state', label: said.state, width: '108px' },
    { key: 'value', label: said.value, width: '118px', sortable: true },
    { key: 'close', label: said.close, width: '122px', sortable: true, from: 820 },
    { key: 'urgency', label: said.clock, width: '116px', sortable: true },
    { key: 'completeness', label: said.filled, width: '78px', sortable: true },
    { key: 'quality', label: said.quality, width: '118px', sortable: true },
    { key: 'missing', label: said.missing, width: '15%', wide: '32%', from: own ? 940 : 1180 },
  ];
}
