import { Notification } from "hds-react";
import { useEffect, useRef } from "react";

/** What came of an act, and where it is told. */
export interface Saying {
  text: string;
  hash: string;
  subject: string;
}

/** Tells it, and takes the focus, so that it is heard. */
export function Said({ saying }: { saying: Saying }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [saying]);
  return (
    <div ref={place} tabIndex={-1} className="said" data-testid="said">
      <Notification type="success" label={saying.text} />
    </div>
  );
}
