/** Addresses of videos as people copy them, but Tag Manager never shows them. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import type { LocatedScalar } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";

export const videoAddresses: Rule = {
  codes: ["video-address"],
  check: ({ source, comparisons }: Written): readonly Diagnostic[] =>
    comparisons
      .filter(({ subject, matcher }) => subject === "video url" && matcher.op !== "matches")
      .flatMap(({ nodes, matcher }) => nodes.flatMap((node) => check(source, node, matcher.op))),
};

const COPIED = /youtu\.be\/|youtube(?:-nocookie)?\.com\/(?:embed|shorts|live)\//i;
const ID = /(?:youtu\.be\/|(?:embed|shorts|live)\/|[?&]v=|^v=)([\w-]{3,})/i;
const OTHER_PLAYERS = /vimeo|wistia|dailymotion|brightcove|vidyard|\.(?:mp4|webm|mov|m3u8)(?:\?|$)/i;

/** YouTube's player names every video by its page, however it is embedded (`getVideoUrl`, YouTube IFrame API). */
function check(source: SourceText, node: LocatedScalar, op: string): readonly Diagnostic[] {
  const found = problem(node.text, op);
  return found ? [source.error("video-address", node, found[0], found[1])] : [];
}

function problem(text: string, op: string): readonly [message: string, hint: string] | null {
  if (OTHER_PLAYERS.test(text) && !/youtu/i.test(text))
    return [
      "Tag Manager notices only YouTube's player, so this can never be true.",
      "Let the site push an event when the video is played, and count that: `on: { data_layer: video_played }`.",
    ];
  const id = videoId(text);
  const contains = `Write \`url: { contains: "${id === null ? "watch?v=…" : `v=${id}`}" }\`.`;
  if (COPIED.test(text))
    return [
      "YouTube's player calls every video https://www.youtube.com/watch?v=…, so this can never be true.",
      contains,
    ];
  const isWhole = op === "equals" || op === "one_of";
  if (!isWhole || /^https:\/\/www\.youtube\.com\/watch\?v=[\w-]+$/.test(text)) return null;
  return ["The address of a video is exactly https://www.youtube.com/watch?v= and its id.", contains];
}

function videoId(text: string): string | null {
  return ID.exec(text)?.[1] ?? /^[\w-]{11}$/.exec(text)?.[0] ?? null;
}
