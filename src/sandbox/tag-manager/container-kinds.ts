/** What a container is for, and which triggers and tags it takes. */
import type { GoogleError } from "../google-error.ts";
import type { Fields } from "../state.ts";
import type { EditableKind } from "./entity-kinds.ts";
import { invalid, unknownEntityType } from "./refusals.ts";

/** The API's `usageContext`, of which a container has one. */
export type UsageContext = "web" | "server" | "amp" | "android" | "ios" | "androidSdk5" | "iosSdk5";

const APP = /^(firebase[A-Z]\w*|customEvent|always|triggerGroup)$/;

/** Types of triggers that the screen offers (support.google.com/tagmanager/answer/7679316, /9205783; for apps /7679317). */
const TRIGGERS: Readonly<Record<UsageContext, RegExp>> = {
  web: /^(?!amp[A-Z]|firebase[A-Z]|serverPageview$)/,
  server: /^(always|customEvent|serverPageview|triggerGroup)$/,
  amp: /^(amp[A-Z]\w*|pageview|customEvent|triggerGroup)$/,
  android: APP,
  ios: APP,
  androidSdk5: APP,
  iosSdk5: APP,
};

/** Tags that write into a page. */
const OF_PAGES = ["gaawe", "googtag", "html", "img"];

/** How an entity does not fit its container; undefined when it does. The texts were never published. */
export function misfit(context: UsageContext, kind: EditableKind, fields: Fields): GoogleError | undefined {
  const type = String(fields["type"]);
  if (kind === "trigger" && !TRIGGERS[context].test(type))
    return invalid("type", `The trigger type ${type} is not supported in this container.`);
  const isApp = context !== "web" && context !== "amp";
  return kind === "tag" && isApp && OF_PAGES.includes(type) ? unknownEntityType(type) : undefined;
}
