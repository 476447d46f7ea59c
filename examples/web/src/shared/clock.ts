/** The page's clock: the host's, or one that `?at=` sets and that goes on a minute with every act. */

const STEP = 60_000;

/** The instant of `?at=`, in milliseconds since 1970 UTC. */
export function fixedClock(search: string): number | undefined {
  const at = new URLSearchParams(search).get("at");
  if (at === null) return undefined;
  const millis = Date.parse(at);
  if (Number.isNaN(millis)) throw new Error(`expected an instant such as 2026-03-02T10:00:00+02:00 after ?at=, found ${at}`);
  return millis;
}

/** Now: never before the last act, so that what happens next is later than what happened. */
export function now(fixed: number | undefined, lastAct: number | undefined): number {
  if (fixed === undefined) return Math.max(Date.now(), lastAct === undefined ? 0 : lastAct + 1);
  return Math.max(fixed, lastAct === undefined ? 0 : lastAct + STEP);
}
