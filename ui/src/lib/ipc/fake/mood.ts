/** How the fake host is today, by the page's address: `/?fake=loading,many`. */
export type Mood =
  | 'loading'
  | 'offline'
  | 'stuck'
  | 'closed'
  | 'empty'
  | 'many'
  | 'broken'
  | 'full'
  | 'refused'
  | 'connected'
  | 'no-browser'
  | 'no-keychain';

const asked = typeof location === 'undefined' ? '' : (new URLSearchParams(location.search).get('fake') ?? '');
const moods = new Set(asked.split(',') as Mood[]);

export const isFake = (mood: Mood): boolean => moods.has(mood);
