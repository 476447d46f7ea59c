import "@fontsource-variable/hanken-grotesk";
import "hds-core";
import "./page.css";

import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Boundary, Broken } from "./Broken";
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
        <Boundary>
          <SessionProvider demo={demo}>{page}</SessionProvider>
        </Boundary>
      </StrictMode>,
    );
  } catch (error) {
    root.render(<Broken />);
    throw error;
  }
}
