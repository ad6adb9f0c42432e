/** Custom dimensions and metrics: names and units that Analytics takes, and one meaning for each parameter. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { limitsOfAll, REGISTERED } from "../../../resources/limits.ts";
import type { Column } from "../../goal-set/column.ts";
import type { Registration } from "../../goal-set/event-parameter.ts";
import { readParameter } from "../../meaning/parameter.ts";
import { Notes, type Written } from "../../meaning/written.ts";
import { child, type Located, type LocatedEntry } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import { folded } from "../names/written-name.ts";
import type { Rule } from "../rule.ts";
import { parameterLists } from "./parameter-lists.ts";

/** What is left of REGISTERED.description is for the line that says whose it is. */
const LONGEST_DESCRIPTION = 60;

export const registrations: Rule = {
  codes: [
    "invalid-registered-name",
    "registered-description-too-long",
    "register-unit",
    "reserved-registered-parameter",
    "conflicting-registration",
    "duplicate-name",
    "too-many-registered",
  ],
  check: (file) => {
    const found = registered(file);
    return [
      ...found.flatMap((one) => checkOne(file.source, one)),
      ...disagreements(file.source, found),
      ...sameColumns(file.source, found),
      ...tooMany(file, found),
    ];
  },
};

export interface Registered {
  /** A goal, the defaults, or a section of the file. */
  readonly by: string;
  readonly column: Pick<Column, "parameter" | "scope" | "noAds" | "at">;
  readonly as: Registration;
  readonly entry: LocatedEntry;
}

/** Of sections, of defaults, and of goals that are switched on. */
export function registered(file: Written): readonly Registered[] {
  const sent = parameterLists(file)
    .filter(({ of }) => of === null || of.enabled)
    .flatMap(({ entries, of, is }) =>
      entries.flatMap((entry): readonly Registered[] => {
        const { name: parameter, registered: as, at } = readParameter(new Notes(file.source), entry);
        const scope = is === "user property" ? "user" : "event";
        const by = of === null ? "defaults" : of.goal.id;
        return as ? [{ by, column: { parameter, scope, noAds: false, at }, as, entry }] : [];
      }),
    );
  const own = file.columns.map(({ column, entry }): Registered => {
    const by = column.registered.as === "metric" ? "metrics" : "dimensions";
    return { by, column, as: column.registered, entry };
  });
  return [...sent, ...own];
}

function checkOne(source: SourceText, one: Registered): readonly Diagnostic[] {
  return [
    ...checkName(source, one),
    ...checkDescription(source, one),
    ...checkUnit(source, one),
    ...checkReserved(source, one),
  ];
}

function registerNode({ entry }: Registered) {
  return child(entry.value, "register") ?? entry.value;
}

function checkName(source: SourceText, one: Registered): readonly Diagnostic[] {
  const { name } = one.as;
  if (/^[A-Za-z][A-Za-z0-9 _]*$/.test(name) && name.length <= REGISTERED.name) return [];
  return [
    source.error(
      "invalid-registered-name",
      child(registerNode(one), "name") ?? one.entry.keySpan,
      `\`${name.slice(0, 90)}\` is not a valid name for a custom ${one.as.as}: letters, digits, spaces and underscores, beginning with a letter, at most ${REGISTERED.name}.`,
      "Example: `Subscription plan`.",
    ),
  ];
}

function checkDescription(source: SourceText, one: Registered): readonly Diagnostic[] {
  const length = one.as.description?.length ?? 0;
  if (length <= LONGEST_DESCRIPTION) return [];
  return [
    source.error(
      "registered-description-too-long",
      child(registerNode(one), "description") ?? one.entry.keySpan,
      `The description has ${length} characters; ${LONGEST_DESCRIPTION} are allowed. Analytics allows ${REGISTERED.description}, and the rest says whose it is.`,
      "Shorten it.",
    ),
  ];
}

function checkUnit(source: SourceText, one: Registered): readonly Diagnostic[] {
  const register = registerNode(one);
  const unit = child(register, "unit");
  const money = child(register, "money");
  const error = (span: NonNullable<typeof unit>, message: string, hint: string) => [
    source.error("register-unit", span, message, hint),
  ];
  const { scope, noAds } = one.column;
  if (noAds && scope !== "user")
    return error(
      child(register, "no_ads") ?? register,
      "`no_ads` belongs to dimensions of users.",
      "Delete it, or write `scope: user`.",
    );
  if (scope === "user" && one.as.as === "metric")
    return error(
      register,
      "User properties are texts, so they can only be dimensions.",
      "Write `register: dimension`, or send it under `parameters`.",
    );
  const extra = one.as.as === "dimension" ? (unit ?? money) : undefined;
  if (extra)
    return error(
      extra,
      "A dimension is text and has no unit.",
      "Delete `unit` and `money`, or write `as: metric`.",
    );
  return one.as.as === "dimension" ? [] : checkMoney(source, one.as, unit, money);
}

