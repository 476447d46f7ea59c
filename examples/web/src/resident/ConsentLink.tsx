import { useSession } from "../shared/session";
import { hrefOf } from "./route";

/** The way to a consent, by what people call its text. */
export function ConsentLink({ consent }: { consent: string }) {
  const { ledger, words } = useSession();
  const notice = ledger.askedFor(consent)?.notice;
  return <a href={hrefOf({ page: "consent", consent })}>{notice === undefined ? consent : words.notice(notice)}</a>;
}
