/**
 * Page views, for what Analytics counts by them: rules and audiences. People can switch them off in the Google tag, or
 * send them a second time with a tag of their own, and no object of ours changes.
 */

import { cellOf, parameterText, possibleTexts } from "../container/possible-texts.ts";
import { triggerOf } from "../container/trigger-events.ts";
import type { Entity } from "../resources/body.ts";
import type { Compiled } from "../resources/compiled.ts";
import { isDefinitionKind } from "../resources/kinds.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { inWords, subjectsHit, whose } from "./firing-obstacles.ts";
import { googleTags } from "./google-tag.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { type Site, sends, tagsOfOthers } from "./sent/sends.ts";

const EVENT = "page_view";

/** Silent where the pages may configure the id themselves, or a tag's id is not known: then this is not known either. */
export function pageViewWarnings(compiled: Compiled, ownership: Ownership, site: Site): PlanWarning[] {
  const users = usersOfPageViews(compiled);
  if (users.length === 0 || site.receivesGtagEvents) return [];
  const { ours, theirs, unclear } = googleTags(compiled.owner, site.content, compiled.measurementId);
  const tags = [...ours, ...theirs];
  if (tags.length === 0 || unclear.length > 0) return [];
  const sending = tags.filter((tag) => !isSwitchedOff(tag, site.content));
  const others = tagsOfOthers(ownership).map(({ entity }) => entity);
  if (sending.length > 0) {
    const again = others.filter((tag) => isSentOnLoad(tag, site));
    return again.length === 0 ? [] : sentAgain(again, users, compiled);
  }
  return others.some((tag) => sends(tag, EVENT, site) !== "no") ? [] : notSent(tags, users, compiled);
}

function usersOfPageViews({ resources }: Compiled): Users {
  return resources
    .filter(({ kind, body }) => isDefinitionKind(kind) && JSON.stringify(body).includes(`"${EVENT}"`))
    .flatMap((one) => one.users);
}

/** Whether a rule or an audience of the file asks for page views. */
export function countsByPageViews(compiled: Compiled): boolean {
  return usersOfPageViews(compiled).length > 0;
}

type Users = Compiled["resources"][number]["users"];

/**
 * What counts twice if enhanced measurement reports page changes: a plan does not know whether it does.
 *
 * @returns a sentence, or null where no tag sends virtual page views that the file counts
 */
export function virtualPageViewsTwice(compiled: Compiled, content: ContainerContent): string | null {
  const users = usersOfPageViews(compiled);
  const { measurementId } = compiled;
  const site: Site = { content, measurementId, receivesGtagEvents: false, pushed: [] };
  const tags = content.entities["gtm.tag"].filter(
    (tag) => tag.type === "gaawe" && !isSentOnLoad(tag, site) && sends(tag, EVENT, site) === "yes",
  );
  if (users.length === 0 || tags.length === 0) return null;
  const names = compiled.subjects.filter(({ user }) => users.includes(user)).map(({ name }) => name);
  const [they, send] = tags.length === 1 ? ["tag", "sends"] : ["tags", "send"];
  return `The ${they} ${inWords(tags.map(nameOf))} ${send} ${EVENT} when the page changes without loading, and so does enhanced measurement (page changes based on browser history events): Analytics counts ${whose(names)} by page views, and may count them twice.`;
}

/** By the tag itself, or by its settings variable; `gaawc` has a checkbox. */
function isSwitchedOff(tag: Entity, content: ContainerContent): boolean {
  if (parameterText(tag, "sendPageView") === "false") return true;
  const named = /^\s*\{\{([^{}]+)\}\}\s*$/.exec(parameterText(tag, "configSettingsVariable") ?? "")?.[1];
  const variable = content.entities["gtm.variable"].find(({ name }) => name === named?.trim());
  // The tag's own rows win over those of the variable.
  const [written] = [tag, ...(variable ? [variable] : [])].flatMap((one) => settingsOf(one));
  if (written === undefined) return false;
  const { known, isComplete } = possibleTexts(written, { content, event: "gtm.js" });
  return isComplete && known.every((text) => text === "false");
}

/** What a table of settings says about page views. */
function settingsOf(entity: Entity): string[] {
  const tables = parametersOf(entity).filter(
    ({ key }) => key === "configSettingsTable" || key === "fieldsToSet",
  );
  return tables.flatMap(({ list }) =>
    (list ?? []).flatMap((row) => {
      const name = cellOf(row, "parameter") ?? cellOf(row, "name");
      return name === "send_page_view" ? [cellOf(row, "parameterValue") ?? cellOf(row, "value") ?? ""] : [];
    }),
  );
}

const ON_LOAD: readonly string[] = ["consentInit", "init", "pageview", "domReady", "windowLoaded"];

/** For virtual page views, a tag is what people use; the Google tag sends none of those without enhanced measurement. */
function isSentOnLoad(tag: Entity, site: Site): boolean {
  const types = (tag.firingTriggerId ?? []).map((id) => String(triggerOf(site.content, id)?.type));
  return types.some((type) => ON_LOAD.includes(type)) && sends(tag, EVENT, site) === "yes";
}

function sentAgain(tags: readonly Entity[], users: Users, compiled: Compiled) {
  const names = compiled.subjects.filter(({ user }) => users.includes(user)).map(({ name }) => name);
  const [they, send] = tags.length === 1 ? ["tag", "sends"] : ["tags", "send"];
  return [
    {
      code: "sent-twice",
      message: `The ${they} ${inWords(tags.map(nameOf))} ${send} ${EVENT} as well as the Google tag: Analytics counts ${whose(names)} by page views, and may count them twice.`,
    },
  ];
}

function notSent(
  tags: readonly Entity[],
  users: Compiled["resources"][number]["users"],
  compiled: Compiled,
): PlanWarning[] {
  const hit = subjectsHit(users, "event-not-sent", compiled);
  if (hit.length === 0) return [];
  const names = hit.map(({ name }) => name);
  const off =
    tags.length === 1
      ? `The Google tag ${nameOf(tags[0]!)} does`
      : `The Google tags ${inWords(tags.map(nameOf))} do`;
  return [
    {
      code: "event-not-sent",
      message: `${off} not send ${EVENT} (\`send_page_view\` is false), and no other tag does: ${whose(names)} may count nothing, because Analytics counts ${names.length === 1 ? "it" : "them"} by page views. Let the Google tag send them, or let Tag Manager count: \`via: gtm\`. If something else sends them, write \`allow: [event-not-sent]\` at the ${hit.every(({ user }) => user.startsWith("funnel:")) ? "funnel" : "goal"}.`,
    },
  ];
}

function nameOf({ name }: Entity): string {
  return `"${String(name)}"`;
}
