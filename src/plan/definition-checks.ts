/** What blocks definitions, and what would count twice because of them. */

import type { Compiled } from "../resources/compiled.ts";
import { definitionInWords, derivedEvent, readDefinitionMark } from "../resources/definition.ts";
import { labelOf } from "../resources/kinds.ts";
import { desiredOf, keyOf } from "../resources/resource.ts";
import type { EventRules, PropertySnapshot } from "../resources/snapshot.ts";
import type { DefinitionOwnership, LiveDefinition } from "./definition-ownership.ts";
import { capital } from "./google-tag.ts";
import type { Ownership } from "./ownership.ts";
import type { Blocker, PlanWarning } from "./plan.ts";
import { type Site, sentAmong, tagsOfOthers } from "./sent/sends.ts";
import { wantedEvent } from "./sent-event.ts";

/** Names that are taken by something that is not ours. */
export function definitionConflicts({ conflicts }: DefinitionOwnership): Blocker[] {
  return conflicts.map((conflict) => {
    const { mark } = conflict.taken;
    const whose = mark
      ? `it belongs to the goals file "${mark.owner}"`
      : "it is not ours and does something else";
    const { message, waysOut } =
      conflict.desired.kind === "ga4.calculatedMetric" ? metricTaken(conflict) : audienceTaken(conflict);
    return { code: "name-taken", message: `${message} already: ${whose}.`, waysOut, override: null };
  });
}

type Conflict = DefinitionOwnership["conflicts"][number];

function audienceTaken({ desired: { name, at } }: Conflict) {
  return {
    message: `The property has an audience named "${name}"`,
    waysOut: [
      "Rename or archive that audience in Analytics, then plan again: goalform makes its own.",
      `Rename the goal or funnel (${at.file}:${at.line}).`,
    ],
  };
}

/** The id of a calculated metric is also the name under which the Data API knows it, and cannot be changed. */
function metricTaken({ desired: { name, at, address }, taken }: Conflict) {
  const id = keyOf(address);
  const { calculatedMetricId, parameterName } = taken.body;
  const isId = (calculatedMetricId ?? parameterName) === id;
  const label = labelOf(taken.kind);
  const verb = taken.kind === "ga4.calculatedMetric" ? "Delete" : "Archive";
  return {
    message: `The property has a ${label} ${isId ? `with the id "${id}"` : `named "${name}"`}`,
    waysOut: [
      `${verb}${isId ? "" : " or rename"} that ${label} in Analytics, then plan again: goalform makes its own.`,
      `Give \`${id}\` another ${isId ? "key" : "`name`"} (${at.file}:${at.line}).`,
      ...(isId && calculatedMetricId && !taken.mark
        ? ["Or take it over: write its name, unit and formula under this key, as `goalform import` does."]
        : []),
    ],
  };
}

/** Before the rules are wanted in each web stream: in a property without any they would be nowhere. */
export function rulesWithoutStream({ resources }: Compiled, property: PropertySnapshot): Blocker[] {
  const rules = resources.filter(({ kind }) => kind === "ga4.eventCreateRule");
  if (rules.length === 0 || property.webStreams.length > 0) return [];
  return [
    {
      code: "rules-without-web-stream",
      message: `Property ${property.property} has no web stream, and event create rules (${rules[0]!.name}) belong to one.`,
      waysOut: [
        "Add a web stream in Analytics under Admin > Data streams, then plan again.",
        "Let Tag Manager count these goals: `via: gtm`.",
      ],
      override: null,
    },
  ];
}

/** What makes an event that ours make as well, in the same property. */
export function derivedTwice(
  { resources, owner }: Compiled,
  ownership: Ownership,
  definitions: DefinitionOwnership,
  site: Site,
  unlisted: EventRules["makers"] = [],
): PlanWarning[] {
  const derived = new Set(resources.flatMap(({ kind, body }) => derivedEvent(kind, body) ?? []));
  const ours = resources.filter(({ kind }) => kind === "gtm.tag");
  const sent = new Set(ours.flatMap((tag) => wantedEvent(tag) ?? []));
  const others = tagsOfOthers(ownership);
  const sending = [...derived].flatMap((event) => [
    ...ours.filter((tag) => wantedEvent(tag) === event).map((tag) => [tag, event] as const),
    ...others
      .filter(({ entity }) => sentAmong(new Set([event]), entity, site).length > 0)
      .map(({ entity }) => [entity, event] as const),
  ]);
  const counted = new Set([...derived, ...sent]);
  const counts = (one: LiveDefinition) => counted.has(derivedEvent(one.kind, one.body) ?? "");
  const making = [...definitions.foreign, ...definitions.copies].filter(counts);
  const more = unlisted.map((one) => ({ ...one, mark: readDefinitionMark(one.kind, one.body) }));
  return [
    ...sending.map(([tag, event]) => twice(`The tag "${String(tag.name)}" sends ${event}`)),
    ...making.map((one) => twice(inWords(one, whoseIs(one, owner)))),
    ...more.filter(counts).map((one) => twice(inWords(one, forgottenIf(one, owner)))),
  ];
}

function twice(who: string): PlanWarning {
  return {
    code: "sent-twice",
    message: `${who}, which a goal of the file makes as well: it may be counted twice.`,
  };
}

function whoseIs({ mark }: LiveDefinition, owner: string): string {
  return mark && mark.owner !== owner ? ` of the goals file "${mark.owner}"` : " that is not ours";
}

/** The owner's folder did not say that there is something of ours: a version from before it did may be live again. */
function forgottenIf(one: LiveDefinition, owner: string): string {
  return one.mark?.owner === owner ? " that is left of this goals file" : whoseIs(one, owner);
}

function inWords({ kind, body, stream }: LiveDefinition, whose: string): string {
  const event = derivedEvent(kind, body);
  const what = capital(definitionInWords(kind, body));
  return stream === null
    ? `${what}${whose} logs ${event}`
    : `${what}${whose} (web stream ${stream}) makes ${event}`;
}

/** Somebody else's metric is what the file asks for, except for what its numbers mean. */
export function otherUnits({ resources }: Compiled, { provided }: DefinitionOwnership): PlanWarning[] {
  return desiredOf(resources, "ga4.customMetric").flatMap(({ address, body }) => {
    const theirs = provided.get(address)?.body.measurementUnit;
    if (theirs === undefined || theirs === body.measurementUnit) return [];
    const message = `The custom metric of the parameter ${String(body.parameterName)} is not ours and is measured in ${String(theirs)}, not in ${String(body.measurementUnit)}. It is left as it is.`;
    return [{ code: "metric-unit", message }];
  });
}

/** Google says so of a formula whose metric is gone: reports with it fail, or show something else. */
export function brokenFormulas({ owned }: DefinitionOwnership): PlanWarning[] {
  return [...owned.values()].flatMap(({ kind, body }) =>
    body.invalidMetricReference === true
      ? [
          {
            code: "broken-formula",
            message: `Analytics says that the formula of ${definitionInWords(kind, body)} names a metric that does not exist (any more).`,
          },
        ]
      : [],
  );
}

/** Copies keep our mark, and continue by themselves. */
export function copiedAudiences({ copies }: DefinitionOwnership): PlanWarning[] {
  return copies.map(({ body }) => ({
    code: "copied",
    message: `The audience "${String(body.displayName)}" is a copy of one of ours. It is left alone; archive it in Analytics if nobody needs it.`,
  }));
}
