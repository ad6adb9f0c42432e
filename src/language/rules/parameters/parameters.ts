/** Event parameters that Analytics would refuse, cut or mix up. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { EVENT } from "../../../resources/limits.ts";
import type { Goal } from "../../goal-set/goal-set.ts";
import { SOURCE_KEYS } from "../../goal-set/site-source.ts";
import type { WrittenGoal } from "../../meaning/written.ts";
import { child, entriesOf, type LocatedEntry, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import { NAME_FORM, RESERVED_PARAMETERS, RESERVED_PREFIXES } from "../events/google-names.ts";
import type { Rule } from "../rule.ts";

export const parameters: Rule = {
  codes: [
    "invalid-parameter-name",
    "reserved-parameter-name",
    "parameter-given-twice",
    "too-many-parameters",
    "parameter-too-long",
    "parameter-source",
    "value-without-currency",
    "invalid-source-name",
  ],
  check: ({ source, goals }) =>
    goals.flatMap((goal) => [...tooMany(source, goal), ...entriesOfGoal(source, goal)]),
};

function tooMany(source: SourceText, { goal, node }: WrittenGoal): readonly Diagnostic[] {
  const count = goal.parameters.length + (goal.value ? 2 : 0);
  const entry = node.entries.get("parameters");
  if (!entry || count <= EVENT.parameters) return [];
  const withValue = goal.value ? " (`value` and `currency` among them)" : "";
  return [
    source.error(
      "too-many-parameters",
      entry.keySpan,
      `The event would have ${count} parameters${withValue}; Analytics takes ${EVENT.parameters}.`,
      "Leave some out.",
    ),
  ];
}

function entriesOfGoal(source: SourceText, { goal, node }: WrittenGoal): readonly Diagnostic[] {
  const entries = entriesOf(child(node, "parameters"));
  const value = node.entries.get("value");
  return [
    ...(value ? [...checkSource(source, value), ...checkSourceName(source, value)] : []),
    ...entries.flatMap((entry) => checkEntry(source, entry, goal, entries)),
  ];
}

function checkEntry(
  source: SourceText,
  entry: LocatedEntry,
  goal: Goal,
  entries: readonly LocatedEntry[],
): readonly Diagnostic[] {
  return [
    ...checkName(source, entry),
    ...checkSource(source, entry),
    ...checkSourceName(source, entry),
    ...checkTwice(source, entry, goal.value !== null),
    ...checkLength(source, entry),
    ...checkCurrency(source, entry, goal.value !== null || entries.some(({ key }) => key === "currency")),
  ];
}

const SOURCES = ["value", ...SOURCE_KEYS];

function checkSource(source: SourceText, entry: LocatedEntry): readonly Diagnostic[] {
  const { key, keySpan, value } = entry;
  if (value.kind !== "map") return [];
  const given = SOURCES.filter((one) => value.entries.has(one));
  const [only] = given;
  if (only !== undefined && given.length === 1) return checkDefault(source, entry, only);
  const message =
    given.length === 0
      ? `\`${key}\` does not say where its value comes from.`
      : `\`${key}\` has ${given.length} values: ${given.map((one) => `\`${one}\``).join(" and ")}.`;
  return [
    source.error(
      "parameter-source",
      keySpan,
      message,
      `Give exactly one of ${SOURCES.slice(0, -1)
        .map((one) => `\`${one}\``)
        .join(", ")} and \`${SOURCES.at(-1)}\`.`,
    ),
  ];
}

/** What always has a value, and a default that would never be sent. */
const ALWAYS_THERE =
  /^(?:value .*|page (?:path|url|host)|scroll .*|video (?:percent|status)|visible percent)$/s;

function checkDefault(source: SourceText, { value }: LocatedEntry, given: string): readonly Diagnostic[] {
  const otherwise = child(value, "default");
  const name = textOf(child(value, given)) ?? "";
  if (!otherwise || !ALWAYS_THERE.test(`${given} ${name}`)) return [];
  return [
    source.error(
      "parameter-source",
      otherwise,
      `\`${given}: ${name.slice(0, 60)}\` always has a value, so this is never sent.`,
      "Delete `default`.",
    ),
  ];
}

