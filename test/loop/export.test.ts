/** A container file of ours, merged into a container by hand, and Analytics set up by its checklist: the plan is empty. */

import { describe, expect, test } from "vitest";
import { exportContainer } from "../../src/app/export.ts";
import type { ContainerExported } from "../../src/app/result/at-target.ts";
import { loadTag } from "../../src/engine/load-tag.ts";
import { exportSummary } from "../../src/render/container-exported.ts";
import type { KeyEventBody } from "../../src/resources/body.ts";
import type { DefinitionKind, JsonObject } from "../../src/resources/resource.ts";
import { readExport } from "../../src/sandbox/container-export.ts";
import { analyticsScreenOf } from "../support/analytics-screen.ts";
import { CONTAINER_FILES, containerExport, isForPages } from "../support/containers.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, openShop } from "../support/shop.ts";
import { isSkipped } from "../support/skipped.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks, spa: true, value: 5, unless: { cookie: { staff: { present: true } } }, consent: [analytics_storage] }
  engaged: { type: duration, longer_than: 4m }
  reader: { type: duration, longer_than: 90s, scope: page, page: { path: { begins_with: /guides/ } } }
  again: { type: event, on: { returning_visit: true } }
  signup:
    type: event
    event: sign_up
    on: { data_layer: registered }
    where: { plan: { not: free }, order.total: { at_least: 10 } }
    value: { data_layer: order.total }
    parameters: { plan: { data_layer: plan, register: dimension }, seats: { data_layer: seats, register: metric } }
  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }
  sent: { type: event, on: { form: contact } }
  demo: { type: event, on: { video: { progress: 50 } } }
  late: { type: event, on: { visible: "#late" } }
  far: { type: event, on: { scroll: 75 } }
  rule: { type: destination, page: /rule, via: ga4, value: 2 }
  many: { type: pages_per_session, more_than: 5, via: ga4 }
  bought: { type: event, on: { ga4_event: purchase }, counting: once_per_event }
funnels:
  checkout:
    steps: [{ id: cart, page: /cart }, { id: pay, on: { data_layer: pay } }, bought]
    within: 30m
    audiences: [completed, abandoned]
