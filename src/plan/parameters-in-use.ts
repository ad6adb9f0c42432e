/**
 * Custom dimensions and metrics of ours that nobody in the file asks for, while tags of others send their parameter, or
 * formulas of others name them.
 * What other people's reports show is not ours to take away, and Analytics may keep an archived parameter for days.
 */

import { destinationOf } from "../container/destination.ts";
import { parametersIn, settingsVariable } from "../container/settings-variable.ts";
import { entryIn } from "../entry-in.ts";
import type { Entity } from "../resources/body.ts";
import { metricsIn, parameterOfMetric } from "../resources/definitions/formula.ts";
import { columnKey } from "../resources/definitions/mark.ts";
import { parseFormula } from "../resources/definitions/parse-formula.ts";
import { isOfParameter, labelOf } from "../resources/kinds.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { DefinitionOwnership, LiveDefinition, OwnedDefinition } from "./definition-ownership.ts";
import type { Ownership } from "./ownership.ts";
import type { PlanWarning } from "./plan.ts";
import { type Site, tagsOfOthers } from "./sent/sends.ts";

export interface InUse {
  readonly registered: OwnedDefinition;
  /** What others do with it, in a sentence without its end. */
  readonly use: string;
}

export function stillInReports(
  { leftovers, foreign }: DefinitionOwnership,
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
  const namedBy = formulasNaming(foreign);
  return leftovers.flatMap((registered): readonly InUse[] => {
    if (!isOfParameter(registered.kind)) return [];
    const { parameterName } = registered.body;
    const tag = sentBy.get(columnKey(registered.body));
    if (tag !== undefined)
      return [{ registered, use: `the tag "${tag}" sends its parameter ${String(parameterName)} too` }];
    const metric = registered.kind === "ga4.customMetric" ? namedBy.get(String(parameterName)) : undefined;
    return metric === undefined
      ? []
      : [{ registered, use: `the formula of the calculated metric "${metric}" names it` }];
  });
}

/** Calculated metrics of others by the parameters of custom metrics that they name, as far as their list was read. */
function formulasNaming(foreign: readonly LiveDefinition[]): ReadonlyMap<string, string> {
  return new Map(
    foreign.flatMap(({ kind, body }) => {
      const formula = kind === "ga4.calculatedMetric" ? parseFormula(String(body.formula)) : null;
      if (formula === null || formula.is === "problem") return [];
      return metricsIn(formula).flatMap(({ name }) => {
        const parameter = parameterOfMetric(name);
        return parameter === null ? [] : [[parameter, String(body.displayName)] as const];
      });
    }),
  );
}

export function columnsThatStay(all: readonly InUse[]): PlanWarning[] {
  return all.map(({ registered: { kind, body }, use }) => ({
    code: "registration-stays",
    message: `The ${labelOf(kind)} "${String(body.displayName)}" stays: ${use}, and is not ours.`,
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
