import { Notification } from "hds-react";
import { type ReactNode, useRef, useState } from "react";
import { codeOf, type Ledger } from "./ledger";
import { type Act, useSession } from "./session";

export interface Writing {
  /** Records the acts, then does what follows; nothing follows when they could not be kept. */
  write(acts: readonly Act[], then: () => void): Promise<void>;
  /** What is told when they could not. */
  failure: ReactNode;
}

/** What a button needs that records something. Pressed again before what came of it is shown, it does nothing. */
export function useWriting(): Writing {
  const { ledger, record, say } = useSession();
  const [failed, setFailed] = useState<{ code: string; on: Ledger }>();
  const pressedOn = useRef<Ledger>();

  async function write(acts: readonly Act[], then: () => void) {
    if (pressedOn.current === ledger) return;
    pressedOn.current = ledger;
    setFailed(undefined);
    try {
      await record(...acts);
    } catch (refused) {
      pressedOn.current = undefined;
      setFailed({ code: codeOf(refused), on: ledger });
      return;
    }
    then();
  }

  // What has changed since then has made another page of it.
  const failure = failed?.on === ledger && (
    <div role="alert" className="not-saved" data-testid="not-saved">
      <Notification type="error" label={say("notSaved")}>
        {say("errorCode", { code: failed.code })}
      </Notification>
    </div>
  );
  return { write, failure };
}
