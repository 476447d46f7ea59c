import { useSession } from "./session";
import type { Lang, Notice } from "./wire";

/** The text of a notice in the language in which it is shown, in plain words first where they are wished for. */
export function NoticeText({ notice, lang, plain }: { notice: Notice; lang: Lang; plain: boolean }) {
  const { say } = useSession();
  const open = noticeWords(notice, lang, plain);
  const full = notice.texts[lang] ?? "";
  return (
    <div className="notice" lang={lang}>
      <Paragraphs text={open} />
      {open !== full && (
        <details>
          <summary>{say("wholeText")}</summary>
          <Paragraphs text={full} />
        </details>
      )}
    </div>
  );
}

/** The words that stand open: the rest of a text in plain words is folded away. */
export function noticeWords(notice: Notice, lang: Lang, plain: boolean): string {
  return (plain ? notice.plain?.[lang] : undefined) ?? notice.texts[lang] ?? "";
}

function Paragraphs({ text }: { text: string }) {
  return text.split("\n\n").map((paragraph) => <p key={paragraph}>{paragraph}</p>);
}
