import { Button, ButtonSize, ButtonVariant, Footer, Header, IconRefresh, IconUser } from "hds-react";
import { type ReactNode, useEffect } from "react";
import { nameOf, RESIDENTS } from "./people";
import { useSession } from "./session";
import { LANGS, set } from "./settings";

/** A link of the navigation. */
export interface NavLink {
  href: string;
  label: string;
  active: boolean;
}

const LANGUAGE_NAMES = { fi: "Suomi", sv: "Svenska", en: "English" } as const;
const LANGUAGES = LANGS.map((value) => ({ value, label: LANGUAGE_NAMES[value], isPrimary: true }));

/** The frame of both pages: header with the languages, the demonstration's own line, the content, the footer. */
export function Page({ title, links, children }: { title: string; links: readonly NavLink[]; children: ReactNode }) {
  const { say, lang, words, now, person, startAgain } = useSession();
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  return (
    <>
      <Header languages={LANGUAGES} defaultLanguage={lang} onDidChangeLanguage={(chosen) => set({ lang: chosen })}>
        <Header.SkipLink skipTo="#content" label={say("skip")} />
        <Header.ActionBar
          title={title}
          titleHref="#/"
          logo={<Mark />}
          logoAriaLabel={title}
          logoHref="#/"
          frontPageLabel={say("frontPage")}
          menuButtonLabel={say("menu")}
          menuButtonAriaLabel={say("menu")}
        >
          <Header.LanguageSelector aria-label={say("language")} languageHeading={say("language")} />
        </Header.ActionBar>
        <Header.NavigationMenu aria-label={say("mainNavigation")}>
          {links.map(({ href, label, active }) => (
            <Header.Link key={href} href={href} label={label} active={active} {...(active && { "aria-current": "page" as const })} />
          ))}
        </Header.NavigationMenu>
      </Header>
      <section className="demo-bar" aria-label={say("demonstration")}>
        <div className="container">
          <p>
            <strong>{say("demonstration")}.</strong> {say("noAdvice")} {say("clock", { time: words.moment(now) })}
          </p>
          <div className="row">
            <span>{say("signedInAs", { name: nameOf(person) })}</span>
            {RESIDENTS.filter((key) => key !== person).map((key) => (
              <Button
                key={key}
                size={ButtonSize.Small}
                variant={ButtonVariant.Supplementary}
                iconStart={<IconUser />}
                onClick={() => set({ person: key, acting: key })}
              >
                {say("signIn", { name: nameOf(key) })}
              </Button>
            ))}
            <Button
              size={ButtonSize.Small}
              variant={ButtonVariant.Supplementary}
              iconStart={<IconRefresh />}
              onClick={() => void startAgain()}
            >
              {say("startAgain")}
            </Button>
          </div>
        </div>
      </section>
      <main id="content" tabIndex={-1}>
        <div className="container">{children}</div>
      </main>
      <Footer title={title} korosType="basic">
        <Footer.Base copyrightHolder={say("demonstration")} logo={<Mark />} backToTopLabel={say("top")} />
      </Footer>
    </>
  );
}

function Mark() {
  return (
    <svg className="mark" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="4" />
      <path d="M11 21.5l6 6 12.5-14" />
    </svg>
  );
}
