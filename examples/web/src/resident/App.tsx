import { useEffect, useRef, useState } from "react";
import { Page } from "../shared/Page";
import { useSession } from "../shared/session";
import type { Say } from "../shared/text";
import type { Words } from "../shared/words";
import { Acting } from "./Acting";
import { Bars, Lift } from "./Bars";
import { ConsentRecord } from "./ConsentRecord";
import { Consents } from "./Consents";
import { Home } from "./Home";
import { Log } from "./Log";
import { NotThere } from "./NotThere";
import { ObjectTo, Prohibit } from "./Oppose";
import { Offer, Request } from "./Ask";
import { Receipts } from "./Receipts";
import { hrefOf, type Route, routeOf, useHash } from "./route";
import { UseRecord } from "./UseRecord";
import { Said, type Saying } from "./Said";

/** The navigation: what is called as the engine calls it, and what only the page has. */
const navigation = (words: Words, say: Say): readonly (readonly [Route["page"], string])[] => [
  ["home", say("navHome")],
  ["consents", words.heading("consents-title")],
  ["bars", words.heading("bars-title")],
  ["log", say("navLog")],
  ["receipts", say("navReceipts")],
];

/** The page of the navigation that a page belongs to. */
function sectionOf(route: Route): Route["page"] {
  switch (route.page) {
    case "consent":
    case "offer":
      return "consents";
    case "prohibit":
    case "object":
    case "lift":
      return "bars";
    case "use":
    case "request":
      return "home";
    default:
      return route.page;
  }
}

export function App() {
  const { say, words, subject } = useSession();
  const hash = useHash();
  const route = routeOf(hash);
  const [saying, setSaying] = useState<Saying>();
  const said = saying?.subject === subject && saying.hash === hash ? saying : undefined;
  const tell = (text: string, hash: string) => setSaying({ text, hash, subject });
  const place = `${hash} ${subject}`;
  useHeadingFocus(place, say("title"), said !== undefined);
  const section = sectionOf(route);
  return (
    <Page
      title={say("title")}
      links={navigation(words, say).map(([page, label]) => ({
        href: hrefOf({ page } as Route),
        label,
        active: page === section,
      }))}
    >
      <Acting />
      {said && <Said saying={said} />}
      <View key={place} route={route} tell={tell} />
    </Page>
  );
}

export type Tell = (text: string, hash: string) => void;

function View({ route, tell }: { route: Route; tell: Tell }) {
  switch (route.page) {
    case "home":
      return <Home />;
    case "consents":
      return <Consents />;
    case "bars":
      return <Bars />;
    case "log":
      return <Log />;
    case "receipts":
      return <Receipts />;
    case "consent":
      return <ConsentRecord consent={route.consent} tell={tell} />;
    case "request":
      return <Request consent={route.consent} tell={tell} />;
    case "offer":
      return <Offer notice={{ id: route.notice, version: route.version }} tell={tell} />;
    case "use":
      return <UseRecord place={route.use} />;
    case "object":
      return <ObjectTo place={route.use} tell={tell} />;
    case "prohibit":
      return <Prohibit kind={route.kind} tell={tell} />;
    case "lift":
      return <Lift bar={route.bar} tell={tell} />;
    case "none":
      return <NotThere />;
  }
}

/** Who goes somewhere hears and sees where they are; not at the first look, and not when something was said. */
function useHeadingFocus(place: string, title: string, said: boolean): void {
  const last = useRef(place);
  useEffect(() => {
    const heading = document.querySelector<HTMLElement>("main h1");
    const name = heading?.textContent ?? title;
    document.title = name === title ? title : `${name} – ${title}`;
    if (last.current !== place && !said) heading?.focus();
    last.current = place;
  }, [place, title, said]);
}
