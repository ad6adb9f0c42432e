/** What people write in place of an event's name: a page, a selector, the code that pushes it, words from a guide. */
import { inYaml } from "../source/in-yaml.ts";
import type { Misreading, MisreadingDetector } from "./misreading.ts";
import { asPattern, sameWith } from "./rewritten.ts";

export const eventText: MisreadingDetector = (position) => {
  if (position.subject !== "event") return null;
  const { text } = position;
  const pushed = /^['"{ ]*event['"]?\s*[:=]+\s*['"]?([\w .:/-]+?)['"]?[} ]*$/.exec(text)?.[1];
  const inCode = /(?:dataLayer\s*\.\s*push|gtag)\s*\(/.test(text)
    ? (/event['"]?\s*[:,]\s*['"]([^'"]+)['"]/.exec(text)?.[1] ?? "")
    : undefined;
  const name = inCode ?? pushed;
  if (name !== undefined)
    return notAName(
      name === "" ? "Write the name of the event alone." : `Write \`${sameWith(position, name)}\`.`,
    );
  if (OF_OTHER_TRACKERS.test(text))
    return notAName(
      "Name the event that the site pushes into Tag Manager's data layer: `dataLayer.push({ event: 'signed_up' })`.",
    );
  if (/^\/.*\/[gimsuy]*$/.test(text) && text.length > 2)
    return notAName(`Write \`${asPattern(position, text.split("/")[1] ?? "") ?? "matches: ^lead"}\`.`);
  if (/^(?:\/|https?:\/\/)/.test(text))
    return notAName("A page is a goal of its own type: `type: destination`, with `page`.");
  if (/^[#.][\w-]+$/.test(text))
    return notAName(`Write \`click: ${inYaml(text)}\` instead of \`data_layer\`.`);
  return FROM_A_GUIDE.test(text) ? notAName("Write the name of the event that the site pushes.") : null;
};

/** Code that reports an event to another tool; Tag Manager does not see it. */
const OF_OTHER_TRACKERS =
  /^(?:window\.)?(?:fbq|ga|_paq\.push|_gaq\.push|plausible|umami(?:\.track)?|(?:analytics|mixpanel|ttq|heap)\.track|posthog\.capture|amplitude\.\w+|ym|lintrk|snaptr|rdt|pintrk|_hsq\.push|matomo\w*)\s*\(/;

const FROM_A_GUIDE =
  /^(?:(?:your|my|the)[_ -]?)?(?:custom[_ -]?)?event[_ -]?name$|^your[_ -]?(?:custom[_ -]?)?event$/i;

function notAName(hint: string): Misreading {
  return {
    code: "not-an-event-name",
    message: "This is compared with the names of events, literally.",
    hint,
  };
}
