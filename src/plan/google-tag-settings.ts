/**
 * What people have set in the Google tag: every event that goes to its measurement id has these parameters, page views
 * included (developers.google.com/tag-platform/gtagjs/reference#config).
 */
import { parametersIn, settingsVariable } from "../container/settings-variable.ts";
import type { Entity } from "../resources/body.ts";
import type { Compiled } from "../resources/compiled.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import { desiredOf } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { inWords, orAllow, subjectsHit, verbOf, whose } from "./firing-obstacles.ts";
import { googleTags } from "./google-tag.ts";
import type { PlanWarning } from "./plan.ts";

/** Google tags for the id, each with the names of the parameters that it sets. */
export function googleTagSettings(
  { owner, measurementId }: Pick<Compiled, "owner" | "measurementId">,
  content: ContainerContent,
): readonly { readonly tag: Entity; readonly sets: readonly string[] }[] {
  const { ours, theirs } = googleTags(owner, content, measurementId);
  return [...ours, ...theirs].map((tag) => {
    const own = parametersOf(tag).filter(({ key }) => key === "configSettingsTable" || key === "fieldsToSet");
    const shared = settingsVariable(tag, content, "config")?.rows ?? [];
    return { tag, sets: parametersIn([...own.flatMap(({ list }) => list ?? []), ...shared]) };
  });
}

/** A rule that asks for the page's address finds what the Google tag says instead. */
export function askedForBySettings(compiled: Compiled, content: ContainerContent): PlanWarning[] {
  const rules = desiredOf(compiled.resources, "ga4.eventCreateRule");
  if (rules.length === 0) return [];
  return googleTagSettings(compiled, content).flatMap(({ tag, sets }): PlanWarning[] => {
    const asked = rules.map(({ users, body }) => ({
      users,
      fields: (body.eventConditions ?? []).flatMap(({ field }) =>
        field && sets.includes(field) ? [field] : [],
      ),
    }));
    const fields = [...new Set(asked.flatMap((one) => one.fields))];
    const users = asked.flatMap((one) => (one.fields.length > 0 ? one.users : []));
    const hit = subjectsHit(users, "counts-less", compiled);
    if (hit.length === 0) return [];
    const message = `${whose(hit.map(({ name }) => name))} may ${verbOf([...hit, ...hit])} less than the file says: the Google tag "${String(tag.name)}" sets ${inWords(fields)} for every event, and Analytics compares that. Take it out of the tag or its settings variable in Tag Manager${orAllow("counts-less", hit)}.`;
    return [{ code: "counts-less", message }];
  });
}
