/** What both pages stand on: the engine with the ledger that the browser keeps, the words, the clock, and who acts. */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { now as clockNow, fixedClock } from "./clock";
import { fill } from "./fill";
import { type Demo, type Event, fresh, type Ledger, reopen } from "./ledger";
import * as kept from "./kept";
import { set, useLang, useSetting } from "./settings";
import { type Say, text, toGuardian } from "./text";
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
  /** Records what happens in one act, on every open page: all of it or nothing. The engine's refusal is thrown. */
  record(...acts: readonly Act[]): Promise<void>;
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
  const found = await kept.read();
  return found === undefined ? begin(demo) : reopen(demo, found);
}

async function begin(demo: Demo): Promise<Ledger> {
  const begun = fresh(demo);
  await kept.write(begun.kept());
  return begun;
}

export function SessionProvider({ demo, children }: { demo: Demo; children: ReactNode }) {
  const [ledger, setLedger] = useState<Ledger>();
  const [failure, setFailure] = useState<Error>();
  const [fixed] = useState(() => fixedClock(location.search));
  const tick = useTick();
  const lang = useLang();
  const plain = useSetting("plain") === "yes";
  const person = useSetting("person");
  const acting = useSetting("acting");

  /** Shows the ledger that comes of a work. Without one there is no page. */
  const show = useCallback((work: () => Promise<Ledger>) => kept.alone(work).then(setLedger, setFailure), []);
  useEffect(() => {
    const reload = () => void show(() => load(demo));
    reload();
    return kept.onChange(reload);
  }, [show, demo]);
  // The module's memory never shrinks: an engine is freed when nothing on the page shows it any more.
  useEffect(() => () => ledger?.engine.free(), [ledger]);

  const session = useMemo((): Session | undefined => {
    if (ledger === undefined) return undefined;
    const now = clockNow(fixed, ledger.lastAct());
    // Nobody acts for whom they may not: a child of another goes back to the person's own.
    const subject = acting === person || ledger.childrenOf(person, now).includes(acting) ? acting : person;
    const forChild = subject !== person;
    return {
      ledger,
      words: new Words(ledger.engine, lang, forChild),
      say: (key, slots) => (forChild ? fill(toGuardian("frame", key, lang) ?? text(key, lang), slots) : text(key, lang, slots)),
      lang,
      plain,
      now,
      person,
      subject,
      actor: forChild ? { role: "guardian", id: person } : { role: "self" },
      record: (...acts) =>
        kept.alone(async () => {
          // Another tab may have written since.
          const latest = await load(demo);
          try {
            const at = clockNow(fixed, latest.lastAct());
            for (const act of acts) latest.record(eventOf(act, at));
            await kept.write(latest.kept());
          } catch (refused) {
            latest.engine.free();
            throw refused;
          }
          setLedger(latest);
        }),
      startAgain: async () => {
        set({ acting: person });
        await show(() => begin(demo));
      },
    };
    // `tick` is in the list as the host's clock has gone on with it.
  }, [ledger, lang, plain, person, acting, demo, fixed, show, tick]);

  if (failure !== undefined) throw failure;
  return session === undefined ? null : <Context.Provider value={session}>{children}</Context.Provider>;
}
