/** Everything about a plan in one text: what it says, and what it would send. */
import { stringify } from "yaml";
import type { InFile } from "../../src/lift/goal-words.ts";
import type { BuiltPlan } from "../../src/plan/build-plan.ts";
import type { Blocker, Plan, SubjectChange } from "../../src/plan/plan.ts";
import type { Step } from "../../src/plan/steps.ts";
import type { Json, JsonObject } from "../../src/resources/json.ts";

/** Digests are left out: whether they are right shows in what is planned next. */
export function wholePlan({ plan, steps }: BuiltPlan): string {
  const lines = [...findingsIn(plan), ...plan.changes.flatMap(changeInWords), ...steps.flatMap(stepInWords)];
  return `${lines
    .join("\n")
    .trim()
    .replaceAll(/\b[0-9a-f]{16}\b/g, "…")}\n`;
}

/** What stands in the way, and what it warns of. */
export function findingsIn({ blockers, warnings }: Plan): string[] {
  return [
    ...blockers.flatMap(stopInWords),
    ...warnings.map(({ code, message }) => `warning ${code}: ${message}`),
  ];
}

function stopInWords({ code, message, waysOut, override }: Blocker): string[] {
  const ways = waysOut.map((way) => (typeof way === "string" ? way : JSON.stringify(way)));
  return [`stop ${code} (${override ?? "no way around it"}): ${message}`, ...indented(ways)];
}

function changeInWords({ subject, action, counts, words, resources, ...rest }: SubjectChange): string[] {
  const { way, despite, origin } = rest;
  const about = [
    ...(way === null ? [] : [`way: ${way}`]),
    ...(despite === null ? [] : [`despite: ${despite}`]),
    ...(words?.changes.map(
      (one) => `says ${one.about}: ${one.start}${one.before} → ${one.after}${one.end}`,
    ) ?? []),
    ...(words ? [`before: ${inFile(words.before)}`, `after: ${inFile(words.after)}`] : []),
    ...(words?.unread ? [`unread: ${JSON.stringify(words.unread)}`] : []),
    ...(words?.differs.map((how) => `differs: ${how}`) ?? []),
  ];
  const where = origin === null ? "" : `, line ${origin.line}`;
  return [
    "",
    `${action} ${subject.is} ${subject.id} (${subject.name}${where}): ${counts}`,
    ...indented(about),
    ...indented(resources.flatMap(resourceInWords)),
  ];
}

function inFile(words: InFile | null): string {
  return words === null ? "nothing" : `${words.counts} ${inOneLine(words.said)}`;
}

function resourceInWords(one: SubjectChange["resources"][number]): string[] {
  const fields = one.fields.map(
    ({ path, before, after }) => `${path}: ${inOneLine(before)} → ${inOneLine(after)}`,
  );
  return [
    `${one.action} ${one.address} "${one.name}": ${one.reason}`,
    ...indented([...fields, ...one.notes.map((note) => `note: ${note}`)]),
  ];
}

function stepInWords(step: Step): string[] {
  const { do: what, ...sent } = step;
  const fields = Object.entries(sent).flatMap(([key, value]) =>
    key === "entity" || key === "body" || key === "passing"
      ? bodyInWords(value as JsonObject)
      : [[key, value]],
  );
  const lines = fields.flatMap(([key, value]) =>
    Array.isArray(value) && value.length > 1
      ? [`${key}:`, ...indented(value.map(inOneLine))]
      : [`${key}: ${inOneLine(value)}`],
  );
  return ["", `send ${what}`, ...indented(lines)];
}

function bodyInWords(body: JsonObject): [string, unknown][] {
  return Object.entries(body).map(([key, value]) => {
    if (key === "notes")
      return [
        key,
        String(value)
          .split("\n")
          .filter((line) => !/^Managed by/.test(line)),
      ];
    return [key, Array.isArray(value) ? value.map(sentInWords) : sentInWords(value)];
  });
}

/** `eventName=thanks`, `equals {arg0={{Page Path}}, arg1=/thanks}`; a type only where it is another than the usual one. */
function sentInWords(value: Json): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { type, key, value: text, list, map, parameter, ...more } = value as JsonObject;
  if (Object.keys(more).length > 0) return value;
  const name = key === undefined ? "" : `${key}=`;
  if (Array.isArray(parameter)) return `${type} {${parameter.map(sentInWords).join(", ")}}`;
  if (Array.isArray(list)) return `${name}[${list.map(sentInWords).join("; ")}]`;
  if (Array.isArray(map)) return `${name}${map.map(sentInWords).join(", ")}`;
  return [`${name}${text ?? ""}`, ...(type === "template" ? [] : [`(${type})`])].join(" ").trim();
}

function inOneLine(value: unknown): string {
  if (typeof value === "string") return value;
  return stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: false }).trim();
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