/** Characters that end the name in an address or in a cookie. */
const NO_NAME = { query: /[?&=#]/, cookie: /[;=,\s]/ } as const;

function checkSourceName(source: SourceText, { value }: LocatedEntry): readonly Diagnostic[] {
  return (["query", "cookie"] as const).flatMap((kind) => {
    const node = child(value, kind);
    const name = textOf(node);
    if (!node || name === undefined || (name.trim() !== "" && !NO_NAME[kind].test(name))) return [];
    return [
      source.error(
        "invalid-source-name",
        node,
        `\`${name.slice(0, 60)}\` is not a valid name of a ${kind === "query" ? "query parameter" : "cookie"}.`,
        kind === "query"
          ? `Write \`query: ${/^[?&]?([\w.-]+)=?/.exec(name)?.[1] ?? "coupon"}\`, the name alone.`
          : "Write the name alone, without the value.",
      ),
    ];
  });
}

/** Analytics Help 9267735: a value counts as revenue only together with its currency. */
function checkCurrency(
  source: SourceText,
  { key, keySpan }: LocatedEntry,
  hasCurrency: boolean,
): readonly Diagnostic[] {
  if (key !== "value" || hasCurrency) return [];
  return [
    source.warning(
      "value-without-currency",
      keySpan,
      "Analytics ignores the amount in `value` when no `currency` is sent with it.",
      "Write it as the goal's `value`, which sends both, or add the parameter `currency`.",
    ),
  ];
}

function checkName(source: SourceText, { key, keySpan }: LocatedEntry): readonly Diagnostic[] {
  const prefix = RESERVED_PREFIXES.find((one) => key.toLowerCase().startsWith(one));
  if (prefix !== undefined || RESERVED_PARAMETERS.has(key))
    return [
      source.error(
        "reserved-parameter-name",
        keySpan,
        `The parameter name \`${key}\` is reserved by Google${prefix === undefined ? "" : `, as every name that begins with \`${prefix}\``}.`,
        "Rename the parameter.",
      ),
    ];
  if (!NAME_FORM.test(key))
    return [
      source.error(
        "invalid-parameter-name",
        keySpan,
        `\`${key.slice(0, 60)}\` is not a valid parameter name: letters, digits and underscores, beginning with a letter.`,
        suggestedName(key),
      ),
    ];
  if (key.length <= EVENT.parameterName) return [];
  return [
    source.error(
      "invalid-parameter-name",
      keySpan,
      `The parameter name has ${key.length} characters; Analytics allows ${EVENT.parameterName}.`,
      "Choose a shorter one.",
    ),
  ];
}

/** `Plan-Name` → `plan_name` */
function suggestedName(key: string): string {
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, EVENT.parameterName);
  return name === "" ? "Example: `form_position`." : `Write \`${name}\`.`;
}

function checkTwice(
  source: SourceText,
  { key, keySpan }: LocatedEntry,
  hasValue: boolean,
): readonly Diagnostic[] {
  if (!hasValue || (key !== "value" && key !== "currency")) return [];
  return [
    source.error(
      "parameter-given-twice",
      keySpan,
      `The goal's \`value\` is sent as the parameters \`value\` and \`currency\`; \`${key}\` would be sent twice.`,
      `Delete it here, or delete the goal's \`value\`.`,
    ),
  ];
}

function checkLength(source: SourceText, { key, value }: LocatedEntry): readonly Diagnostic[] {
  const texts = [textOf(value), textOf(child(value, "value")), textOf(child(value, "default"))];
  const length = Math.max(...texts.map((text) => text?.length ?? 0));
  if (length <= EVENT.parameterValue) return [];
  return [
    source.error(
      "parameter-too-long",
      value,
      `The value of \`${key}\` has ${length} characters; Analytics cuts it after ${EVENT.parameterValue}.`,
      "Shorten it.",
    ),
  ];
}
