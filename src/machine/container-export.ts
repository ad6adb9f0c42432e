/** Container export files that people give, checked by the sandbox's reader, with the place of what is wrong. */
import type { ExportedContainer } from "../app/ports.ts";
import { visible } from "../render/visible.ts";
import { ENTITIES, ENTITY_KINDS } from "../resources/kinds.ts";
import type { EntityKind, JsonObject } from "../resources/resource.ts";
import type { ContainerContent } from "../resources/snapshot.ts";
import type { ExportProblem } from "../sandbox/sandbox.ts";
import {
  type JsonFile,
  type JsonFileWords,
  lineFinder,
  placed,
  readJsonFile,
  wrongFile,
} from "./json-file.ts";

type Emulator = typeof import("../sandbox/sandbox.ts");

const EXPORT: JsonFileWords = {
  code: "container-export",
  help: "Correct it there, or export the container again in Tag Manager (Admin, Export Container).",
};

/** How many lines of warnings people read. */
const SHOWN = 20;

/**
 * The parsed file, for a sandbox to start with.
 *
 * @param warn gets what the file refers to and does not have
 * @throws Refusal that names file, line, entity and field.
 */
export function readContainerExport(path: string, emulator: Emulator, warn: (text: string) => void): unknown {
  const file = readJsonFile(path, EXPORT);
  const problems = refusing(path, file, emulator, () => emulator.exportProblems(file.json));
  if (problems.length > 0) warn(warningText(path, file.text, problems));
  return file.json;
}

/** What is in the container, as Google's API gives it. @throws Refusal as above */
export function exportedContainer(path: string, file: JsonFile, emulator: Emulator): ExportedContainer {
  const { content, usageContext } = refusing(path, file, emulator, () =>
    emulator.readContainerExport(file.json),
  );
  const entities = (kind: EntityKind): JsonObject[] => {
    const { collection, idField } = ENTITIES[kind];
    return content.entities[collection].map(({ id, fields }) => ({ ...fields, [idField]: id }) as JsonObject);
  };
  return {
    publicId: publicIdIn(file.json),
    usageContext,
    content: {
      entities: Object.fromEntries(
        ENTITY_KINDS.map((kind) => [kind, entities(kind)]),
      ) as unknown as ContainerContent["entities"],
      builtInVariables: content.builtInVariables,
      rest: "",
    },
  };
}

function publicIdIn(json: unknown): string | null {
  const { containerVersion } = json as { containerVersion: { container?: { publicId?: unknown } } };
  const publicId = containerVersion.container?.publicId;
  return typeof publicId === "string" && /^GTM-[A-Z0-9]{4,}$/.test(publicId) ? publicId : null;
}

function refusing<T>(path: string, { text }: JsonFile, { InvalidInput }: Emulator, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw wrongFile(path, lineFinder(text)(error.path), error.message, EXPORT);
  }
}

/** The sandbox takes them as Tag Manager's import does; a version with them does not compile at Google. */
function warningText(path: string, text: string, problems: readonly ExportProblem[]): string {
  const line = lineFinder(text);
  const lines = problems
    .slice(0, SHOWN)
    .map((one) => `warning[container-export]: ${visible(`${placed(path, line(one.path))}: ${one.message}`)}`);
  const more = problems.length - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`and ${more} more like these.`] : []),
    "help: Tag Manager does not compile a version with such problems. The sandbox takes them with the file, and refuses new ones. " +
      "Objects whose folder is missing are in no folder.",
    "",
  ].join("\n");
}
