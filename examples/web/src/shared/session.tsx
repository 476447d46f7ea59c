/** What both pages stand on: the engine with the ledger that the browser keeps, the words, the clock, and who acts. */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { now as clockNow, fixedClock } from "./clock";
import { type Demo, type Event, fresh, type Ledger, reopen } from "./ledger";
import * as kept from "./kept";
import { set, useLang, useSetting } from "./settings";
import { type Say, text } from "./text";
import type { Actor, Lang } from "./wire";
import { Words } from "./words";

export interface Session {
  ledger: Ledger;
  words: Words;
  say: Say;
  lang: Lang;
  /** Plain language is wished for. */
  plain: boolean;
  /** The instant of everything that is shown, in milliseconds since 1970 UTC. */
  now: number;
  /** Who is signed in. */
  person: string;
  /** Whose permissions are shown: the person's own, or a child's. */
  subject: string;
  /** As whom the person acts for the subject. */
  actor: Actor;
  /** Records an act, on every open page. The engine's refusal is thrown. */
  record(act: Act): Promise<void>;
  /** Forgets every act of the visitor. */
  startAgain(): Promise<void>;
}

/** An event without what the session adds: its id and its instant. */
export type Act = Event extends infer One ? (One extends Event ? Omit<One, "id" | "at"> : never) : never;

const Context = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(Context);
  if (session === undefined) throw new Error("expected a session around the page");
  return session;
}

/** An act made ready, at an instant. */
export function eventOf(act: Act, at: number): Event {
  return { id: `web-${crypto.randomUUID()}`, at: new Date(at).toISOString(), ...act } as Event;
}

const FIXED = fixedClock(location.search);

/** Looks at the host's clock now and then, so that what ends by time ends on the page. */
function useTick(): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return tick;
}

/** Reads the kept ledger, or begins one. */
async function load(demo: Demo): Promise<Ledger> {
  return kept.alone(async () => {
    const found = await kept.read();
    if (found !== undefined) return reopen(demo, found);
    const begun = fresh(demo);
    await kept.write(begun.kept());
    return begun;
  });
}

export function SessionProvider({ demo, children }: { demo: Demo; children: ReactNode }) {
  const [ledger, setLedger] = useState<Ledger>();
  const tick = useTick();
  const lang = useLang();
  const plain = useSetting("plain") === "yes";
  const person = useSetting("person");
  const acting = useSetting("acting");

  const reload = useCallback(async () => setLedger(await load(demo)), [demo]);
  useEffect(() => {
    void reload();
    return kept.onChange(() => void reload());
  }, [reload]);

  const session = useMemo((): Session | undefined => {
    if (ledger === undefined) return undefined;
    const now = clockNow(FIXED, ledger.lastAct());
    // Nobody acts for whom they may not: a child of another goes back to the person's own.
    const subject = acting === person || ledger.childrenOf(person, now).includes(acting) ? acting : person;
    return {
      ledger,
      words: new Words(ledger.engine, lang),
      say: (key, slots) => text(key, lang, slots),
      lang,
      plain,
      now,
      person,
      subject,
      actor: subject === person ? { role: "self" } : { role: "guardian", id: person },
      record: (act) =>
        kept.alone(async () => {
          // Another tab may have written since.
          const found = await kept.read();
          const latest = found === undefined ? ledger : reopen(demo, found);
          latest.record(eventOf(act, clockNow(FIXED, latest.lastAct())));
          await kept.write(latest.kept());
          setLedger(latest);
        }),
      startAgain: () =>
        kept.alone(async () => {
          const begun = fresh(demo);
          await kept.write(begun.kept());
          set({ acting: person });
          setLedger(begun);
        }),
    };
    // `tick` is in the list as the host's clock has gone on with it.
  }, [ledger, lang, plain, person, acting, demo, tick]);

  return session === undefined ? null : <Context.Provider value={session}>{children}</Context.Provider>;
}
