/** Keys that people write into a way of `any:`, or in its place. */
import { inYaml } from "../source/in-yaml.ts";
import { entriesOf, itemsOf, type Located } from "../source/located.ts";

const OF_THE_GOAL =
  "name description event value currency counting sent consent key_event enabled role kind owner stage leads_to allow protected was adopt parameters user_properties ecommerce via";

const ADVICE: ReadonlyMap<string, string> = new Map([
  ...OF_THE_GOAL.split(" ").map(
    (key) => [key, `\`${key}\` applies to all ways: write it at the goal itself.`] as const,
  ),
  ...["any", "or", "either"].map(
    (key) =>
      [
        key,
        "A way does not contain further ways: name all of them in one list, or make two goals of them.",
      ] as const,
  ),
  [
    "unless",
    "Exceptions apply to all ways: write `unless` at the goal. For one way alone, make a condition of the opposite, such as `page: { host: { not: … } }`.",
  ],
  ["id", "Delete it: ways have no ids."],
  ["goal", "A way is a page or an interaction. Two goals that share an `event` are counted together, too."],
  ["type", "Delete it: a way with `page` counts a page that is viewed, a way with `on` what a visitor does."],
  ...["longer_than", "more_than", "scope"].map(
    (key) =>
      [key, "Times and numbers of pages cannot be one of several ways: make a goal of its own."] as const,
  ),
]);

export function wayKeyAdvice(key: string): string | null {
  return ADVICE.get(key) ?? null;
}

/** `/thanks`, or the name of an event, in place of a way. */
export function wayFrom(text: string): string | null {
  if (/^\/\S*$/.test(text)) return `Write \`{ page: ${inYaml(text)} }\`.`;
  return /^[A-Za-z_][\w-]*$/.test(text) ? `Write \`{ on: { data_layer: ${inYaml(text)} } }\`.` : null;
}

/** `on: [{ form: a }, { form: b }]` → a list of ways; null where that says too much. */
export function waysOfInteractions(interactions: readonly Located[]): string | null {
  const said = interactions.flatMap((one) =>
    entriesOf(one).map(({ key, value }) =>
      value.kind === "scalar" && value.value !== null
        ? `{ on: { ${key}: ${typeof value.value === "string" ? inYaml(value.text) : value.text} } }`
        : `{ on: { ${key}: … } }`,
    ),
  );
  return said.length < 2 || said.length > 5 ? null : `any: [${said.join(", ")}]`;
}

/** The items of a list, or the entries of a mapping, each alone. */
export function eachOf(node: Located | undefined): readonly Located[] {
  if (node?.kind !== "map") return itemsOf(node);
  return [...node.entries].map(([key, entry]) => ({ ...node, entries: new Map([[key, entry]]) }));
}
