/** `export`: what a file asks for, as a file for Tag Manager's import screen and a list of what to do by hand. */

import { entityChange } from "../apply/entity-changes.ts";
import type { ResolvedTarget } from "../language/resolve-target.ts";
import { buildPlan } from "../plan/build-plan.ts";
import { wantedEvent } from "../plan/sent-event.ts";
import type { EntityStep, Step } from "../plan/steps.ts";
import type { Entity } from "../resources/body.ts";
import { type Compiled, GOOGLE_TAG_ADDRESS } from "../resources/compiled.ts";
import { exportFile } from "../resources/export-file.ts";
import { DEFINITION_KINDS, ENTITY_KINDS } from "../resources/kinds.ts";
import {
  type Address,
  type DesiredResource,
  desiredOf,
  type EntityKind,
  keyOf,
} from "../resources/resource.ts";
import { EMPTY_CONTENT, type PropertySnapshot, type Snapshot } from "../resources/snapshot.ts";
import { readValidGoals } from "./goals-file.ts";
import { compiledAt } from "./make-plan.ts";
import { type IdentifiedTarget, identified } from "./measurement-id.ts";
import type { Ports } from "./ports.ts";
import type { ContainerExported, ToDo } from "./result/at-target.ts";
import { chooseTarget, neighboursOf, type TargetOptions } from "./target.ts";

/** @param now for the time that such a file names */
export function exportContainer(
  options: TargetOptions,
  ports: Pick<Ports, "env" | "files" | "warn">,
  now: Date,
): ContainerExported {
  const goalSet = readValidGoals(options.file, ports);
  const target = identified(chooseTarget(goalSet, options.file, options.target, ports), "`export`");
  const place = { target, neighbours: neighboursOf(target, goalSet, ports) };
  const compiled = compiledAt(goalSet, place, target.ga4.measurementId);
  const { plan, steps } = buildPlan(compiled, nothingAt(target), target.name);
  const entities = entitiesOf(steps);
  const file = exportFile(
    { entities, builtInVariables: builtInsOf(compiled) },
    { ...placeOf(target), name: compiled.owner },
    now,
  );
  return {
    is: "container exported",
    target: plan.target,
    owner: compiled.owner,
    container: file,
    out: null,
    objects: ENTITY_KINDS.flatMap((kind) => entities[kind].map(({ name }) => ({ kind, name: String(name) }))),
    events: [
      ...new Set([
        ...compiled.resources.flatMap((one) => wantedEvent(one) ?? []),
        ...(compiled.forwards ?? []).flatMap(({ events }) => events),
      ]),
    ],
    googleTag: compiled.resources.some(({ address }) => address === GOOGLE_TAG_ADDRESS)
      ? "in the file"
      : compiled.googleTag === "page"
        ? "in the pages"
        : "in the container",
    toDo: steps.flatMap(toDo),
    toUnmark: [...compiled.removedKeyEvents, ...compiled.disabled.map(({ event }) => event)],
    warnings: [...compiled.warnings.map(({ message }) => message), ...compiled.resources.flatMap(notAdopted)],
  };
}

/** Only an apply can adopt: it has seen the tag. */
function notAdopted({ adopts, address }: DesiredResource): readonly string[] {
  if (!adopts) return [];
  return [
    `The file contains a new tag for ${keyOf(address).replace(":", " ")}, and the tag "${adopts.tag}" that it adopts stays: with both, every conversion counts twice. Pause "${adopts.tag}" in Tag Manager in the workspace into which you import the file, or use \`goalform apply\`, which adopts it.`,
  ];
}

/** Everything is planned as new, because what already exists is not known. */
function nothingAt({ ga4, gtm }: IdentifiedTarget): Snapshot {
  const definitions = Object.fromEntries(DEFINITION_KINDS.map((kind) => [kind, []]));
  return {
    container: {
      label: "publicId" in gtm ? gtm.publicId : `${gtm.account}/${gtm.container}`,
      usageContext: ["web"],
      live: null,
      latest: null,
      content: EMPTY_CONTENT,
      unpublished: null,
    },
    property: {
      property: ga4.property,
      keyEvents: [],
      webStreams: [{ resourceName: "", measurementId: ga4.measurementId, displayName: "" }],
      definitions: definitions as unknown as PropertySnapshot["definitions"],
    },
    requests: 0,
  };
}

/** Tag Manager's import screen replaces these with new ids. */
function placeOf({ gtm }: ResolvedTarget) {
  if ("publicId" in gtm) return { account: "0", container: "0", publicId: gtm.publicId };
  return { ...gtm, publicId: "" };
}

/** References inside a file are ids of that file. */
function entitiesOf(steps: readonly Step[]): Readonly<Record<EntityKind, readonly Entity[]>> {
  const created = steps.filter((step): step is EntityStep => step.do === "create entity");
  const ids = new Map<Address, string>(created.map(({ address }, index) => [address, String(index + 1)]));
  const changes = created.map((step) => entityChange(step, ids));
  return Object.fromEntries(
    ENTITY_KINDS.map((one) => [one, changes.flatMap(({ kind, entity }) => (kind === one ? [entity] : []))]),
  ) as unknown as Record<EntityKind, readonly Entity[]>;
}

function builtInsOf({ resources }: Compiled) {
  return desiredOf(resources, "gtm.builtInVariable").map(({ name, body }) => ({
    type: String(body.type),
    name,
  }));
}

function toDo(step: Step): readonly ToDo[] {
  if (step.do === "create key event")
    return [{ kind: "ga4.keyEvent", name: step.eventName, body: step.body }];
  if (step.do !== "create definition") return [];
  const { kind, body, stream } = step;
  const name = String(body.displayName ?? body.destinationEvent);
  return [{ kind, name, body, ...(stream === null ? {} : { stream: stream.measurementId }) }];
}
