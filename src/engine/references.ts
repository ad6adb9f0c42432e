import type { Container, Parameter, Tag, Trigger, Variable } from "./container.ts";
import { referencesIn } from "./template.ts";
import { BUILT_IN_TRIGGERS, groupMembers } from "./triggers.ts";
import { variablesByName } from "./variables/variables.ts";

/** A name or id in the container that leads nowhere. */
export interface UnknownReference {
  readonly kind: "variable" | "trigger" | "tag";
  /** The variable's or tag's name, or the trigger's id. */
  readonly name: string;
  /** What refers to it, e.g. `tag "Newsletter"`. */
  readonly usedBy: string;
}

/** The container does not compile: Google would refuse to publish it. Lists all that is wrong at once. */
export class UnknownReferencesError extends Error {
  override readonly name = "UnknownReferencesError";
  readonly references: readonly UnknownReference[];

  constructor(references: readonly UnknownReference[]) {
    const lines = references.map(({ kind, name, usedBy }) => `  ${kind} "${name}", used by ${usedBy}`);
    super(
      `The container does not compile. It refers to what it does not contain:\n${lines.join("\n")}\n${ADVICE}`,
    );
    this.references = references;
  }
}

const ADVICE = "Add these, enable the built-in variables among them, or remove the references.";

/** Every reference to a variable, trigger or tag that the container does not contain, each once per user, in file order. */
export function unknownReferences(container: Container): UnknownReference[] {
  const names = new Set((container.tag ?? []).map((tag) => tag.name));
  const triggers = new Set((container.trigger ?? []).map((trigger) => trigger.triggerId));
  const variables = variablesByName(container);
  const isKnown = ({ kind, name }: UnknownReference) => {
    if (kind === "variable") return variables.has(name);
    return kind === "tag" ? names.has(name) : triggers.has(name) || BUILT_IN_TRIGGERS.has(name);
  };
  const all = [
    ...(container.tag ?? []).flatMap(fromTag),
    ...(container.trigger ?? []).flatMap(fromTrigger),
    ...(container.variable ?? []).flatMap(fromVariable),
  ];
  const unknown = all.filter((reference) => !isKnown(reference));
  return [...new Map(unknown.map((reference) => [Object.values(reference).join("\n"), reference])).values()];
}

function fromTag(tag: Tag): UnknownReference[] {
  const usedBy = `tag "${tag.name ?? ""}"`;
  const triggers = [...(tag.firingTriggerId ?? []), ...(tag.blockingTriggerId ?? [])];
  const inSequence = [...(tag.setupTag ?? []), ...(tag.teardownTag ?? [])].map(
    ({ tagName }) => tagName ?? "",
  );
  return [
    ...variablesIn(tag.parameter, usedBy),
    ...triggers.map((name) => ({ kind: "trigger" as const, name, usedBy })),
    ...[...inSequence, ...tagsIn(tag.parameter)].map((name) => ({ kind: "tag" as const, name, usedBy })),
  ];
}

function fromTrigger(trigger: Trigger): UnknownReference[] {
  const usedBy = `trigger "${trigger.name ?? ""}"`;
  const conditions = [trigger.customEventFilter, trigger.filter, trigger.autoEventFilter].flatMap(
    (c) => c ?? [],
  );
  const fields = [trigger.eventName, trigger.interval, trigger.limit, ...(trigger.parameter ?? [])];
  return [
    ...variablesIn(
      [...conditions.flatMap(({ parameter }) => parameter ?? []), ...fields.filter(isPresent)],
      usedBy,
    ),
    ...groupMembers(trigger).map((name) => ({ kind: "trigger" as const, name, usedBy })),
  ];
}

function fromVariable(variable: Variable): UnknownReference[] {
  const format = variable.formatValue;
  const replacements = [
    format?.convertNullToValue,
    format?.convertUndefinedToValue,
    format?.convertTrueToValue,
    format?.convertFalseToValue,
  ];
  const parameters = [...(variable.parameter ?? []), ...replacements.filter(isPresent)];
  return variablesIn(parameters, `variable "${variable.name ?? ""}"`);
}

function variablesIn(
  parameters: readonly Parameter[] | null | undefined,
  usedBy: string,
): UnknownReference[] {
  const texts = leaves(parameters).flatMap(({ value }) => (value ? [value] : []));
  return texts.flatMap(referencesIn).map((name) => ({ kind: "variable", name, usedBy }));
}

function tagsIn(parameters: readonly Parameter[] | null | undefined): string[] {
  return leaves(parameters).flatMap(({ type, value }) => (type === "tagReference" && value ? [value] : []));
}

function leaves(parameters: readonly Parameter[] | null | undefined): Parameter[] {
  return (parameters ?? []).flatMap((parameter) => [
    parameter,
    ...leaves(parameter.list),
    ...leaves(parameter.map),
  ]);
}

function isPresent<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
