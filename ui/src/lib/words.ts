// The one catalogue of what the window says, by screen. Each folder owns its words.

export { words as frame } from '../frame/words';
export { words as deals } from '../deals/words';
export { words as wizard } from '../wizard/words';
export { words as intake } from '../intake/words';
export { words as promises } from '../promises/words';
export { words as alarms } from '../alarms/words';
export { words as sync } from '../sync/words';
export { words as metrics } from '../metrics/words';
export { words as playbook } from '../playbook/words';
export { words as setup } from '../setup/words';
export { words as today } from '../today/words';