/** Whether a metric says what its money is, and only a metric of money does. */
function checkMoney(
  source: SourceText,
  as: Extract<Registered["as"], { as: "metric" }>,
  unit: Located | undefined,
  money: Located | undefined,
): readonly Diagnostic[] {
  if (as.unit === "currency" && unit && as.money === null)
    return [
      source.error(
        "register-unit",
        unit,
        "Analytics requires a currency metric to say whether it is cost or revenue.",
        "Add `money: revenue` or `money: cost`.",
      ),
    ];
  if (as.unit === "currency" || !money) return [];
  return [
    source.error(
      "register-unit",
      money,
      "`money` belongs to metrics with `unit: currency`.",
      "Add `unit: currency`, or delete `money`.",
    ),
  ];
}

/** May be sent with a value, but not be a dimension: Analytics has it already. */
function checkReserved(source: SourceText, { column, entry, as }: Registered): readonly Diagnostic[] {
  if (column.parameter !== "currency" || column.scope !== "event") return [];
  return [
    source.error(
      "reserved-registered-parameter",
      entry.keySpan,
      `\`currency\` cannot be a custom ${as.as}: the name is reserved by Google.`,
      "Delete `register`.",
    ),
  ];
}

/** A parameter is registered once in a property, whichever goals send it. */
function disagreements(source: SourceText, all: readonly Registered[]): readonly Diagnostic[] {
  const first = new Map<string, Registered>();
  return all.flatMap((one) => {
    const key = `${one.column.scope} ${one.column.parameter}`;
    const other = first.get(key);
    if (!other) first.set(key, one);
    const said = ({ as, column }: Registered) => JSON.stringify([as, column.noAds]);
    if (!other || said(other) === said(one)) return [];
    return [
      source.error(
        "conflicting-registration",
        one.entry.keySpan,
        `\`${one.by}\` registers \`${one.column.parameter}\` differently from \`${other.by}\` on line ${other.column.at.line}; a property has it once.`,
        "Give both the same `register`, or delete it at one of them.",
      ),
    ];
  });
}

/** Two columns with the same name could not be distinguished in reports. */
function sameColumns(source: SourceText, all: readonly Registered[]): readonly Diagnostic[] {
  const first = new Map<string, Registered>();
  return all.flatMap((one) => {
    const key = `${one.as.as} ${folded(one.as.name)}`;
    const other = first.get(key);
    if (!other) first.set(key, one);
    if (!other || keyOf(other) === keyOf(one)) return [];
    return [
      source.error(
        "duplicate-name",
        child(registerNode(one), "name") ?? one.entry.keySpan,
        `The custom ${one.as.as} of \`${one.column.parameter}\` would be called \`${one.as.name}\`, like that of \`${other.column.parameter}\` on line ${other.column.at.line}.`,
        "Change the `name` in one of the two `register`.",
      ),
    ];
  });
}

function keyOf({ as, column: { scope, parameter } }: Registered): string {
  return `${as.as} ${scope} ${parameter}`;
}

function tooMany({ source, targets }: Written, all: readonly Registered[]): readonly Diagnostic[] {
  const limits = limitsOfAll(targets.map(({ target }) => target.ga4.tier));
  const most = [
    ["dimension", "event", limits.dimensions],
    ["dimension", "user", limits.userDimensions],
    ["dimension", "item", limits.itemDimensions],
    ["metric", "event", limits.metrics],
  ] as const;
  return most.flatMap(([kind, scope, room]) => {
    const of = all.filter(({ as, column }) => as.as === kind && column.scope === scope);
    const distinct = [...new Map(of.toReversed().map((one) => [keyOf(one), one])).values()].reverse();
    const beyond = distinct[room];
    if (!beyond) return [];
    const what = scope === "event" ? `custom ${kind}s` : `custom ${kind}s of ${scope}s`;
    return [
      source.error(
        "too-many-registered",
        beyond.entry.keySpan,
        `The file registers ${distinct.length} ${what}; a property can have ${room}.`,
        "Register only what reports need.",
      ),
    ];
  });
}
