import { useSession } from "./session";
import type { Lang, Notice } from "./wire";

/** The text of a notice in the language in which it is shown, in plain words first where they are wished for. */
export function NoticeText({ notice, lang, plain }: { notice: Notice; lang: Lang; plain: boolean }) {
  const { say } = useSession();
  const easy = plain ? notice.plain?.[lang] : undefined;
  const full = <Paragraphs text={notice.texts[lang] ?? ""} />;
  return (
    <div className="notice" lang={lang}>
      {easy === undefined ? (
        full
      ) : (
        <>
          <Paragraphs text={easy} />
          <details>
            <summary>{say("wholeText")}</summary>
            {full}
          </details>
        </>
      )}
    </div>
  );
}

function Paragraphs({ text }: { text: string }) {
  return text.split("\n\n").map((paragraph) => <p key={paragraph}>{paragraph}</p>);
}
