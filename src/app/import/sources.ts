/** Where goals are imported from: what is live, container exports, lists of Universal Analytics goals. */
import { uaGoalsIn } from "../../lift/universal-analytics/goal-list.ts";
import { Refusal } from "../result/refusal.ts";
import { contentOfExport, openExport } from "./container-export.ts";
import { contentOfLists } from "./goal-lists.ts";
import { liveContent } from "./live.ts";
import type { ImportOptions, ImportPorts } from "./options.ts";
import type { OutputFile } from "./output-file.ts";
import type { SourceContent } from "./source-content.ts";

/** @param base the file that goals are added to; null for a new one */
export async function contentOfSource(
  options: ImportOptions,
  base: OutputFile | null,
  ports: ImportPorts,
): Promise<SourceContent> {
  const { from = [] } = options;
  if (from.length === 0) return liveContent(options, base, ports);
  const lists = from.flatMap((file) => {
    const goals = uaGoalsIn(ports.sources.json(file));
    return goals === null ? [] : [{ file, goals }];
  });
  const [file, ...others] = from.filter((one) => !lists.some((list) => list.file === one));
  if (file !== undefined) refuseOtherThanExport(file, ports.sources.json(file));
  if (others.length > 0) throw severalContainers([file ?? "", ...others]);
  const exported = file === undefined ? null : await openExport(file, options, base, ports);
  if (lists.length > 0) return contentOfLists(lists, exported, options, base, ports);
  return contentOfExport(exported!, options, base);
}

function refuseOtherThanExport(file: string, json: unknown): void {
  if (typeof json === "object" && json !== null && "containerVersion" in json) return;
  const isList =
    Array.isArray(json) &&
    json.some((one) => one !== null && typeof one === "object" && "containerVersion" in one);
  if (isList) throw severalContainers([file]);
  throw new Refusal(
    "import-source",
    `${file} is neither a container export nor a list of Universal Analytics goals.`,
    "Export the container in Tag Manager (Admin, Export Container) and name that file.",
  );
}

function severalContainers(from: readonly string[]): Refusal {
  const which =
    from.length === 1
      ? `${from[0]} has several containers.`
      : `${from.join(" and ")} are several containers.`;
  return new Refusal(
    "several-containers",
    which,
    "A goals file has the goals of one container: import one at a time.",
  );
}
