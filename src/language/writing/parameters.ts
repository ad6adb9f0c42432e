/** What is sent along → `parameters:`. */
import type { EventParameter, ParameterSource, Registration } from "../goal-set/event-parameter.ts";
import { titleOf } from "../meaning/title.ts";
import { type Field, field, fieldsInOne, type Said } from "./said.ts";

export function parametersSaid(parameters: readonly EventParameter[]): Said | null {
  if (parameters.length === 0) return null;
  return fieldsInOne(parameters.map((one): Field => [one.name, parameterSaid(one)]));
}

function parameterSaid({ name, from, registered }: EventParameter): Said {
  if (registered === null) return "constant" in from ? from.constant : fieldsInOne([sourceSaid(from)]);
  return fieldsInOne([sourceSaid(from), ["register", registrationSaid(name, registered)]]);
}

function sourceSaid(from: ParameterSource): Field {
  if ("constant" in from) return ["value", from.constant];
  if ("dataLayer" in from) return ["data_layer", from.dataLayer];
  return "query" in from ? ["query", from.query] : ["cookie", from.cookie];
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

function unitSaid({ unit, money }: Extract<Registration, { as: "metric" }>): readonly Field[] {
  return [...(unit === "standard" ? [] : field("unit", unit)), ...field("money", money)];
}
