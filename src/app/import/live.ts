/** The live container and property of a target. */
import { compareText } from "../../diagnostic.ts";
import type { Target } from "../../language/goal-set/target.ts";
import { liftContainer } from "../../lift/lift.ts";
import type { LiveState } from "../../lift/live-state.ts";
import { DEFINITION_KINDS } from "../../resources/kinds.ts";
import type { ContainerContent, DefinitionSnapshot, PropertySnapshot } from "../../resources/snapshot.ts";
import { measurementIdAt } from "../measurement-id.ts";
import { Refusal } from "../result/refusal.ts";
import { withTarget } from "../target.ts";
import { adopting } from "./adopting.ts";
import type { ImportOptions, ImportPorts } from "./options.ts";
import { DEFAULT_FILE, type NewFile, newOutputFile, type OutputFile } from "./output-file.ts";
import { refuseOtherThanWeb, type SourceContent } from "./source-content.ts";

/** What is live at a target of the file, or at the one that the options describe. */
export async function liveContent(
  options: ImportOptions,
  base: OutputFile | null,
  ports: ImportPorts,
): Promise<SourceContent> {
  const ids = { ...idsIn(options), currency: null };
  const { goalSet, file } = base ?? placeWithoutFile(options, ports);
  return withTarget(goalSet, { file, target: options.target }, "read", ports, async ({ target, port }) => {
    const { container, property } = await port.read(() => DEFINITION_KINDS);
    const measurementId = measurementIdAt(target, property);
    refuseOtherThanWeb(container.usageContext, container.label);
    const at = inOrder(container.content, property);
    return {
      source: { kind: "live", container: container.label, property: property.property, measurementId },
      title: `${container.label} and the Analytics property ${property.property}`,
      lift: adopting(liftContainer(at, { measurementId, owner: goalSet.owner }), at.content, goalSet.owner),
      at,
      ids: { ...ids, name: goalSet.owner, measurementId },
      notes: container.live === null ? [neverPublished(container.label)] : [],
    };
  });
}

/** Google lists things in any order, and the file has its goals in the order in which people made them. */
function inOrder(
  content: ContainerContent,
  { keyEvents, definitions }: Pick<PropertySnapshot, "keyEvents" | "definitions">,
): LiveState {
  const { entities } = content;
  const tags = entities["gtm.tag"].toSorted((a, b) => Number(a.tagId) - Number(b.tagId));
  return {
    content: { ...content, entities: { ...entities, "gtm.tag": tags } },
    keyEvents: keyEvents.toSorted((a, b) => compareText(a.eventName, b.eventName)),
    definitions: Object.fromEntries(
      DEFINITION_KINDS.map((kind) => [kind, byName(definitions[kind])]),
    ) as unknown as LiveState["definitions"],
  };
}

function byName(definitions: readonly DefinitionSnapshot[] | null) {
  return definitions?.toSorted((a, b) => compareText(a.resourceName, b.resourceName)) ?? null;
}

function neverPublished(container: string): string {
  return `No version of ${container} was ever published, so nothing in it is live. Export its workspace and import that with --from.`;
}

/** A file that nobody has written yet, with its target alone. */
function placeWithoutFile(options: ImportOptions, ports: ImportPorts): Pick<OutputFile, "file" | "goalSet"> {
  const { goalSet, file } = newOutputFile(neededIds(options), ports.files);
  if (options.measurementId !== undefined) return { goalSet, file };
  const asked = (one: Target): Target => ({ ...one, ga4: { ...one.ga4, measurementId: null } });
  return { goalSet: { ...goalSet, targets: goalSet.targets.map(asked) }, file };
}

function idsIn({ name, property, measurementId, container }: ImportOptions) {
  return { name, property, measurementId, container };
}

function neededIds(options: ImportOptions): NewFile {
  const { property, container, file } = options;
  if (property !== undefined && container !== undefined)
    return { ...idsIn(options), file: file ?? DEFAULT_FILE, currency: null, remarks: [] };
  throw new Refusal(
    "no-target",
    `There is no file ${file ?? DEFAULT_FILE} that says which container and which property to import.`,
    "Name them with --property and --container, or import a container export with --from.",
  );
}
