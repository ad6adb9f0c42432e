/**
 * Custom dimensions and metrics of ours that nobody in the file asks for, while tags of others send their parameter.
 * What other people's reports show is not ours to take away, and Analytics may keep an archived parameter for days.
 */

import { destinationOf } from "../container/destination.ts";
import { parametersIn, settingsVariable } from "../container/settings-variable.ts";
import { entryIn } from "../entry-in.ts";
import type { Entity } from "../resources/body.ts";
import { columnKey } from "../resources/definitions/mark.ts";
import { isOfParameter, labelOf } from "../resources/kinds.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { DefinitionOwnership, OwnedDefinition } from "./definition-ownership.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { type Site, tagsOfOthers } from "./sent/sends.ts";

export interface InUse {
  readonly registered: OwnedDefinition;
  /** The tag that sends the parameter. */
  readonly tag: string;
}

export function stillInReports(
  { leftovers }: DefinitionOwnership,
  ownership: Ownership,
  { content, measurementId }: Site,
): readonly InUse[] {
  const tags = tagsOfOthers(ownership).filter(
    ({ entity }) => entity.paused !== true && destinationOf(entity, measurementId, content) !== "another",
  );
  const sentBy = new Map(
    tags.flatMap(({ entity }) =>
      columnsSentBy(entity, content).map((key) => [key, String(entity.name)] as const),
    ),
  );
  return leftovers.flatMap((registered) => {
    const tag = isOfParameter(registered.kind) ? sentBy.get(columnKey(registered.body)) : undefined;
    return tag === undefined ? [] : [{ registered, tag }];
  });
}

export function columnsThatStay(all: readonly InUse[]): PlanWarning[] {
  return all.map(({ registered: { kind, body }, tag }) => ({
    code: "registration-stays",
    message: `The ${labelOf(kind)} "${String(body.displayName)}" stays: the tag "${tag}" sends its parameter ${String(body.parameterName)} too, and is not ours.`,
  }));
}

/** The tables of a GA4 event tag and of a Google tag, as Tag Manager's screen writes them, and those of their settings variables. */
function columnsSentBy(entity: Entity, content: ContainerContent): string[] {
  if (entity.type !== "gaawe" && entity.type !== "googtag") return [];
  const shared = (["event", "config"] as const).flatMap(
    (kind) => settingsVariable(entity, content, kind)?.rows ?? [],
  );
  const tables = [...parametersOf(entity), { key: "eventSettingsTable", list: shared }];
  return tables.flatMap(({ key: table, list }) => {
    const scope = entryIn(SCOPES, String(table));
    if (scope === undefined) return [];
    return parametersIn(list ?? []).map((parameterName) => columnKey({ parameterName, scope }));
  });
}

const SCOPES: Readonly<Record<string, string>> = {
  eventSettingsTable: "EVENT",
  configSettingsTable: "EVENT",
  eventParameters: "EVENT",
  userProperties: "USER",
};
