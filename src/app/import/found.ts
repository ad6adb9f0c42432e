/** Where goals are imported from → what can be said of it in the language. */
import { compareText } from "../../diagnostic.ts";
import { resolveTarget } from "../../language/resolve-target.ts";
import type { AtGoogle } from "../../lift/at-google.ts";
import { liftContainer } from "../../lift/lift.ts";
import type { Lift } from "../../lift/lifted.ts";
import { usualMeasurementId } from "../../lift/measurement-ids.ts";
import { type UaGoal, uaGoalsIn } from "../../lift/universal-analytics/goal-list.ts";
import { liftUaGoals } from "../../lift/universal-analytics/lift-goals.ts";
import { notForWebPages } from "../../plan/target-checks.ts";
import { DEFINITION_KINDS } from "../../resources/kinds.ts";
import { type ContainerContent, NO_LISTS_READ, type PropertySnapshot } from "../../resources/snapshot.ts";
import { ownerOf } from "../init.ts";
import type { ExportedContainer } from "../ports.ts";
import { Refusal } from "../result/refusal.ts";
import type { ImportSource } from "../result/result.ts";
import { withTarget } from "../target.ts";
import { adopting } from "./adopting.ts";
import type { ImportOptions, ImportPorts } from "./options.ts";
import { type NewFile, newPlace, type Place, USUAL_FILE } from "./place.ts";

export interface Found {
  readonly source: ImportSource;
  /** What it is, within a sentence: `export.json (GTM-ABC123)`. */
  readonly title: string;
  readonly lift: Lift;
  /** Null where nothing in it can carry a mark. */
  readonly at: AtGoogle | null;
  /** For a new file. */
  readonly ids: Omit<NewFile, "file" | "remarks">;
  /** What people have to know about it, in sentences. */
  readonly notes: readonly string[];
}

/** @param base the file that goals are added to; null for a new one */
export async function foundIn(
  options: ImportOptions,
  base: Place | null,
  ports: ImportPorts,
): Promise<Found> {
  const { from = [] } = options;
  if (from.length === 0) return foundLive(options, base, ports);
  const lists = from.flatMap((file) => {
    const goals = uaGoalsIn(ports.sources.json(file));
    return goals === null ? [] : [{ file, goals }];
  });
  const [file, ...others] = from.filter((one) => !lists.some((list) => list.file === one));
  if (file !== undefined) refuseOtherThanExport(file, ports.sources.json(file));
  if (others.length > 0) throw severalContainers([file ?? "", ...others]);
  const exported = file === undefined ? null : await openExport(file, options, base, ports);
  if (lists.length > 0) return foundInLists(lists, exported, options, base, ports);
  return foundInExport(exported!, options, base);
}

/** What is live at a target of the file, or at the one that the options describe. */
async function foundLive(options: ImportOptions, base: Place | null, ports: ImportPorts): Promise<Found> {
  const ids = { ...idsIn(options), currency: null };
  const { goalSet, file } = base ?? newPlace(neededIds(options), ports.files);
  return withTarget(goalSet, { file, target: options.target }, "read", ports, async ({ target, port }) => {
    const { container, property } = await port.read(() => DEFINITION_KINDS);
    const { measurementId } = target.ga4;
    refuseOtherThanWeb(container.usageContext, container.label);
    const at = inOrder(container.content, property);
    return {
      source: { kind: "live", container: container.label, property: property.property, measurementId },
      title: `${container.label} and the Analytics property ${property.property}`,
      lift: adopting(liftContainer(at, { measurementId, owner: goalSet.owner }), at.content, goalSet.owner),
      at,
      ids: { ...ids, name: goalSet.owner },
      notes: container.live === null ? [neverPublished(container.label)] : [],
    };
  });
}

/** Google lists things in any order, and the file has its goals in the order in which people made them. */
function inOrder(
  content: ContainerContent,
  { keyEvents, definitions }: Pick<PropertySnapshot, "keyEvents" | "definitions">,
): AtGoogle {
  const { entities } = content;
  const tags = entities["gtm.tag"].toSorted((a, b) => Number(a.tagId) - Number(b.tagId));
  return {
    content: { ...content, entities: { ...entities, "gtm.tag": tags } },
    keyEvents: keyEvents.toSorted((a, b) => compareText(a.eventName, b.eventName)),
    definitions: {
      ...definitions,
      "ga4.eventCreateRule": byName(definitions["ga4.eventCreateRule"]),
      "ga4.audience": byName(definitions["ga4.audience"]),
    },
  };
}

function byName(definitions: PropertySnapshot["definitions"]["ga4.audience"]) {
  return definitions?.toSorted((a, b) => compareText(a.resourceName, b.resourceName)) ?? null;
}

function neverPublished(container: string): string {
  return `No version of ${container} was ever published, so nothing in it is live. Export its workspace and import that with --from.`;
}

function idsIn({ name, property, measurementId, container }: ImportOptions) {
  return { name, property, measurementId, container };
}

function neededIds(options: ImportOptions): NewFile {
  const { property, measurementId, container, file } = options;
  if (property !== undefined && measurementId !== undefined && container !== undefined)
    return { ...idsIn(options), file: file ?? USUAL_FILE, currency: null, remarks: [] };
  throw new Refusal(
    "no-target",
    `There is no file ${file ?? USUAL_FILE} that says which container and which property to import.`,
    "Name them with --property, --measurement-id and --container, or import a container export with --from.",
  );
}

