/** What is sent along → `parameters:`. */
import type { EventParameter, Registration } from "../goal-set/event-parameter.ts";
import type { SiteSource } from "../goal-set/site-source.ts";
import { titleOf } from "../meaning/title.ts";
import { type Field, field, fieldsInOne, type YamlValue } from "./yaml-value.ts";

export function parametersToYaml(parameters: readonly EventParameter[]): YamlValue | null {
  if (parameters.length === 0) return null;
  return fieldsInOne(parameters.map((one): Field => [one.name, parameterSaid(one)]));
}

function parameterSaid({ name, from, registered }: EventParameter): YamlValue {
  if (registered === null) return "constant" in from ? from.constant : sourceToYaml(from);
  const source: readonly Field[] = "constant" in from ? [["value", from.constant]] : sourceFields(from);
  return fieldsInOne([...source, ["register", registrationSaid(name, registered)]]);
}

/** `{ link: url, default: none }` */
export function sourceToYaml(source: SiteSource): { readonly [key: string]: YamlValue } {
  return fieldsInOne(sourceFields(source));
}

function sourceFields({ from, name, otherwise }: SiteSource): readonly Field[] {
  return [[from, name], ...field("default", otherwise)];
}

function registrationSaid(parameter: string, registration: Registration): YamlValue {
  const { as, name, description } = registration;
  const details = [
    ...(name === titleOf(parameter) ? [] : field("name", name)),
    ...field("description", description),
    ...(registration.as === "metric" ? unitToYaml(registration) : []),
  ];
  return details.length === 0 ? as : fieldsInOne([["as", as], ...details]);
}

export function unitToYaml({ unit, money }: Extract<Registration, { as: "metric" }>): readonly Field[] {
  return [...(unit === "standard" ? [] : field("unit", unit)), ...field("money", money)];
}
