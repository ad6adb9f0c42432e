/** Events that Tag Manager itself pushes: what they report is said in words of the language. */
import type { Diagnostic } from "../../../diagnostic.ts";
import type { Written } from "../../meaning/written.ts";
import { textPositions } from "../../misread/text-position.ts";
import type { Rule } from "../rule.ts";

/** developers.google.com/tag-platform/tag-manager/datalayer and Tag Manager Help 7679316 (types of triggers). */
const INSTEAD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "gtm.js": "Every page has it. Name the page: `type: destination` with `page`.",
    "gtm.dom": "Every page has it. Name the page: `type: destination` with `page`.",
    "gtm.load": "Every page has it. Name the page: `type: destination` with `page`.",
    "gtm.init": "Every page has it. Name the page: `type: destination` with `page`.",
    "gtm.init_consent": "Every page has it. Name the page: `type: destination` with `page`.",
    "gtm.click": "Say what is clicked: `on: { click: … }`.",
    "gtm.linkclick": "Say which link is clicked: `on: { link: … }`.",
    "gtm.formsubmit": "Say which form is submitted: `on: { form: … }`.",
    "gtm.historychange": "Write `spa: true` at a goal of type `destination`.",
    "gtm.historychange-v2": "Write `spa: true` at a goal of type `destination`.",
    "gtm.scrolldepth": "Say how far: `on: { scroll: 50 }`.",
    "gtm.elementvisibility": "Say what is seen: `on: { visible: … }`.",
    "gtm.video": "Say how much is watched: `on: { video: start }`.",
    "gtm.timer": "Write `type: duration` with `longer_than`.",
    "gtm.triggergroup": "Count what the group is made of, or a funnel of it.",
  }),
);

export const tagManagerEvents: Rule = {
  codes: ["tag-manager-event"],
  check: (file: Written) =>
    textPositions(file).flatMap(({ subject, op, text, span }): readonly Diagnostic[] => {
      if (subject !== "event" || !(op === "matches" ? /^\^?\(?(?:\?:)?gtm\\?\./i : /^gtm\./i).test(text))
        return [];
      return [
        file.source.error(
          "tag-manager-event",
          span,
          `\`${text.slice(0, 60)}\` is an event of Tag Manager's own: no site pushes it, and it comes only while a trigger of that kind listens.`,
          INSTEAD.get(text.toLowerCase()) ?? "Name an event that the site itself pushes.",
        ),
      ];
    }),
};
