/** `goalform explain CODE`: the page about a code that `validate` prints. The pages travel in the package. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { didYouMean } from "../language/schema/nearest.ts";
import { visible } from "../render/visible.ts";
import { type Outcome, Refusal } from "./outcome.ts";

export interface ExplainOptions {
  /** Such as `path-without-slash`; also as it is printed, `error[path-without-slash]`. */
  readonly code: string;
}

/** Two levels up, both from the sources and from the pieces that the build makes of them. */
const PAGES = fileURLToPath(new URL("../../docs/rules/", import.meta.url));

/**
 * The page as Markdown, which reads well in a terminal too.
 *
 * @throws Refusal `unknown-code` when no rule has this code.
 */
export function explain({ code }: ExplainOptions): Outcome {
  const asked = /^(?:error|warning)?\[?([^[\]]*)\]?:?$/.exec(code.trim())?.[1] ?? code;
  const known = codes();
  if (!known.includes(asked)) throw unknownCode(asked, known);
  const page = `${PAGES}${asked}.md`;
  const markdown = readFileSync(page, "utf8");
  const severity = /^\*\*(Error|Warning)\*\*/m.exec(markdown)?.[1]?.toLowerCase() ?? null;
  return {
    exitCode: 0,
    text: markdown,
    markdown,
    json: { code: asked, severity, docs: page, page: markdown },
  };
}

function codes(): string[] {
  return readdirSync(PAGES)
    .filter((name) => name.endsWith(".md") && name !== "README.md")
    .map((name) => name.slice(0, -".md".length))
    .sort();
}

function unknownCode(code: string, known: readonly string[]): Refusal {
  const near = didYouMean(code, known);
  return new Refusal(
    "unknown-code",
    `No message of \`goalform validate\` has the code ${visible(code)}.`,
    near?.startsWith("Did")
      ? near
      : "The code is what a message shows in brackets: error[path-without-slash].",
  );
}
