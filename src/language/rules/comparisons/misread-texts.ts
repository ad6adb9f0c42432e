/** Texts that are compared character by character but were meant as patterns, operators or conditions. */

import { regexProblem } from "../../../countable/pattern/portable-regex.ts";
import type { Written } from "../../meaning/written.ts";
import { misreadingOf } from "../../misread/misreadings.ts";
import { textPositions } from "../../misread/text-position.ts";
import { addressProblem } from "../addresses/addresses.ts";
import type { Rule } from "../rule.ts";

export const misreadTexts: Rule = {
  codes: [
    "not-a-wildcard",
    "looks-like-a-pattern",
    "looks-like-a-placeholder",
    "looks-like-an-operator",
    "looks-like-presence",
    "stray-space",
    "quotes-in-text",
    "looks-like-html",
    "not-an-event-name",
    "prefix-in-name",
    "percent-encoded",
    "backslash-in-address",
    "query-without-question-mark",
    "unusual-path",
  ],
  check: (file: Written) =>
    textPositions(file).flatMap((position) => {
      // What can never be true is an error already, and its hint says the same.
      const isReported =
        addressProblem(position) !== null ||
        (position.op === "matches" && regexProblem(position.text) !== null);
      const found = isReported ? null : misreadingOf(position);
      return found ? [file.source.warning(found.code, position.span, found.message, found.hint)] : [];
    }),
};
