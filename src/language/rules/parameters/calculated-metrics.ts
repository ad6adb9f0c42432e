/** Calculated metrics: ids, names and descriptions that Analytics takes, and not too many. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { CALCULATED, limitsOfAll, REGISTERED } from "../../../resources/limits.ts";
import type { Written, WrittenCalculated } from "../../meaning/written.ts";
import { child } from "../../source/located.ts";
import { folded } from "../names/written-name.ts";
import type { Rule } from "../rule.ts";
import { registered } from "./registrations.ts";

/** What is left of CALCULATED.description is for the line that says whose it is. */
const LONGEST_DESCRIPTION = CALCULATED.description - 300;

export const calculatedMetrics: Rule = {
  codes: [
    "invalid-id",
    "invalid-registered-name",
    "registered-description-too-long",
    "register-unit",
    "conflicting-registration",
    "duplicate-name",
    "too-many-registered",
  ],
  check: (file) => [
    ...file.calculated.flatMap((one) =>
      [checkId, checkName, checkDescription, checkMoney, checkTwin].flatMap((check) => check(one, file)),
    ),
    ...sameNames(file),
    ...tooMany(file),
  ],
};

type Check = (one: WrittenCalculated, file: Written) => readonly Diagnostic[];

const checkId: Check = ({ metric: { id }, entry }, { source }) => {
  if (/^\w+$/.test(id) && id.length <= CALCULATED.id) return [];
  return [
    source.error(
      "invalid-id",
      entry.keySpan,
      `\`${id.slice(0, 90)}\` is not a valid id of a calculated metric: letters, digits and underscores, at most ${CALCULATED.id}.`,
      `Write \`${id.replace(/\W+/g, "_").slice(0, CALCULATED.id)}\`.`,
    ),
  ];
};

const checkName: Check = ({ metric: { name }, entry }, { source }) => {
  const { length } = [...name];
  if (length <= REGISTERED.name) return [];
  return [
    source.error(
      "invalid-registered-name",
      child(entry.value, "name") ?? entry.keySpan,
      `The name has ${length} characters; Analytics allows ${REGISTERED.name}.`,
      "Shorten it.",
    ),
  ];
};

const checkDescription: Check = ({ metric: { description }, entry }, { source }) => {
  const length = description?.length ?? 0;
  if (length <= LONGEST_DESCRIPTION) return [];
  return [
    source.error(
      "registered-description-too-long",
      child(entry.value, "description") ?? entry.keySpan,
      `The description has ${length} characters; ${LONGEST_DESCRIPTION} are allowed. Analytics allows ${CALCULATED.description}, and the rest says whose it is.`,
      "Shorten it.",
    ),
  ];
};

const checkMoney: Check = ({ entry }, { source }) => {
  const money = child(entry.value, "money");
  if (!money) return [];
  return [
    source.error(
      "register-unit",
      money,
      "A formula has no `money`: Analytics knows from the metrics in it whether it shows cost or revenue.",
      "Delete it.",
    ),
  ];
};

const checkTwin: Check = ({ metric: { id }, entry }, file) => {
  const twin = registered(file).find(({ column, as }) => as.as === "metric" && column.parameter === id);
  if (!twin) return [];
  return [
    file.source.error(
      "conflicting-registration",
      entry.keySpan,
      `\`${twin.by}\` registers the parameter \`${id}\` as a metric, on line ${twin.column.at.line}; a calculated metric cannot have the same id.`,
      "Rename this key.",
    ),
  ];
};

/** Reports list both kinds together, and Analytics takes a name once. */
function sameNames(file: Written): readonly Diagnostic[] {
  const first = new Map<string, { readonly of: string; readonly line: number }>();
  for (const { as, column } of registered(file))
    if (as.as === "metric") first.set(folded(as.name), { of: column.parameter, line: column.at.line });
  return file.calculated.flatMap(({ metric, entry }) => {
    const other = first.get(folded(metric.name));
    if (!other) first.set(folded(metric.name), { of: metric.id, line: metric.at.line });
    if (!other || other.of === metric.id) return [];
    return [
      file.source.error(
        "duplicate-name",
        child(entry.value, "name") ?? entry.keySpan,
        `The metric \`${metric.id}\` would be called \`${metric.name}\`, like \`${other.of}\` on line ${other.line}.`,
        "Rename one of the two.",
      ),
    ];
  });
}

function tooMany({ source, targets, calculated }: Written): readonly Diagnostic[] {
  const most = limitsOfAll(targets.map(({ target }) => target.ga4.tier)).calculatedMetrics;
  const beyond = calculated[most];
  if (!beyond) return [];
  return [
    source.error(
      "too-many-registered",
      beyond.entry.keySpan,
      `The file has ${calculated.length} calculated metrics; a property can have ${most}.`,
      "Keep those that reports need.",
    ),
  ];
}
