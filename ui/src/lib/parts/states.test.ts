import { expect, test } from 'vitest';
import { words as sync } from '../../sync/words';
import { words as wizard } from '../../wizard/words';
import { syncLooks } from './states';

test('what is in the CRM is said to be there, and is not called sent: that reads as handed over', () => {
  expect(syncLooks.sent.word).toBe('in the CRM');
  expect(sync.states.sent).toBe(syncLooks.sent.word);
  expect(sync.sent).toBe('In the CRM');
  expect(wizard.save.sent).toContain('in the CRM');
  const all = [...Object.values(syncLooks).map((look) => look.word), ...Object.values(wizard.save)];
  expect(all.filter((word) => /\bsent\b/i.test(word))).toEqual([]);
});
