/** A plan for a review: the goals in words first, the resources folded away below. */
import {
  type Blocker,
  isEmpty,
  type Plan,
  REASONS,
  type ResourceChange,
  type SubjectChange,
} from "../plan/plan.ts";
import { labelOf } from "../resources/kinds.ts";
import { counted } from "./counted.ts";
import { fieldLines } from "./field-text.ts";
import { markdownCode, markdownText } from "./markdown.ts";
import { resourceDetail, resourceName } from "./resource-detail.ts";

export function planMarkdown(plan: Plan): string {
  return [
    `## ${headline(plan)}`,
    `${markdownText(plan.owner)} → **${markdownText(plan.target.name)}**: Analytics property ${markdownText(plan.target.property)} (${markdownText(plan.target.measurementId)}), Tag Manager ${markdownText(plan.target.container)}`,
    ...plan.blockers.map(blockerMarkdown),
    ...plan.warnings.map(({ message }) => `> **Warning:** ${markdownText(message)}`),
    ...(isEmpty(plan) ? [] : [goalTable(plan), details(plan)]),
    requests(plan),
  ]
    .join("\n\n")
    .concat("\n");
}

function headline({ summary, changes }: Plan): string {
  const { add, change, remove, unchanged } = summary;
  if (changes.length === 0)
    return `No changes: ${counted(unchanged, "goal or funnel", "goals and funnels")} as in the file`;
  return `Goals: ${add} to add, ${change} to change, ${remove} to remove, ${unchanged} unchanged`;
}

function blockerMarkdown({ message, waysOut }: Blocker): string {
  return [
    `> **Apply would stop:** ${markdownText(message)}`,
    ...waysOut.map((way) => `> - ${markdownText(way)}`),
  ].join("\n");
}

const VERBS = { add: "+ add", change: "~ change", remove: "- remove", adopt: "= adopt" } as const;

function goalTable({ changes }: Plan): string {
  const rows = changes.map((change) => {
    const { subject, action, counts, way, origin } = change;
    const name = subject.is === "shared" ? "shared by goals that are gone" : subject.name;
    const place = origin ? markdownCode(`${origin.file}:${origin.line}`) : "";
    return `| ${markdownCode(VERBS[action])} | ${markdownText(name)} | ${markdownText(counts ?? "")}${way === null ? "" : `<br>${markdownText(way)}`} | ${markdownText(why(change))} | ${place} |`;
  });
  return ["| | Goal | Counts | Why | Where |", "|---|---|---|---|---|", ...rows].join("\n");
}

function why({ resources, despite }: SubjectChange): string {
  if (despite === "left out") return "left out of this target";
  return [...new Set(resources.map(({ reason }) => REASONS[reason]))].join("; ");
}

function details({ changes }: Plan): string {
  const lines = changes.flatMap(({ subject, resources }) => [
    `- **${markdownText(subject.name)}**`,
    ...resources.flatMap(resourceMarkdown),
  ]);
  return ["<details><summary>Resources</summary>", "", ...lines, "", "</details>"].join("\n");
}

function resourceMarkdown(resource: ResourceChange): string[] {
  const { kind, action, fields } = resource;
  const detail = resourceDetail(resource);
  const line = `  - ${action} ${labelOf(kind)} ${markdownCode(resourceName(resource))}${detail === "" ? "" : ` ${markdownText(detail)}`}`;
  if (action !== "update") return [line];
  return [line, ...fields.flatMap(fieldLines).map((one) => `    - ${markdownCode(one)}`)];
}

function requests({ requests: { read, write } }: Plan): string {
  return `${counted(read, "request")} made to read the target; apply will make ${write}.`;
}
