/** Custom dimensions and metrics: names and units that Analytics takes, and one meaning for each parameter. */
import type { Diagnostic } from "../../../diagnostic.ts";
import { limitsOfAll, REGISTERED } from "../../../resources/limits.ts";
import type { EventParameter, Registration } from "../../goal-set/event-parameter.ts";
import { readParameter } from "../../meaning/parameter.ts";
import { Notes, type Written } from "../../meaning/written.ts";
import { child, type LocatedEntry } from "../../source/located.ts";
import type { SourceText } from "../../source/source-text.ts";
import { folded } from "../names/written-name.ts";
import type { Rule } from "../rule.ts";
import { type ParameterList, parameterLists } from "./parameter-lists.ts";

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

interface Registered {
  /** A goal, or the defaults. */
  readonly by: string;
  readonly parameter: EventParameter;
  readonly as: Registration;
  readonly is: ParameterList["is"];
  readonly entry: LocatedEntry;
}

/** Of defaults, and of goals that are switched on. Each target's own defaults may say it in their own way. */
function registered(file: Written): readonly Registered[] {
  return parameterLists(file)
    .filter(({ of }) => of === null || of.enabled)
    .flatMap(({ entries, of, is }) =>
      entries.flatMap((entry) => {
        const parameter = readParameter(new Notes(file.source), entry);
        const by = of === null ? "defaults" : of.goal.id;
        return parameter.registered ? [{ by, parameter, as: parameter.registered, is, entry }] : [];
      }),
    );
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
      `The description has ${length} characters; ${LONGEST_DESCRIPTION} are allowed. Analytics takes ${REGISTERED.description}, and the rest says whose it is.`,
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
  if (one.is === "user property" && one.as.as === "metric")
    return error(
      register,
      "What is known of a user is text, so a user property can only be a dimension.",
      "Write `register: dimension`, or send it under `parameters`.",
    );
  if (one.as.as === "dimension") {
    const extra = unit ?? money;
    return extra
      ? error(
          extra,
          "A dimension is text and has no unit.",
          "Delete `unit` and `money`, or write `as: metric`.",
        )
      : [];
  }
  if (one.as.unit === "currency" && unit && one.as.money === null)
    return error(
      unit,
      "Analytics wants to know of a currency metric whether it is cost or revenue.",
      "Add `money: revenue` or `money: cost`.",
    );
  if (one.as.unit !== "currency" && money)
    return error(
      money,
      "`money` belongs to metrics with `unit: currency`.",
      "Add `unit: currency`, or delete `money`.",
    );
  return [];
}

/** May be sent with a value, but not be a dimension: Analytics has it already. */
function checkReserved(source: SourceText, { parameter, entry, as }: Registered): readonly Diagnostic[] {
  if (parameter.name !== "currency") return [];
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
    const key = `${one.is} ${one.parameter.name}`;
    const other = first.get(key);
    if (!other) first.set(key, one);
    if (!other || JSON.stringify(other.as) === JSON.stringify(one.as)) return [];
    return [
      source.error(
        "conflicting-registration",
        one.entry.keySpan,
        `\`${one.by}\` registers \`${one.parameter.name}\` otherwise than \`${other.by}\` does on line ${other.parameter.at.line}; a property has it once.`,
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
    if (!other || (other.parameter.name === one.parameter.name && other.is === one.is)) return [];
    return [
      source.error(
        "duplicate-name",
        child(registerNode(one), "name") ?? one.entry.keySpan,
        `The custom ${one.as.as} of \`${one.parameter.name}\` would be called \`${one.as.name}\`, like that of \`${other.parameter.name}\` on line ${other.parameter.at.line}.`,
        "Give one another `name` in `register`.",
      ),
    ];
  });
}

function tooMany({ source, targets }: Written, all: readonly Registered[]): readonly Diagnostic[] {
  const limits = limitsOfAll(targets.map(({ target }) => target.ga4.tier));
  return (["dimension", "metric"] as const).flatMap((kind) => {
    const distinct = [
      ...new Map(
        all
          .filter(({ as, is }) => as.as === kind && is === "parameter")
          .reverse()
          .map((one) => [one.parameter.name, one]),
      ).values(),
    ].reverse();
    const most = kind === "dimension" ? limits.dimensions : limits.metrics;
    const beyond = distinct[most];
    if (!beyond) return [];
    return [
      source.error(
        "too-many-registered",
        beyond.entry.keySpan,
        `The file registers ${distinct.length} custom ${kind}s; a property takes ${most}.`,
        "Register only what reports need.",
      ),
    ];
  });
}
