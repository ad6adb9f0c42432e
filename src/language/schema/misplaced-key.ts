/** Keys that do not go with the goal's type or with the other keys of a step. */
import type { Diagnostic } from "../../diagnostic.ts";
import { entryIn } from "../../entry-in.ts";
import { child, textOf } from "../source/located.ts";
import type { SourceText } from "../source/source-text.ts";
import type { FilePath } from "./file-path.ts";

export function misplacedKey(source: SourceText, path: FilePath): Diagnostic {
  const key = path.key;
  const isStep = path.keys[0] === "funnels";
  const goal = path.keys.slice(0, -1);
  const type = textOf(path.valueAt(...goal, "type")) ?? "";
  const hasWays = path.keys[2] === "any" || child(path.parent, "any") !== undefined;
  const reason = isStep
    ? stepReason(key, child(path.parent, "goal") !== undefined)
    : ((hasWays ? wayReason(key, path.keys[2] === "any" && path.keys.length > 3) : null) ??
      goalReason(key, type));
  return source.error("misplaced-key", path.keySpanOfValue, reason.message, reason.hint);
}

interface Reason {
  readonly message: string;
  readonly hint: string;
}

const OWNERS: Readonly<Record<string, string>> = {
  spa: "destination` or `duration",
  longer_than: "duration",
  scope: "duration",
  more_than: "pages_per_session",
  on: "event",
};

/** Why a goal of this type does not take the key. */
export function goalReason(key: string, type: string): Reason {
  if (type === "duration" && (key === "page" || key === "spa"))
    return {
      message: `\`${key}\` does not go with timing the whole visit, which spans many pages.`,
      hint: `Add \`scope: page\` to time one page view, or delete \`${key}\`.`,
    };
  if (key === "page")
    return {
      message: "`page` does not go with counting the pages of a whole visit.",
      hint: "Delete `page`.",
    };
  return {
    message: `\`${key}\` belongs to goals of type \`${entryIn(OWNERS, key) ?? "event"}\`; this goal is of type \`${type}\`.`,
    hint: `Write \`type: ${(entryIn(OWNERS, key) ?? "event").split("`")[0]}\`, or delete \`${key}\`.`,
  };
}

/** Why a goal with `any`, or one of its ways, does not take the key; null where it has nothing to do with the ways. */
export function wayReason(key: string, isInWay: boolean): Reason | null {
  if (isInWay)
    return {
      message: `\`${key}\` belongs to ways that are pages; this one has \`on\`.`,
      hint: `Delete \`${key}\`.`,
    };
  if (key === "spa")
    return {
      message: "`spa` does not go with `any`: not every way is a page.",
      hint: "Write it in the ways that are pages: `any: [{ page: …, spa: true }, …]`.",
    };
  if (key !== "on" && key !== "page") return null;
  return {
    message: `\`${key}\` does not go with \`any\`: what counts is in the ways of the list.`,
    hint: `Write it in the ways of the list, or delete \`${key}\` or \`any\`.`,
  };
}

/** Why a step does not take the key; `isGoal` if it names a goal. */
export function stepReason(key: string, isGoal: boolean): Reason {
  if (isGoal)
    return {
      message: `A step that is a goal takes everything from the goal: \`${key}\` is not allowed next to \`goal\`.`,
      hint: `Delete \`${key}\` or \`goal\`.`,
    };
  return { message: "`spa` belongs to steps that are pages; this one has `on`.", hint: "Delete `spa`." };
}
