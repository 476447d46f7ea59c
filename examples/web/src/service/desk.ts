/** All that the library's system asks the engine, and all that it is told: needs, stops, and the requester's answer. Never more. */

import type { Ledger } from "../shared/ledger";
import { idOf } from "../shared/uses";
import type { AskEntry, Lang, ProposedUse, RecordedUse, RequesterAnswer, Stop, UseEntry, WaitingRequest } from "../shared/wire";

export const LIBRARY = "helmet-library";
export const NOTICE = "library-recommendations";
export const PURPOSE = "recommendations";
export const CATEGORIES: readonly string[] = ["loans-and-reservations", "borrowing-history", "interests"];
const OPERATIONS: ProposedUse["operations"] = ["use", "analyse", "profile"];

/** Data that may be used on one basis: what a recorded use names. */
export type OnBasis = Pick<RecordedUse, "basis" | "data_categories" | "operations">;

export interface Told {
  /** The categories that may be used for recommendations now, by every operation that a recommendation takes. */
  usable: string[];
  /** The same by basis: each with just what it covers. */
  onBases: OnBasis[];
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
  const bases = needs.has.filter((use) => use.purpose === PURPOSE && use.controller === LIBRARY);
  // What no basis can be named for in the log is not used.
  const covered = (category: string) =>
    OPERATIONS.every(
      (operation) =>
        answer.covered.some((item) => item.category === category && item.operation === operation) &&
        bases.some((use) => use.data_categories.includes(category) && use.operations.includes(operation)),
    );
  const usable = CATEGORIES.filter(covered);
  const onBases = bases
    .map((use) => ({
      basis: idOf(use.basis.basis),
      data_categories: usable.filter((category) => use.data_categories.includes(category)),
      operations: OPERATIONS.filter((operation) => use.operations.includes(operation)),
    }))
    .filter(({ data_categories, operations }) => data_categories.length > 0 && operations.length > 0);
  return {
    usable,
    onBases,
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
