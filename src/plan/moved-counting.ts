/**
 * Goals that pass from Tag Manager to Analytics, back, or from one way in Analytics to the other.
 *
 * Analytics is changed first and the version goes live last; and rules take about an hour to begin and
 * to end (support.google.com/analytics/answer/10085872). So both count for a while, or neither.
 */

import type { Compiled } from "../resources/compiled.ts";
import { derivedEvent } from "../resources/definition.ts";
import type { DefinitionOwnership, OwnedDefinition } from "./definition-ownership.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { sentEvent, wantedEvent } from "./sent-event.ts";

export function movedCounting(
  { resources }: Compiled,
  { leftovers }: Ownership,
  definitions: DefinitionOwnership,
): PlanWarning[] {
  const derived = new Set(resources.flatMap(({ kind, body }) => derivedEvent(kind, body) ?? []));
  const sent = new Set(resources.flatMap((one) => wantedEvent(one) ?? []));
  const toAnalytics = leftovers.flatMap(({ entity }) => sentEvent(entity) ?? []);
  const toTags = eventsOf(definitions.leftovers).filter((event) => sent.has(event));
  const isCountedOtherwise = ({ kind, body }: OwnedDefinition) =>
    resources.some(
      (one) => one.kind !== kind && derivedEvent(one.kind, one.body) === derivedEvent(kind, body),
    );
  const within = eventsOf(definitions.leftovers.filter(isCountedOtherwise));
  return [
    ...passing(
      toAnalytics.filter((event) => derived.has(event)),
      "Tag Manager to Analytics",
      UNPUBLISHED,
    ),
    ...passing(
      toTags,
      "Analytics to Tag Manager",
      "Publish with goalform: published by hand, both count it.",
    ),
    ...passing(within, "a rule in Analytics to an audience or back", UNPUBLISHED),
  ];
}

function eventsOf(definitions: readonly OwnedDefinition[]): string[] {
  return definitions.flatMap(({ kind, body }) => derivedEvent(kind, body) ?? []);
}

const UNPUBLISHED = "With --no-publish both count it until you publish.";

function passing(events: readonly string[], way: string, unpublished: string): PlanWarning[] {
  return [...new Set(events)].map((event) => ({
    code: "sent-twice",
    message: `${event} passes from ${way}. Until the version is live, and for about an hour after Analytics was changed, it may be counted twice or not at all. ${unpublished}`,
  }));
}
