// Screens by hash: `#/handoffs/ID?tab=x`. A hash needs no server, survives a reload, and the system's back works.

export const screens = [
  'today',
  'handoffs',
  'intake',
  'promises',
  'alarms',
  'sync',
  'metrics',
  'playbook',
  'setup',
] as const;

export type Screen = (typeof screens)[number];

export interface Route {
  screen: Screen;
  /** What follows the screen: a handoff's id, `import`. */
  id: string | null;
  query: URLSearchParams;
}

/** Reads a hash. What is unknown leads to Today. */
export function parse(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first = '', ...rest] = path.split('/');
  const screen = screens.find((known) => known === first) ?? 'today';
  const id = screen === first && rest.length > 0 ? decodeURIComponent(rest.join('/')) : '';
  return { screen, id: id === '' ? null : id, query: new URLSearchParams(search) };
}

/** The hash that leads there. */
export function href(screen: Screen, id?: string | null, query?: Record<string, string>): string {
  const path = id ? `#/${screen}/${encodeURIComponent(id)}` : `#/${screen}`;
  const search = new URLSearchParams(query).toString();
  return search === '' ? path : `${path}?${search}`;
}

class Router {
  route = $state.raw<Route>(parse(typeof window === 'undefined' ? '' : window.location.hash));

  constructor() {
    if (typeof window === 'undefined') return;
    window.addEventListener('hashchange', () => (this.route = parse(window.location.hash)));
  }

  go(screen: Screen, id?: string | null, query?: Record<string, string>): void {
    window.location.hash = href(screen, id, query);
  }

  back(): void {
    window.history.back();
  }
}

export const router = new Router();
