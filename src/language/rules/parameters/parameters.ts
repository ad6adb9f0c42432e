/** Event parameters that Analytics would refuse, cut or mix up. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { EVENT, USER_PROPERTY } from "../../../resources/limits.ts";
import type { Goal } from "../../goal-set/goal.ts";
import type { Written } from "../../meaning/written.ts";
import { child, type LocatedEntry, type LocatedMap, textOf } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import type { Rule } from "../rule.ts";
import { parameterLists } from "./parameter-lists.ts";
import { checkName, OF_EVENTS, OF_USERS } from "./parameter-names.ts";
import { checkSource, checkSourceName } from "./parameter-sources.ts";

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
        `The event would have ${count} parameters${withValue}; Analytics allows ${EVENT.parameters}.`,
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

/** How many user properties a property can have. */
function tooManyUserProperties(file: Written): readonly Diagnostic[] {
  const all = parameterLists(file).flatMap(({ entries, is }) => (is === "user property" ? entries : []));
  const names = [...new Set(all.map(({ key }) => key))];
  const beyond = all.find(({ key }) => key === names[USER_PROPERTY.ofAProperty]);
  if (beyond === undefined) return [];
  return [
    file.source.error(
      "too-many-parameters",
      beyond.keySpan,
      `The file has ${names.length} user properties; a property of Analytics can have ${USER_PROPERTY.ofAProperty}.`,
      "Leave some out.",
    ),
  ];
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
