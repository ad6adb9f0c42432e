/** `$alt=json;enum-encoding=int`: answers with the numbers of enum values in place of their names. */
import type { EnumType, Messages } from "./message.ts";
import type { Json } from "./state.ts";

/** @param message that of the answer */
export function withNumbers(messages: Messages, message: string, answer: Json): Json {
  if (typeof answer !== "object" || answer === null) return answer;
  if (isList(answer)) return answer.map((one) => withNumbers(messages, message, one));
  const fields = messages[message];
  if (fields === undefined) return answer;
  const entries = Object.entries(answer).map(([name, value]) => {
    const type = Object.hasOwn(fields, name) ? fields[name]!.type : "string";
    if (typeof type === "string" || value === undefined) return [name, value] as const;
    return [
      name,
      "enum" in type ? numbers(type, value) : withNumbers(messages, type.message, value),
    ] as const;
  });
  return Object.fromEntries(entries);
}

function numbers(type: EnumType, value: Json): Json {
  if (Array.isArray(value)) return value.map((one) => numbers(type, one as Json));
  return type.numbers.get(String(value)) ?? value;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