`;

function exported(goals: string): ContainerExported {
  const bytes = new TextEncoder().encode(goals);
  const files = { readGoals: () => bytes, included: () => [] };
  const ports = { env: {}, files, warn: () => {} } as unknown as Parameters<typeof exportContainer>[1];
  return exportContainer({ file: "goals.yaml" }, ports, new Date("2026-11-27T08:09:10Z"));
}

const KINDS = { tag: "tagId", trigger: "triggerId", variable: "variableId", folder: "folderId" } as const;
type Lists = Record<keyof typeof KINDS | "builtInVariable", readonly JsonObject[] | undefined>;
const listsOf = ({ containerVersion }: { containerVersion: unknown }) => containerVersion as Lists;

/** What the import screen does: ids of its own, and everything else as it is in the file. */
function merged(existing: ReturnType<typeof containerExport>, file: JsonObject) {
  const [theirs, ours] = [listsOf(existing), listsOf(file as { containerVersion: unknown })];
  const all = Object.entries(KINDS).flatMap(([kind, id]) =>
    (theirs[kind as keyof typeof KINDS] ?? []).map((one) => Number(one[id])),
  );
  const first = Math.max(0, ...all) + 1;
  const moved = (id: unknown) => (Number(id) > 1_000_000 ? id : String(first + Number(id)));
  const placed = (one: JsonObject, idField: string) => ({
    ...one,
    [idField]: moved(one[idField]),
    ...("parentFolderId" in one ? { parentFolderId: moved(one["parentFolderId"]) } : {}),
    ...("blockingTriggerId" in one
      ? { blockingTriggerId: (one["blockingTriggerId"] as string[]).map(moved) }
      : {}),
    ...("firingTriggerId" in one ? { firingTriggerId: (one["firingTriggerId"] as string[]).map(moved) } : {}),
  });
  const lists = Object.entries(KINDS).map(([kind, id]) => {
    const key = kind as keyof typeof KINDS;
    return [key, [...(theirs[key] ?? []), ...(ours[key] ?? []).map((one) => placed(one, id))]];
  });
  const builtIns = [...(theirs.builtInVariable ?? []), ...(ours.builtInVariable ?? [])];
  const types = new Map(builtIns.map((one) => [one["type"], one]));
  return {
    ...existing,
    containerVersion: {
      ...existing.containerVersion,
      ...Object.fromEntries(lists),
      builtInVariable: [...types.values()],
    },
  };
}

const EMPTY = {
  exportFormatVersion: 2,
  containerVersion: {
    container: { usageContext: ["WEB"] },
    builtInVariable: [{ type: "PAGE_URL", name: "Page URL" }],
  },
} as unknown as ReturnType<typeof containerExport>;

/** The plan after the import, and after everything on the list has been done in Analytics. */
async function planAfter(existing: ReturnType<typeof containerExport>, goals: string) {
  const { container, toDo } = exported(goals);
  const shop = await openShop({ containerExport: merged(existing, container) });
  try {
    const analytics = await analyticsScreenOf(shop);
    const known = await analytics.keyEvents();
    for (const { kind, name, body, stream } of toDo) {
      const { eventName: _, ...settings } = body as KeyEventBody;
      if (kind !== "ga4.keyEvent") await analytics.add(kind as DefinitionKind, body, stream);
      else if (!known.includes(name)) await analytics.markKeyEvent(name, settings);
    }
    return (await shop.plan(goals)).plan;
  } finally {
    await shop.close();
  }
}

describe("merged into", () => {
  // Each takes a sandbox of its own; what the others have is tried where applies are.
  const files = CONTAINER_FILES.filter(isForPages).filter((_, index) => index < 2 || index % 4 === 0);
  test.each(["nothing", ...files])("%s, the plan is empty", async (path) => {
    const existing = path === "nothing" ? EMPTY : containerExport(path);
    const plan = await planAfter(existing, GOALS);
    expect(plan.changes).toEqual([]);
  });
});

const OTHERS = CONTAINER_FILES.filter((file) => file.includes("/shared/") && isForPages(file));

test.skipIf(isSkipped(OTHERS.length > 0))(
  "it has the keys and the types of values of Tag Manager's own exports (needs ../shared/containers)",
  () => {
    const shapes = new Set(OTHERS.flatMap((path) => shapesOf(containerExport(path))));
    // What these people did not use is in the API as well.
    const rare =
      /^(?:trigger|folder)\.notes|^variable\.formatValue\.|^trigger\.(?:interval|limit|autoEventFilter|waitForTags|checkValidation|parameter|eventName|visible|vertical)/;
    const { container } = exported(GOALS);
    expect(shapesOf(container).filter((shape) => !shapes.has(shape) && !rare.test(shape))).toEqual([]);
  },
);

test("it has the spelling of Tag Manager's own exports", () => {
  const { container } = exported(GOALS);
  expect(container["exportTime"]).toBe("2026-11-27 08:09:10");
  expect(JSON.stringify(container)).not.toMatch(/goalform-ref|new_\d/);
});

/** `tag.parameter[].type: TEMPLATE`: each field with its kind of value, each enum with its value. */
function shapesOf(file: object): readonly string[] {
  const { containerVersion, ...wrapper } = file as { containerVersion: JsonObject };
  const found = new Set(Object.entries(wrapper).map(([key, value]) => `${key}: ${typeof value}`));
  const visit = (value: unknown, at: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, at);
    else if (typeof value === "object" && value !== null)
      for (const [key, one] of Object.entries(value)) visit(one, at === "" ? key : `${at}.${key}`);
    else found.add(`${at}: ${typeof value}`);
  };
  visit(containerVersion, "");
  return [...found];
}

test("its enums are those of the API, and the sandbox reads them", () => {
  const { container, objects } = exported(GOALS);
  const { content } = readExport(container);
  const names = Object.values(content.entities).flatMap((all) => all.map(({ fields }) => fields["name"]));
  for (const { name } of objects) expect(names).toContain(name);
});

test("what is imported counts", () => {
  const { container } = exported(GOALS);
  const { content } = readExport(container);
  const list = (kind: keyof typeof KINDS) =>
    content.entities[kind].map(({ id, fields }) => ({ ...fields, [KINDS[kind]]: id }));
  const running = loadTag(
    {
      containerId: "2",
      builtInVariable: content.builtInVariables.map((type) => ({ type })),
      tag: list("tag"),
      trigger: list("trigger"),
      variable: list("variable"),
      folder: list("folder"),
    } as unknown as Parameters<typeof loadTag>[0],
    { url: "https://www.acme.example/thanks", consent: { analytics_storage: "granted" } } as never,
  );
  running.push({ event: "registered", plan: "pro", order: { total: 20 } });
  const sent = running.hits.filter(({ by }) => by === "tag").map(({ event }) => event);
  expect(sent).toEqual(expect.arrayContaining(["sign_up"]));
});

test("the checklist says everything that is not in the file", async () => {
  const summary = exportSummary({ ...exported(GOALS), out: "container.json" });
  await expect(summary).toMatchFileSnapshot("outputs/export-checklist.txt");
  const create = exported(
    GOALS.replace(
      `gtm: { container: ${CONTAINER} }`,
      `gtm: { container: ${CONTAINER} }\n    google_tag: create`,
    ),
  );
  expect(exportSummary(create)).toContain(
    `load ${MEASUREMENT_ID} already: the file brings a Google tag for it`,
  );
  const alone = exported(
    `${HEAD}goals:\n  bought: { type: event, on: { ga4_event: purchase } }\nremoved: [old]\n`,
  );
  expect(exportSummary(alone)).toContain("Nothing: Analytics counts all of these goals by itself.");
  expect(exportSummary(alone)).toContain("If old is still a key event");
});

test("a tag that only an apply can adopt stays, and a warning says what to do with it", () => {
  const { warnings } = exported(
    `${HEAD}goals:\n  thanks: { type: destination, page: /thanks, adopt: "GA4 - Thanks" }\n`,
  );
  expect(warnings).toEqual([
    'The file contains a new tag for thanks, and the tag "GA4 - Thanks" that it adopts stays: with both, every conversion counts twice. Pause "GA4 - Thanks" in Tag Manager in the workspace into which you import the file, or use `goalform apply`, which adopts it.',
  ]);
});
