import { Button, ButtonVariant, Notification } from "hds-react";
import { Component, type ReactNode, useEffect } from "react";
import * as kept from "./kept";
import { useLang } from "./settings";
import { text } from "./text";

/** Shows in place of a page that failed that it did, and the way on. */
export class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

/** Nothing is left here that may be the cause: neither what the browser keeps nor what the address says. */
async function startAgain(): Promise<void> {
  await kept.alone(kept.forget).catch(() => undefined);
  location.replace(location.pathname);
}

/** It stands without a session: whatever failed, the visitor is told. */
export function Broken() {
  const lang = useLang();
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = text("broken", lang);
  }, [lang]);
  return (
    <main className="container broken">
      <h1>{text("broken", lang)}</h1>
      <Notification type="error" label={text("brokenWhat", lang)}>
        {text("brokenHow", lang)}
      </Notification>
      <Button variant={ButtonVariant.Primary} onClick={() => void startAgain()}>
        {text("startAgain", lang)}
      </Button>
    </main>
  );
}
