/** What is sent along → `parameters:`. */
import type { EventParameter, Registration } from "../goal-set/event-parameter.ts";
import type { SiteSource } from "../goal-set/site-source.ts";
import { titleOf } from "../meaning/title.ts";
import { type Field, field, fieldsInOne, type Said } from "./yaml-value.ts";

export function parametersSaid(parameters: readonly EventParameter[]): Said | null {
  if (parameters.length === 0) return null;
  return fieldsInOne(parameters.map((one): Field => [one.name, parameterSaid(one)]));
}

function parameterSaid({ name, from, registered }: EventParameter): Said {
  if (registered === null) return "constant" in from ? from.constant : sourceSaid(from);
  const source: readonly Field[] = "constant" in from ? [["value", from.constant]] : sourceFields(from);
  return fieldsInOne([...source, ["register", registrationSaid(name, registered)]]);
}

/** `{ link: url, default: none }` */
export function sourceSaid(source: SiteSource): { readonly [key: string]: Said } {
  return fieldsInOne(sourceFields(source));
}

function sourceFields({ from, name, otherwise }: SiteSource): readonly Field[] {
  return [[from, name], ...field("default", otherwise)];
}

function registrationSaid(parameter: string, registration: Registration): Said {
  const { as, name, description } = registration;
  const details = [
    ...(name === titleOf(parameter) ? [] : field("name", name)),
    ...field("description", description),
    ...(registration.as === "metric" ? unitSaid(registration) : []),
  ];
  return details.length === 0 ? as : fieldsInOne([["as", as], ...details]);
}

export function unitSaid({ unit, money }: Extract<Registration, { as: "metric" }>): readonly Field[] {
  return [...(unit === "standard" ? [] : field("unit", unit)), ...field("money", money)];
}
