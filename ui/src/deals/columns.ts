import type { Column } from '../lib/parts';
import type { Place } from './filters.svelte';
import { words } from './words';

const { columns: said } = words;

/** What a list shows, most needed first; the rest goes where there is room. `own`: all rows are the viewer's. */
export function columnsOf(place: Place, own: boolean): Column[] {
  const others: Column = { key: 'owner', label: said.owner, width: '118px', from: own ? 5000 : 900 };
  return [
    { key: 'account', label: said.account, sortable: true },
    place === 'intake' ? { ...others, from: 700 } : others,
    { key: 'state', label: said.state, width: '106px' },
    { key: 'value', label: said.value, width: '124px', sortable: true },
    { key: 'close', label: said.close, width: '104px', sortable: true, from: 820 },
    { key: 'urgency', label: said.clock, width: '116px', sortable: true },
    { key: 'completeness', label: said.filled, width: '76px', sortable: true },
    { key: 'quality', label: said.quality, width: '104px', sortable: true },
    { key: 'missing', label: said.missing, width: '15%', from: 980 },
  ];
}
