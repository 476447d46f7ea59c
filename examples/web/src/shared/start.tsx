import "@fontsource-variable/hanken-grotesk";
import "hds-core";
import "./page.css";

import { Notification } from "hds-react";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadEngine } from "./ledger";
import { fetchDemo } from "./demo";
import { SessionProvider } from "./session";
import { readAddress } from "./settings";

/** Loads the engine and the demonstration, and shows a page. */
export async function start(page: ReactNode): Promise<void> {
  const root = createRoot(document.querySelector("#root") as HTMLElement);
  try {
    readAddress(location.search);
    const [demo] = await Promise.all([fetchDemo(), loadEngine()]);
    root.render(
      <StrictMode>
        <SessionProvider demo={demo}>{page}</SessionProvider>
      </StrictMode>,
    );
  } catch (error) {
    root.render(<Notification type="error" label={error instanceof Error ? error.message : String(error)} />);
    throw error;
  }
}
