// What the types must allow and refuse; compiled, never run.
import init, { ConsentError, Engine, type Answer, type Brief, type LedgerEvent, type RequesterAnswer } from "consent-engine";

export async function allowed(engine: Engine, event: LedgerEvent): Promise<string> {
  await init();
  const use = engine.decide("{}");
  const whole: Answer = use;
  const requester: RequesterAnswer = engine.decide("{}", { audience: "requester" });
  using query = engine.prepare("{}", { reason: true });
  const brief: Brief = query.decide("somebody", Date.now());
  if (event.type === "consent-given") return event.consent + event.channel;
  // @ts-expect-error: a requester is told no reasons.
  void requester.items[0]?.requirements;
  // @ts-expect-error: there is no such audience.
  engine.decide("{}", { audience: "everybody" });
  // @ts-expect-error: queries are made by an engine.
  new (query.constructor as typeof import("consent-engine").Query)();
  return whole.outcome + (brief.reason ?? "");
}

export function caught(error: unknown): string {
  return error instanceof ConsentError ? error.code : "another";
}
