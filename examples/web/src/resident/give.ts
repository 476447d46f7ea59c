import { type Act, eventOf, type Session } from "../shared/session";
import type { Ledger } from "../shared/ledger";
import type { Notice, Preview, Scope } from "../shared/wire";

/** What a person is about to consent to. */
export interface Choice {
  consent: string;
  notice: Notice;
  categories: readonly string[];
  asked?: Scope | undefined;
}

/** The consent, in the words that the person sees. */
export function givenAct({ consent, notice, categories, asked }: Choice, session: Session): Act {
  const { lang, subject, actor } = session;
  const scope: Scope = {
    ...(asked?.controllers !== undefined && { controllers: asked.controllers }),
    ...(asked?.recipients !== undefined && { recipients: asked.recipients }),
    data_categories: [...categories].sort(),
  };
  return {
    type: "consent-given",
    subject,
    by: actor,
    consent,
    notice: { id: notice.id, version: notice.version, language: lang, sha256: notice.sha256[lang] },
    scope,
    form: notice.form === "any" ? "any" : "explicit",
    channel: "online-service",
    // As strong as the identification that a city's page asks for.
    assurance: "substantial",
  } as Act;
}

/** What an act would change; nothing where it would be refused. */
export function previewOf(ledger: Ledger, act: Act, now: number): Preview | undefined {
  try {
    return ledger.engine.preview(eventOf(act, now));
  } catch {
    return undefined;
  }
}
