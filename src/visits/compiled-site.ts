/** Everything that a goals file makes Google do, ready to be visited: the container, the rules, the session script. */
import { compile } from "../compile/compile.ts";
import { sessionGoals } from "../compile/session-script/resources.ts";
import type { Container } from "../engine/container.ts";
import type { EventCreateRule } from "../engine/event-create-rules.ts";
import type { GoalSet } from "../language/goal-set/goal-set.ts";
import type { GoogleTag } from "../language/goal-set/target.ts";
import { ENTITIES, ENTITY_KINDS } from "../resources/kinds.ts";
import { type DesiredResource, type EntityKind, type JsonObject, keyOf } from "../resources/resource.ts";
import { type ContainerContent, EMPTY_CONTENT } from "../resources/snapshot.ts";
import type { Site } from "./site.ts";

export interface CompiledSite extends Site {
  readonly goalSet: GoalSet;
  /** The container, as `lift/` reads it. */
  readonly content: ContainerContent;
  /** The keys of the goals that an audience counts. */
  readonly audiences: ReadonlySet<string>;
}

export function compiledSite(goalSet: GoalSet, measurementId: string, googleTag: GoogleTag): CompiledSite {
  const { resources } = compile(goalSet, measurementId, googleTag);
  const of = (kind: DesiredResource["kind"]) => resources.filter((one) => one.kind === kind);
  const container = containerOf(resources);
  const byName = new Map((container.tag ?? []).map((tag) => [tag.name, tag]));
  return {
    goalSet,
    measurementId,
    isConfiguredByPage: googleTag.lives === "page",
    collectsPageViews: true,
    container,
    content: contentOf(container),
    rules: of("ga4.eventCreateRule").map(({ address, body }) => ({
      key: keyOf(address),
      rule: body as unknown as EventCreateRule,
    })),
    session: sessionGoals(goalSet),
    tags: new Map(of("gtm.tag").map(({ address, name }) => [keyOf(address), byName.get(name)!])),
    pageCounts: goalSet.goals.flatMap((goal) =>
      goal.type === "pages_per_session" && goal.via === "ga4"
        ? [{ key: goal.id, event: goal.event, moreThan: goal.moreThan }]
        : [],
    ),
    audiences: new Set(of("ga4.audience").map(({ address }) => keyOf(address))),
  };
}

/** The container as it would be live: references are ids, as Google gives them. */
export function containerOf(resources: readonly DesiredResource[]): Container {
  const ids = new Map(
    resources.map(({ address }, index) => [`goalform-ref:${address}`, String(index + 100)]),
  );
  const entities = (kind: EntityKind) =>
    resources
      .filter((one) => one.kind === kind)
      .map(({ address, body }) => ({
        [ENTITIES[kind].idField]: ids.get(`goalform-ref:${address}`)!,
        ...(withIds(body, ids) as JsonObject),
      }));
  return {
    containerId: "2",
    builtInVariable: resources
      .filter(({ kind }) => kind === "gtm.builtInVariable")
      .map(({ body, name }) => ({ ...body, name })),
    ...Object.fromEntries(ENTITY_KINDS.map((kind) => [ENTITIES[kind].collection, entities(kind)])),
  } as Container;
}

function withIds(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return value.startsWith("goalform-ref:") ? (ids.get(value) ?? value) : value;
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withIds(inner, ids)]));
}

/** As Google's API sends a container version. */
export function contentOf(container: Container): ContainerContent {
  const entities = ENTITY_KINDS.map((kind) => [
    kind,
    (container as unknown as Record<string, JsonObject[] | undefined>)[ENTITIES[kind].collection] ?? [],
  ]);
  return {
    ...EMPTY_CONTENT,
    entities: Object.fromEntries(entities) as ContainerContent["entities"],
    builtInVariables: (container.builtInVariable ?? []).map(({ type }) => type ?? ""),
  };
}
