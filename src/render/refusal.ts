/** A refusal for people: the message, and what to do. */
import type { Refusal } from "../app/result/refusal.ts";
import { visible } from "./visible.ts";
import { joinedWays, type WayWords } from "./way-out.ts";

export function refusalText({ code, message, ways }: Refusal, words: WayWords): string {
  const help = joinedWays(ways, words);
  return `error[${code}]: ${visible(message)}\n${help === null ? "" : `help: ${visible(help)}\n`}`;
}

/** Where the problems of the file are shown, they say it all. */
export function isComplete({ code }: Refusal): boolean {
  return code === "invalid-goals-file" || code === "invalid-tests-file";
}
