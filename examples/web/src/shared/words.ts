/** What things are called: the words of the engine and of the catalogue, in one language. */

import { type Engine, type Labelled, type Words as EngineWords, words as wordsOf } from "consent-engine/web";
import { capital, fill, type Slots } from "./fill";
import { toGuardian } from "./text";
import type { Actor, Article, Basis, BasisRef, ConsentStatus, Instant, Lang, NoticeVersion, Operation, Phrase, Scope, UseEntry } from "./wire";

const PERFORMERS: Readonly<Record<Actor["role"], string>> = {
  self: "person",
  guardian: "guardian",
  mandate: "representative",
  "legal-guardian": "representative",
  controller: "controller",
  operator: "operator",
  authority: "authority",
};

/** A word of the engine. One that it does not know is a mistake of the page. */
function known(words: Readonly<Record<string, string>>, key: string): string {
  const word = words[key];
  if (word === undefined) throw new Error(`expected a word of the engine, found ${key}`);
  return word;
}

const DASH = "–";

export class Words {
  readonly lang: Lang;
  readonly #engine: Engine;
  readonly #words: EngineWords;
  readonly #forChild: boolean;

  constructor(engine: Engine, lang: Lang, forChild: boolean) {
    this.#engine = engine;
    this.#words = wordsOf(lang);
    this.#forChild = forChild;
    this.lang = lang;
  }

  /** A sentence or a button of the engine. */
  phrase(key: Phrase, slots?: Slots): string {
    const said = this.#forChild ? toGuardian("phrases", key, this.lang) : undefined;
    return fill(said ?? known(this.#words.phrases, key), slots);
  }

  /** A title, or what is said within a table. */
  heading(key: string, slots?: Slots): string {
    return fill(known(this.#words.headings, key), slots);
  }

  /** The same without its slot, as the title of what stands in the slot. */
  title(key: string): string {
    const text = known({ ...this.#words.headings, ...this.#words.phrases }, key);
    const bare = text.replace(/:\s*\{\w+\}$/, "");
    return capital(bare, this.lang);
  }

  status(status: ConsentStatus): string {
    return known(this.#words.statuses, status);
  }

  article(article: Article): string {
    return known(this.#words.articles, article);
  }

  operations(operations: readonly Operation[]): string {
    return operations.map((operation) => known(this.#words.operations, operation)).join(", ");
  }

  category(id: string): string {
    return this.#label("data-category", id);
  }

  categories(ids: readonly string[]): string[] {
    return ids.map((id) => this.category(id));
  }

  purpose(id: string): string {
    return this.#label("purpose", id);
  }

  party(id: string): string {
    return this.#label("party", id);
  }

  parties(ids: readonly string[]): string {
    return ids.map((id) => this.party(id)).join(", ");
  }

  row(id: string): string {
    return this.#label("legal-basis", id);
  }

  term(id: string): string {
    return this.#label("term", id);
  }

  /** Terms within a line; a label that is a sentence loses its full stop there. */
  terms(ids: readonly string[]): string {
    return ids.map((id) => this.term(id).replace(/\.$/, "")).join(", ");
  }

  barKind(id: string): string {
    return this.#label("bar", id);
  }

  notice(notice: NoticeVersion): string {
    return this.#engine.noticeLabel(notice, this.lang);
  }

  /** What people call a basis. */
  basis(basis: Basis): string {
    if (basis.notice !== undefined) return `${this.phrase("word-consent")}: ${this.notice(basis.notice)}`;
    return this.basisRef(basis.basis);
  }

  basisRef(basis: BasisRef): string {
    return "consent" in basis ? this.phrase("word-consent") : this.row(basis.legal_basis);
  }

  /** The statute of a legal basis; nothing where its name says it already. */
  law(basis: BasisRef): string | undefined {
    if ("consent" in basis) return undefined;
    const law = this.#label("law", basis.legal_basis);
    return law === this.row(basis.legal_basis) ? undefined : law;
  }

  day(at: Instant): string {
    return this.#engine.day(at, this.lang);
  }

  moment(at: Instant | number): string {
    return this.#engine.moment(at, this.lang);
  }

  /** From when until when; the end is the last day, or day and time. */
  span(from: Instant | undefined, until: Instant | undefined): string {
    if (from === undefined && until === undefined) return "";
    const begin = from === undefined ? "" : this.day(from);
    const end = until === undefined ? "" : this.#lastDay(until);
    const dash = begin.includes(" ") || end.includes(" ") ? ` ${DASH} ` : DASH;
    return `${begin}${dash}${end}`.trim();
  }

  /** Who acted: the role, and who it is. */
  actor(actor: Actor): string {
    return known(this.#words.performers, PERFORMERS[actor.role]);
  }

  /** What a scope names. */
  scope(scope: Scope | undefined): string[] {
    if (scope === undefined) return [];
    const lines: (string | undefined)[] = [
      scope.controllers && this.heading("from", { source: this.parties(scope.controllers) }),
      scope.recipients && this.phrase("use-who", { org: this.parties(scope.recipients) }),
      scope.data_categories && this.phrase("data", { groups: this.categories(scope.data_categories).join(", ") }),
      scope.purposes && this.phrase("ask-why", { purpose: scope.purposes.map((id) => this.purpose(id)).join(", ") }),
      scope.operations && this.phrase("use-operations", { operations: this.operations(scope.operations) }),
      scope.cases && this.heading("only-in", { cases: this.terms(scope.cases) }),
    ];
    return lines.filter((line) => line !== undefined);
  }

  /** Whether the person can end a use, and if not, why. */
  canStop(use: UseEntry): string {
    const { basis, character, article } = use.basis;
    const others = use.others ?? [];
    if ("consent" in basis) {
      if (others.length === 0) return this.heading("stop-withdraw");
      const stop = others.every((other) => "consent" in other) ? "stop-withdraw-all" : "stop-other";
      return this.heading(stop, { basis: others.map((other) => this.basisRef(other)).join(", ") });
    }
    if (character === "duty") return this.heading("stop-duty");
    switch (article) {
      case "6(1)(b)":
        return this.heading("stop-contract");
      case "6(1)(d)":
        return this.heading("stop-vital");
      case "6(1)(e)":
      case "6(1)(f)":
        return this.heading("stop-object");
      default:
        return this.heading("stop-allowed");
    }
  }

  /** What a use is limited to. */
  limits(use: Pick<UseEntry, "assertions" | "cases">): string[] {
    const lines: (string | undefined)[] = [
      use.assertions?.length ? this.heading("only-stated", { assertions: this.terms(use.assertions) }) : undefined,
      use.cases?.length ? this.heading("only-in", { cases: this.terms(use.cases) }) : undefined,
    ];
    return lines.filter((line) => line !== undefined);
  }

  /** An end that is the beginning of a day, as the day before it; any other as day and time. */
  #lastDay(until: Instant): string {
    const moment = this.moment(until);
    return moment === this.day(until) ? this.day(new Date(Date.parse(until) - 1).toISOString()) : moment;
  }

  #label(kind: Labelled, id: string): string {
    return this.#engine.label(kind, id, this.lang);
  }
}
