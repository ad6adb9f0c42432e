/** Event parameters that Analytics would refuse, cut or mix up. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { EVENT, USER_PROPERTY } from "../../../resources/limits.ts";
import type { Goal } from "../../goal-set/goal.ts";
import { SOURCE_KEYS } from "../../goal-set/site-source.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type LocatedEntry, type LocatedMap, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import { NAME_FORM, RESERVED_PARAMETERS, RESERVED_PREFIXES } from "../events/google-names.ts";
import type { Rule } from "../rule.ts";
import { parameterLists } from "./parameter-lists.ts";

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
  check: (file) => [
    ...tooMany(file),
    ...file.goals.flatMap(({ node }) => checkValue(file.source, node)),
    ...file.columns.flatMap(({ column, entry }) =>
      checkName(file.source, entry, column.scope === "user" ? OF_USERS : OF_EVENTS),
    ),
    ...tooManyUserProperties(file),
    ...parameterLists(file).flatMap(({ entries, of, is }) =>
      is === "parameter"
        ? entries.flatMap((entry) => checkEntry(file.source, entry, of?.goal ?? null, entries))
        : entries.flatMap((entry) => checkUserProperty(file.source, entry)),
    ),
  ],
};

/** With what the defaults add, at whichever target that is most. */
function tooMany({ source, goals, targets }: Written): readonly Diagnostic[] {
  const everywhere = [goals, ...targets.flatMap(({ own }) => (own === null ? [] : [own.goals]))];
  return goals.flatMap(({ keySpan, node }, index) => {
    const counts = everywhere.map((one) => countOf(one[index]!.goal));
    const count = Math.max(...counts);
    if (count <= EVENT.parameters) return [];
    const withValue = goals[index]!.goal.value ? " (`value` and `currency` among them)" : "";
    return [
      source.error(
        "too-many-parameters",
        node.entries.get("parameters")?.keySpan ?? keySpan,
        `The event would have ${count} parameters${withValue}; Analytics takes ${EVENT.parameters}.`,
        "Leave some out.",
      ),
    ];
  });
}

function countOf({ parameters, value }: Goal): number {
  return parameters.length + (value ? 2 : 0);
}

function checkValue(source: SourceText, node: LocatedMap): readonly Diagnostic[] {
  const value = node.entries.get("value");
  return value ? [...checkSource(source, value), ...checkSourceName(source, value)] : [];
}

function checkEntry(
  source: SourceText,
  entry: LocatedEntry,
  goal: Goal | null,
  entries: readonly LocatedEntry[],
): readonly Diagnostic[] {
  const hasValue = goal !== null && goal.value !== null;
  const hasCurrency = hasValue || (goal !== null && goal.ecommerce !== null);
  return [
    ...checkName(source, entry),
    ...checkSource(source, entry),
    ...checkSourceName(source, entry),
    ...checkTwice(source, entry, hasValue),
    ...checkLength(source, entry),
    ...checkCurrency(source, entry, hasCurrency || entries.some(({ key }) => key === "currency")),
  ];
}

function checkUserProperty(source: SourceText, entry: LocatedEntry): readonly Diagnostic[] {
  return [
    ...checkName(source, entry, OF_USERS),
    ...checkSource(source, entry),
    ...checkSourceName(source, entry),
    ...checkLength(source, entry, USER_PROPERTY.value),
  ];
}

/** A property knows so many user properties in all. */
function tooManyUserProperties(file: Written): readonly Diagnostic[] {
  const all = parameterLists(file).flatMap(({ entries, is }) => (is === "user property" ? entries : []));
  const names = [...new Set(all.map(({ key }) => key))];
  const beyond = all.find(({ key }) => key === names[USER_PROPERTY.ofAProperty]);
  if (beyond === undefined) return [];
  return [
    file.source.error(
      "too-many-parameters",
      beyond.keySpan,
      `The file has ${names.length} user properties; a property of Analytics takes ${USER_PROPERTY.ofAProperty}.`,
      "Leave some out.",
    ),
  ];
}

/** What Analytics asks of a name. */
interface NameRule {
  readonly what: string;
  readonly longest: number;
  readonly reserved: ReadonlySet<string>;
}

const OF_EVENTS: NameRule = {
  what: "parameter",
  longest: EVENT.parameterName,
  reserved: RESERVED_PARAMETERS,
};

/** Help 13316687, "user property name rules". */
const OF_USERS: NameRule = {
  what: "user property",
  longest: USER_PROPERTY.name,
  reserved: new Set([
    "first_open_after_install",
    "first_open_time",
    "first_visit_time",
    "last_advertising_id_reset",
    "last_deep_link_referrer",
    "last_gclid",
    "lifetime_user_engagement",
    "non_personalized_ads",
    "session_number",
    "session_id",
    "user_id",
  ]),
};

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

function checkName(
  source: SourceText,
  { key, keySpan }: LocatedEntry,
  { what, longest, reserved }: NameRule = OF_EVENTS,
): readonly Diagnostic[] {
  const prefix = RESERVED_PREFIXES.find((one) => key.toLowerCase().startsWith(one));
  if (prefix !== undefined || reserved.has(key))
    return [
      source.error(
        "reserved-parameter-name",
        keySpan,
        `The ${what} name \`${key}\` is reserved by Google${prefix === undefined ? "" : `, as every name that begins with \`${prefix}\``}.`,
        `Rename the ${what}.`,
      ),
    ];
  if (!NAME_FORM.test(key))
    return [
      source.error(
        "invalid-parameter-name",
        keySpan,
        `\`${key.slice(0, 60)}\` is not a valid ${what} name: letters, digits and underscores, beginning with a letter.`,
        suggestedName(key),
      ),
    ];
  if (key.length <= longest) return [];
  return [
    source.error(
      "invalid-parameter-name",
      keySpan,
      `The ${what} name has ${key.length} characters; Analytics allows ${longest}.`,
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

function checkLength(
  source: SourceText,
  { key, value }: LocatedEntry,
  longest: number = EVENT.parameterValue,
): readonly Diagnostic[] {
  const texts = [textOf(value), textOf(child(value, "value")), textOf(child(value, "default"))];
  const length = Math.max(...texts.map((text) => text?.length ?? 0));
  if (length <= longest) return [];
  return [
    source.error(
      "parameter-too-long",
      value,
      `The value of \`${key}\` has ${length} characters; Analytics cuts it after ${longest}.`,
      "Shorten it.",
    ),
  ];
}
