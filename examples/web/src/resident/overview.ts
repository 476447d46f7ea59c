import { useMemo } from "react";
import { useSession } from "../shared/session";
import type { Overview } from "../shared/wire";

/** What the engine says about the person's data, now. */
export function useOverview(): Overview {
  const { ledger, subject, now } = useSession();
  return useMemo(() => ledger.engine.overview(subject, now), [ledger, subject, now]);
}
