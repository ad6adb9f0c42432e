/** The variable of settings that a tag shares with others (Tag Manager: *Google Tag: Event Settings*): more that it sends. */
import type { Entity, Parameter } from "../resources/body.ts";
import { parametersOf } from "../resources/owned-fields.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import { cellOf, parameterText } from "./possible-texts.ts";

export interface SettingsVariable {
  readonly name: string;
  /** Of its table, each with a `parameter` and a `parameterValue`. */
  readonly rows: readonly Parameter[];
}

/**
 * Null for a tag without one, and for a name that no variable of the container has.
 *
 * @param kind `config`: that of a Google tag's configuration, whose parameters every event has
 */
export function settingsVariable(
  tag: Entity,
  { entities }: ContainerContent,
  kind: "event" | "config" = "event",
): SettingsVariable | null {
  const name = /^\s*\{\{(.+)\}\}\s*$/.exec(parameterText(tag, `${kind}SettingsVariable`) ?? "")?.[1];
  const variable = entities["gtm.variable"].find((one) => one.name === name);
  if (name === undefined || variable === undefined) return null;
  const table = parametersOf(variable).find(({ key }) => key === `${kind}SettingsTable`);
  return { name, rows: table?.list ?? [] };
}

/** Names of the parameters that the rows send. */
export function parametersIn(rows: readonly Parameter[]): readonly string[] {
  return rows.flatMap((row) => cellOf(row, "parameter") ?? cellOf(row, "name") ?? []);
}
