/** Addresses of videos as people copy them, but Tag Manager never shows them. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Written } from "../meaning/written.ts";
import type { LocatedScalar } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Rule } from "./rule.ts";

export const videoAddresses: Rule = {
  codes: ["video-address"],
  check: ({ source, comparisons }: Written): readonly Diagnostic[] =>
    comparisons
      .filter(({ subject, matcher }) => subject === "video url" && matcher.op !== "matches")
      .flatMap(({ nodes }) => nodes.flatMap((node) => check(source, node))),
};

const COPIED = /youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:embed|shorts|live)\//i;

/** YouTube's player names every video by its page, however it stands in the site (`getVideoUrl`, YouTube IFrame API). */
function check(source: SourceText, node: LocatedScalar): readonly Diagnostic[] {
  if (!COPIED.test(node.text)) return [];
  const id = /(?:youtu\.be|embed|shorts|live)\/([\w-]+)/i.exec(node.text)?.[1];
  const wanted = id === undefined ? "watch?v=…" : `v=${id}`;
  return [
    source.error(
      "video-address",
      node,
      "YouTube's player calls every video https://www.youtube.com/watch?v=…, so this can never be true.",
      `Write \`url: { contains: "${wanted}" }\`.`,
    ),
  ];
}