/** A container export, and the measurement id whose tags count. */
interface OpenExport {
  readonly file: string;
  readonly exported: ExportedContainer;
  readonly at: AtGoogle;
  /** The id that most tags send to. */
  readonly usual: string | null;
  readonly measurementId: string | null;
  readonly owner: string;
}

async function openExport(
  file: string,
  options: ImportOptions,
  base: Place | null,
  ports: ImportPorts,
): Promise<OpenExport> {
  const exported = await ports.sources.container(file);
  refuseOtherThanWeb([exported.usageContext], file);
  const usual = usualMeasurementId(exported.content);
  return {
    file,
    exported,
    at: { content: exported.content, keyEvents: null, definitions: NO_LISTS_READ },
    usual,
    measurementId: options.measurementId ?? idOfTarget(options, base, ports) ?? usual,
    owner: ownerFor(options, base, ports),
  };
}

function ownerFor({ name }: ImportOptions, base: Place | null, { files }: ImportPorts): string {
  return base?.goalSet.owner ?? name ?? ownerOf(files);
}

/** The GA4 event tags of an export. */
function foundInExport(open: OpenExport, options: ImportOptions, base: Place | null): Found {
  const { file, exported, at, usual, measurementId, owner } = open;
  const lift = liftContainer(at, { measurementId: measurementId ?? NOBODYS_ID, owner });
  if (lift.coverage.tags.total === 0) throw nothingIn(file, exported);
  const others = usual === null || usual === measurementId ? [] : [otherId(usual, measurementId)];
  return {
    source: { kind: "export", files: [file], container: exported.publicId, measurementId },
    title: titleOf(open),
    lift: adopting(lift, at.content, owner),
    at,
    ids: idsOf(options, open, base),
    notes: [UNKNOWN_KEY_EVENTS, ...others],
  };
}

/** Goals of Universal Analytics; an export shows what sent their events. */
function foundInLists(
  lists: readonly { readonly file: string; readonly goals: readonly UaGoal[] }[],
  open: OpenExport | null,
  options: ImportOptions,
  base: Place | null,
  ports: ImportPorts,
): Found {
  const goals = lists.flatMap((list) => list.goals);
  if (goals.length === 0) throw noGoalsIn(lists.map(({ file }) => file));
  const currency = options.currency ?? base?.defaults.currency ?? "EUR";
  const owner = ownerFor(options, base, ports);
  const target = { measurementId: open?.measurementId ?? NOBODYS_ID, owner };
  const lift = liftUaGoals({ goals, currency, at: open?.at ?? null }, target);
  const isWorth = lift.goals.some(({ goal }) => goal.value !== null);
  const files = [...lists.map(({ file }) => file), ...(open === null ? [] : [open.file])];
  return {
    source: {
      kind: "universal-analytics",
      files,
      container: open?.exported.publicId ?? null,
      measurementId: open?.measurementId ?? options.measurementId ?? null,
    },
    title: files.join(" and "),
    lift,
    at: open?.at ?? null,
    ids: { ...idsOf(options, open, base), name: owner, currency: isWorth ? currency : null },
    notes:
      isWorth && options.currency === undefined && !base?.defaults.currency
        ? [unknownCurrency(currency)]
        : [],
  };
}

function idsOf(options: ImportOptions, open: OpenExport | null, base: Place | null): Found["ids"] {
  const { property, container = open?.exported.publicId ?? undefined } = options;
  const measurementId = options.measurementId ?? open?.measurementId ?? undefined;
  return { name: open?.owner ?? base?.goalSet.owner, property, measurementId, container, currency: null };
}

function titleOf({ file, exported: { publicId } }: OpenExport): string {
  return `${file}${publicId === null ? "" : ` (${publicId})`}`;
}

function noGoalsIn(files: readonly string[]): Refusal {
  return new Refusal(
    "nothing-to-import",
    `${files.join(" and ")} ${files.length === 1 ? "has" : "have"} no goals.`,
    "Name another list with --from, or start a file with `goalform init`.",
  );
}

function unknownCurrency(currency: string): string {
  return `Universal Analytics does not say the currency of values: the file says ${currency}. Import with --currency if it is another one.`;
}

/** No tag sends to it, and no tag is known to send elsewhere. */
const NOBODYS_ID = "G-UNKNOWN";

const UNKNOWN_KEY_EVENTS =
  "An export does not say which events are key events, so its goals have `key_event: false`: delete that line where a goal is a conversion.";

function otherId(usual: string, measurementId: string | null): string {
  return `Most tags send to ${usual}, not to ${measurementId}: their goals come with --measurement-id ${usual}.`;
}

function idOfTarget({ target }: ImportOptions, base: Place | null, { env }: ImportPorts): string | null {
  return base === null ? null : (resolveTarget(base.goalSet, target, env).target?.ga4.measurementId ?? null);
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

function refuseOtherThanWeb(usageContext: readonly string[], label: string): void {
  const [blocker] = notForWebPages({ usageContext, label });
  if (blocker) throw new Refusal(blocker.code, blocker.message, "Import the web container of the site.");
}

function nothingIn(file: string, { content }: ExportedContainer): Refusal {
  const tags = content.entities["gtm.tag"];
  const old = tags.filter(({ type }) => type === "ua").length;
  const others = `${tags.length === 1 ? "its only tag is" : `its ${tags.length} tags are`} of other types${old > 0 ? `, ${old} of Universal Analytics` : ""}`;
  return new Refusal(
    "nothing-to-import",
    `${file} has no GA4 event tags${tags.length === 0 ? ", nor any others" : ` (${others})`}.`,
    "Name another export with --from, or start a file with `goalform init`.",
  );
}
