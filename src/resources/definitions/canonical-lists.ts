/** Google keeps neither the order of an audience's clauses nor a promise about that of conditions, all of which must be true anyway. */
import { compareText } from "../../diagnostic.ts";
import { canonicalJson, type Json, type JsonObject } from "../json.ts";

/** In an order of its own; `first`: what to order by before anything else, so that a changed item keeps its place. */
export function sorted<T extends Json>(
  list: readonly T[] | null | undefined,
  first: (item: T) => string = () => "",
): readonly Json[] {
  return (list ?? [])
    .map((item) => {
      const canonical = withoutNothings(item);
      return { canonical, key: `${first(item)} ${canonicalJson(canonical)}` };
    })
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ canonical }) => canonical);
}

/** Deep down: no nothings, and whole numbers of 64 bits as text, as Google answers them. */
function withoutNothings(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutNothings(item));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, key === "int64Value" ? String(item) : withoutNothings(item)] as const,
  );
  return withoutEmpty(Object.fromEntries(entries));
}

/** Only the fields that say something: Google leaves out what is false or empty. */
export function withoutEmpty(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => !saysNothing(value)));
}

function saysNothing(value: Json): boolean {
  if (value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && Object.keys(value).length === 0;
}
