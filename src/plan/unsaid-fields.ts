/** Which fields at Google a change in words is about, and which fields change without any word for it. */
import type { About } from "../lift/goal-words.ts";
import { DEFINITIONS, fieldIsAbout, isDefinitionKind } from "../resources/kinds.ts";
import type { Kind } from "../resources/resource.ts";
import { keyOf } from "../resources/resource.ts";
import type { FieldChange, Reason, ResourceChange, SubjectChange } from "./plan.ts";

/** What counts is read from several objects, so it is always a change; everything else only where it is written. */
const WRITTEN: Readonly<Partial<Record<About, RegExp>>> = {
  name: /^name$|^displayName$/,
  worth: /^defaultValue|^parameter\.eventSettingsTable\[(?:value|currency)\]|^parameterMutations/,
  counting: /^countingMethod/,
  consent: /^consent/,
  ecommerce: /^parameter\.(?:sendEcommerceData|getEcommerceDataFrom|ecommerceMacroData)/,
};

/** Whether a change of the resource is what the words say. */
export function isCoveredByWords(about: About, { kind, action, address, fields }: ResourceChange): boolean {
  if (about.startsWith("registration:"))
    return isColumn(kind) && keyOf(address) === about.slice("registration:".length);
  if (about.startsWith(OF_USER))
    return fields.some(({ path }) => path === `parameter.userProperties[${about.slice(OF_USER.length)}]`);
  const written = WRITTEN[about];
  if (written === undefined) return true;
  const isWhole = about !== "consent" && about !== "name" && kind === "ga4.keyEvent" && action !== "update";
  return isWhole || fields.some(({ path }) => written.test(path));
}

const OF_USER = "user property:";

function isColumn(kind: Kind): boolean {
  return isDefinitionKind(kind) && DEFINITIONS[kind].isOfReports;
}

/** What these change, the reason says. */
const NO_NEWS: readonly Reason[] = ["rewritten", "remarked", "renamed"];

/** What is shown where there are no words: fields that differ, and that no change in words is about. */
export function unsaidFields(change: SubjectChange): readonly FieldChange[] {
  const { words, resources, action } = change;
  if (action === "remove" || countsNothing(change)) return [];
  return resources.flatMap((one) =>
    words
      ? unsaidOf(
          one,
          words.changes.map(({ about }) => about),
        )
      : [],
  );
}

/** Somebody deleted what notices it, and nothing else at Google can be read as the goal. */
export function countsNothing({ words, action, resources }: SubjectChange): boolean {
  const gone = resources.filter(({ reason }) => reason === "missing");
  return action === "change" && words?.before === null && gone.some(({ kind }) => NOTICES.includes(kind));
}

const NOTICES: readonly Kind[] = ["gtm.tag", "gtm.trigger", "ga4.eventCreateRule", "ga4.audience"];

export function unsaidOf(
  { kind, action, reason, address, fields }: ResourceChange,
  said: readonly About[],
): readonly FieldChange[] {
  const isChanged = action === "update" || reason === "adopted_and_changed";
  if (!isChanged || NO_NEWS.includes(reason)) return [];
  return fields.filter(({ path }) => {
    const about = aboutOf(kind, keyOf(address), path);
    return about !== null && !about.some((one) => said.some((other) => isSaid(one, other)));
  });
}

/** A variable does not name the parameter that it is read for. */
function isSaid(about: About | "parameter", said: About): boolean {
  return about === "parameter" ? /^(?:parameter|user property):/.test(said) : about === said;
}

const WHAT_COUNTS: readonly About[] = ["what counts", "exceptions", "steps", "audiences"];

/** Any of these says it; null for what nobody needs to know. */
function aboutOf(kind: Kind, key: string, path: string): readonly (About | "parameter")[] | null {
  if (path === "name") return ["name"];
  const subject = fieldIsAbout(kind, path);
  switch (subject) {
    case null:
      return null;
    case "registration":
      return [`registration:${key}`];
    case "what counts":
      return WHAT_COUNTS;
    case "what counts or event":
      return [...WHAT_COUNTS, "event"];
    case "event":
      return ["event", "steps"];
    case "anything that is read":
      return [...WHAT_COUNTS, "worth", "parameter"];
    default:
      return subject.startsWith("parameter:")
        ? parameterOrWorth(subject.slice("parameter:".length))
        : [subject];
  }
}

function parameterOrWorth(name: string): readonly About[] {
  return name === "value" || name === "currency" ? ["worth", `parameter:${name}`] : [`parameter:${name}`];
}
