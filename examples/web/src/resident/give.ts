import { useMemo } from "react";
import { type Act, eventOf, type Session, useSession } from "../shared/session";
import type { Lang, Notice, Preview, Scope, UseEntry } from "../shared/wire";

/** What a person is about to consent to. */
export interface Choice {
  consent: string;
  notice: Notice;
  categories: readonly string[];
  asked?: Scope | undefined;
}

/** Whether a consent can be given on this page at all: not on paper, and as strongly identified as its visitors are. */
export function canTake({ form, min_assurance }: Notice): boolean {
  return (form === "any" || form === "explicit") && min_assurance !== "high";
}

/** The language in which a text is shown: English is wished for, not required. */
export function shownIn({ texts }: Notice, lang: Lang): Lang {
  return texts[lang] === undefined ? "fi" : lang;
}

/** The consent, in the words that the person sees. */
export function givenAct({ consent, notice, categories, asked }: Choice, session: Session): Act {
  const { subject, actor } = session;
  const language = shownIn(notice, session.lang);
  const sha256 = notice.sha256[language];
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
    notice: { id: notice.id, version: notice.version, language, ...(sha256 !== undefined && { sha256 }) },
    scope,
    form: notice.form === "any" ? "any" : "explicit",
    channel: "online-service",
    // As strong as the identification that a city's page asks for.
    assurance: "substantial",
  } as Act;
}

/** What an act would change now, to the one who acts; nothing where it would be refused. */
export function usePreview(act: Act | undefined): Preview | undefined {
  const { ledger, actor, now } = useSession();
  // An act is what it says: one made anew with the same members is the same.
  const key = act === undefined ? undefined : JSON.stringify(act);
  return useMemo(() => {
    if (key === undefined) return undefined;
    const shown = <T extends Pick<UseEntry, "recipient">>(uses: T[]) => uses.filter((use) => ledger.showsUse(use, actor));
    try {
      const preview = ledger.engine.preview(eventOf(JSON.parse(key) as Act, now));
      const { stops, starts, continues, unchanged } = preview;
      return { ...preview, stops: shown(stops), starts: shown(starts), continues: shown(continues), unchanged: shown(unchanged) };
    } catch {
      return undefined;
    }
  }, [ledger, key, actor, now]);
}
