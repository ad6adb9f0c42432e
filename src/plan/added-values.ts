/**
 * What people have put on tags of ours, and on adopted ones, that gives an event a value which the file does not name.
 * Analytics takes it in place of the value of the key event (support.google.com/analytics/answer/13128484).
 */

import { parameterText } from "../container/possible-texts.ts";
import { parametersIn, settingsVariable } from "../container/settings-variable.ts";
import { NAMED_LISTS } from "../resources/adopted.ts";
import type { Entity } from "../resources/body.ts";
import { mutationsForEvents } from "../resources/definitions/mark.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { DesiredEntity, DesiredResource } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { type FiringContext, inWords, liveOf, orAllow, subjectsHit, whose } from "./firing-obstacles.ts";
import { googleTagSettings } from "./google-tag-settings.ts";
import { ownsOf } from "./live-entity.ts";
import { isDesiredEntity, type Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";

const CODE = "value-overridden";

export function addedValues({ said, compiled, ownership, content }: FiringContext): PlanWarning[] {
  const tags = compiled.resources.filter(isDesiredEntity).filter(({ kind }) => kind === "gtm.tag");
  const askedFor = new Map(said.resources.filter(isDesiredEntity).map((one) => [one.address, one]));
  return tags.flatMap((tag): PlanWarning[] => {
    const live = liveOf(tag, ownership);
    const asked = askedFor.get(tag.address);
    if (live === null || asked === undefined || hasValueRow(asked.body)) return [];
    const sources = valuesIn(live, whatStays(tag, ownership), content);
    if (sources.length === 0) return [];
    const goals = tag.users.filter((user) => user.startsWith("goal:"));
    const hit = subjectsHit(goals, CODE, compiled);
    if (hit.length === 0) return [];
    const message = `${whose(hit.map(({ name }) => name))} may be worth something other than the file says: the tag "${String(live.name)}" in Tag Manager also sends a value, from ${inWords(sources)}. goalform leaves it there. Change the tag in Tag Manager${orAllow(CODE, hit)}.`;
    return [{ code: CODE, message }];
  });
}

/** A value that the Google tag gives to every event, a row of the event's own tag or a rule's own value excepted. */
export function valuesOfGoogleTag({ said, compiled, content }: FiringContext): PlanWarning[] {
  const settings = googleTagSettings(compiled, content).filter(({ sets }) => sets.includes("value"));
  if (settings.length === 0) return [];
  const counting = said.resources.filter(
    (one) =>
      (isDesiredEntity(one) && one.body.type === "gaawe" && !hasValueRow(one.body)) ||
      (one.kind === "ga4.eventCreateRule" && !setsValue(one)),
  );
  const goals = counting.flatMap(({ users }) => users.filter((user) => user.startsWith("goal:")));
  const hit = subjectsHit(goals, CODE, compiled);
  if (hit.length === 0) return [];
  const tags = inWords(settings.map(({ tag }) => `"${String(tag.name)}"`));
  const message = `${whose(hit.map(({ name }) => name))} may be worth something other than the file says: the Google tag ${tags} sends a value with every event. goalform leaves it there. Change the Google tag or its settings variable in Tag Manager${orAllow(CODE, hit)}.`;
  return [{ code: CODE, message }];
}

function setsValue({ body }: DesiredResource): boolean {
  return (
    "parameterMutations" in body && mutationsForEvents(body).some(({ parameter }) => parameter === "value")
  );
}

interface Stays {
  readonly row: boolean;
  readonly ecommerce: boolean;
}

/** What people have in a tag stays there, unless it is or was the file's. */
function whatStays(tag: DesiredEntity, { owned }: Ownership): Stays {
  const owns = ownsOf(tag, owned.get(tag.address)?.mark ?? null);
  return {
    row: tag.adopted !== undefined && owns.rows?.includes("value") !== true,
    ecommerce: !owns.ecommerce,
  };
}

/** A row of the tag itself wins over what is shared (`test/engine/ga4-hit.test.ts`). */
function valuesIn(live: Entity, stays: Stays, content: ContainerContent): string[] {
  if (stays.row && hasValueRow(live)) return ["a row of its own"];
  const settings = settingsVariable(live, content);
  return [
    ...(settings !== null && parametersIn(settings.rows).includes("value")
      ? [`the settings variable "${settings.name}"`]
      : []),
    ...(stays.ecommerce && parameterText(live, "sendEcommerceData") === "true"
      ? ["the site's e-commerce data"]
      : []),
  ];
}

/** Tags had another list before 2023. */
function hasValueRow(tag: Entity): boolean {
  const tables = parametersOf(tag).filter(
    ({ key }) => Object.hasOwn(NAMED_LISTS, String(key)) && key !== "userProperties",
  );
  return tables.some(({ list }) => parametersIn(list ?? []).includes("value"));
}
