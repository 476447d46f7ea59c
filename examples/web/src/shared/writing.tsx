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
  const [code, setCode] = useState<string>();
  const pressedOn = useRef<Ledger>();

  async function write(acts: readonly Act[], then: () => void) {
    if (pressedOn.current === ledger) return;
    pressedOn.current = ledger;
    setCode(undefined);
    try {
      await record(...acts);
    } catch (refused) {
      pressedOn.current = undefined;
      setCode(codeOf(refused));
      return;
    }
    then();
  }

  const failure = code !== undefined && (
    <div role="alert" data-testid="not-saved">
      <Notification type="error" label={say("notSaved")}>
        {say("errorCode", { code })}
      </Notification>
    </div>
  );
  return { write, failure };
}
