/** All that the library's system asks the engine, and all that it is told: needs, stops, and the requester's answer. Never more. */

import type { Ledger } from "../shared/ledger";
import type { AskEntry, Lang, ProposedUse, RequesterAnswer, Stop, UseEntry, WaitingRequest } from "../shared/wire";

export const LIBRARY = "helmet-library";
export const NOTICE = "library-recommendations";
const PURPOSE = "recommendations";
export const CATEGORIES: readonly string[] = ["loans-and-reservations", "borrowing-history", "interests"];
const OPERATIONS: ProposedUse["operations"] = ["use", "analyse", "profile"];

export interface Told {
  /** The categories that may be used for recommendations now, by every operation that a recommendation takes. */
  usable: string[];
  /** The basis that a recorded use names. */
  basis: string | undefined;
  /** The requester's answer in words. */
  words: string[];
  /** What may be asked, in the notice's own words. */
  ask: AskEntry | undefined;
  /** What was asked and waits. */
  pending: WaitingRequest | undefined;
  /** What must not be asked: the law decides. */
  byLaw: UseEntry[];
  /** The answer as it came. */
  answer: RequesterAnswer;
}

export function ask({ engine }: Ledger, subject: string, now: number, lang: Lang): Told {
  const question: ProposedUse = {
    subject,
    at: new Date(now).toISOString(),
    controller: LIBRARY,
    recipient: LIBRARY,
    purpose: PURPOSE,
    data_categories: [...CATEGORIES],
    operations: [...OPERATIONS],
  };
  const answer = engine.decide(question, { audience: "requester" });
  const explained = engine.explain(question, { audience: "requester", lang });
  const needs = engine.needs(LIBRARY, subject, now);
  const covered = (category: string) =>
    OPERATIONS.every((operation) => answer.covered.some((item) => item.category === category && item.operation === operation));
  const has = needs.has.find((use) => use.purpose === PURPOSE && use.controller === LIBRARY && "consent" in use.basis.basis);
  return {
    usable: CATEGORIES.filter(covered),
    basis: has && "consent" in has.basis.basis ? has.basis.basis.consent : undefined,
    words: explained.paragraphs.map(({ text }) => text),
    ask: needs.ask.find((entry) => entry.notice.id === NOTICE),
    pending: needs.pending.find((request) => request.notice.id === NOTICE),
    byLaw: needs.do_not_ask,
    answer,
  };
}

/** What the library has to stop for this customer since it last looked. */
export function stops({ engine }: Ledger, subject: string, since: number, sinceAt: number, now: number): Stop[] {
  return engine.stopList(LIBRARY, since, sinceAt, now).stops.filter((stop) => stop.subject === subject);
}
