// The moment and the time zone that the window shows. The moment is the CRM's, carried on by this laptop's monotonic
// clock, so a wrong laptop clock moves no deadline on the screen.

const STEP = 20_000;

class Time {
  /** Milliseconds since the epoch, by the CRM's clock. Moves every 20 s. */
  now = $state(Date.now());
  zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);
  /** False where no CRM reply has confirmed the clock since the start. */
  confirmed = $state(true);

  /** Grows each time this laptop slept: what is shown is stale then. */
  slept = $state(0);

  #wall = Date.now();
  #base = Date.now();
  #read = performance.now();

  constructor() {
    if (typeof window === 'undefined') return;
    window.setInterval(() => this.#tick(), STEP);
    window.addEventListener('focus', () => this.#tick());
  }

  /** Takes the CRM's time and the viewer's zone, as the application just said them. */
  set(now: string, confirmed: boolean, zone: string): void {
    this.#base = Date.parse(now);
    this.#read = performance.now();
    this.confirmed = confirmed;
    this.zone = zone;
    this.#tick();
  }

  #tick(): void {
    const wall = Date.now();
    if (wall - this.#wall > 3 * STEP) this.slept += 1;
    this.#wall = wall;
    this.now = this.#base + (performance.now() - this.#read);
  }
}

export const time = new Time();
