/** What is desired and what is live, side by side: who owns what, and what has to happen to each resource. */
import type { Compiled } from "../resources/compiled.ts";
import { KIND_ORDER } from "../resources/kinds.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import { sendsElsewhere, wasAppliedElsewhere } from "./another-property.ts";
import { planBuiltInVariables } from "./built-in-variables.ts";
import { type DefinitionOwnership, isDesiredDefinition, sortOutDefinitions } from "./definition-ownership.ts";
import { planDefinitions } from "./definitions.ts";
import { planEntities } from "./entities.ts";
import { kindsCertainlyUsed } from "./for-property.ts";
import { keyEventHistory } from "./key-event-history.ts";
import { type KeyEventPlan, planKeyEvents } from "./key-events.ts";
import { isDesiredEntity, type Ownership, sortOut } from "./ownership.ts";
import { type InUse, stillInReports } from "./parameters-in-use.ts";
import type { Planned } from "./planned-entity.ts";
import { type Site, siteOf } from "./sent/sends.ts";
import { withTemporaryNames } from "./temporary-names.ts";

export interface Comparison {
  readonly ownership: Ownership;
  readonly site: Site;
  readonly definitions: DefinitionOwnership;
  readonly keyEvents: KeyEventPlan;
  readonly inUse: readonly InUse[];
  /** In kind order. */
  readonly planned: readonly Planned[];
}

export function compare(compiled: Compiled, { container, property }: Snapshot): Comparison {
  const { owner, resources } = compiled;
  const { content } = container;
  const entities = resources.filter(isDesiredEntity);
  const ownership = sortOut(owner, entities, content);
  const site = siteOf(compiled, content, ownership);
  const derived = resources.filter(isDesiredDefinition);
  const definitions = sortOutDefinitions(owner, derived, property, compiled.keptDefinitions);
  const inUse = stillInReports(definitions, ownership, site);
  const elsewhere = sendsElsewhere(compiled.measurementId, property, content);
  const keyEvents = planKeyEvents(
    resources,
    keyEventHistory(compiled, ownership, definitions, site, elsewhere),
    property,
  );
  const planned = [
    ...planBuiltInVariables(resources, content),
    ...withTemporaryNames(planEntities(owner, entities, ownership), ownership),
    ...keyEvents.planned,
    ...planDefinitions(
      { owner, tier: compiled.tier, webStreams: property.webStreams, definitions: property.definitions },
      derived,
      definitions,
      wasAppliedElsewhere(ownership, elsewhere) ? [] : kindsCertainlyUsed(owner, container),
      inUse.map(({ registered }) => registered),
    ),
  ];
  return { ownership, site, definitions, keyEvents, inUse, planned: inKindOrder(planned) };
}

function inKindOrder(planned: readonly Planned[]): Planned[] {
  return KIND_ORDER.flatMap((kind) => planned.filter(({ difference }) => difference.kind === kind));
}
