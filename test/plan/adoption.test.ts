/** What can be adopted, what cannot and why, and what adopting keeps. */
import { describe, expect, test } from "vitest";
import { adoptionDigest } from "../../src/container/references.ts";
import { isChangedInFile, isEdited } from "../../src/plan/accept.ts";
import { resourceChanges } from "../../src/plan/plan.ts";
import { readMark } from "../../src/resources/mark.ts";
import type { JsonObject } from "../../src/resources/resource.ts";
import { EMPTY_CONTENT } from "../../src/resources/snapshot.ts";
import { type MemoryGoogle, memoryGoogle } from "../support/memory-google.ts";
import { applyGoals, planned } from "../support/memory-shop.ts";
import { HEAD, MEASUREMENT_ID } from "../support/shop.ts";

const template = (key: string, value: string) => ({ type: "template", key, value });
const row = (name: string, value: string) => ({
  type: "map",
  map: [template("parameter", name), template("parameterValue", value)],
});

function pageView(name: string, path: string): JsonObject {
  const parameter = [template("arg0", "{{Page Path}}"), template("arg1", path)];
  return { name, type: "pageview", filter: [{ type: "equals", parameter }] };
}

async function idOf(google: MemoryGoogle, name: string): Promise<string> {
  const { entities } = (await google.read()).container.content;
  return String(entities["gtm.trigger"].find((one) => one.name === name)?.triggerId);
}

interface Made {
  readonly event?: string;
  readonly id?: string;
  readonly rows?: readonly JsonObject[];
  readonly more?: JsonObject;
}

async function plantTag(google: MemoryGoogle, name: string, trigger: string, made: Made = {}) {
  const { event = "thanks", id = MEASUREMENT_ID, rows = [], more = {} } = made;
  google.plant("gtm.tag", {
    name,
    type: "gaawe",
    firingTriggerId: [await idOf(google, trigger)],
    parameter: [
      template("eventName", event),
      template("measurementIdOverride", id),
      ...(rows.length === 0 ? [] : [{ type: "list", key: "eventSettingsTable", list: rows }]),
    ],
    ...more,
  });
}

async function site(made: Made = {}): Promise<MemoryGoogle> {
  const google = memoryGoogle();
  google.plantAll({ ...EMPTY_CONTENT, builtInVariables: ["pagePath"] });
  google.plant("gtm.trigger", pageView("PV - Thanks", "/thanks"));
  await plantTag(google, "GA4 - Thanks", "PV - Thanks", made);
  return google;
}

const goals = (...lines: readonly string[]) =>
  `${HEAD}goals:\n${lines.map((line) => `  ${line}\n`).join("")}`;
const THANKS = "thanks: { type: destination, page: /thanks, key_event: false }";
const ADOPTS = THANKS.replace(" }", ', adopt: "GA4 - Thanks" }');

const edit = (google: MemoryGoogle, kind: "gtm.tag" | "gtm.trigger", name: string, more: JsonObject) =>
  google.editEntities(kind, (one) => (one["name"] === name ? { ...one, ...more } : one));

async function blockers(google: MemoryGoogle, file: string): Promise<string[]> {
  return (await planned(google, file)).blockers.map(
    ({ code, message, waysOut }) => `${code}: ${message} | ${waysOut.join(" | ")}`,
  );
}

async function triggerNow(google: MemoryGoogle, name: string) {
  const { entities } = (await google.read()).container.content;
  return entities["gtm.trigger"].find((one) => one.name === name)!;
}

async function tagNow(google: MemoryGoogle, name: string) {
  const { entities } = (await google.read()).container.content;
  return entities["gtm.tag"].find((one) => one.name === name)!;
}

describe("a tag that cannot become a goal's", () => {
  const TAIL = 'cannot adopt the tag "GA4 - Thanks" (goals.yaml:9)';
  const CREATES = "Delete `adopt`: goalform then creates a tag.";
  const CHECK = "Name a tag that sends the goal's event, or delete `adopt`: goalform then creates a tag.";

  test("is not there", async () => {
    const google = await site();
    expect(await blockers(google, goals(ADOPTS.replace("GA4 - Thanks", "ga4 thanks")))).toEqual([
      'cannot-adopt: thanks cannot adopt the tag "ga4 thanks" (goals.yaml:9): the container has no tag of that name. | Did you mean "GA4 - Thanks"? | Delete `adopt` if the goal is to have a tag of its own here: goalform then creates it.',
    ]);
  });

  test("is one of two with its name", async () => {
    const google = await site();
    await plantTag(google, "GA4 - Thanks", "PV - Thanks");
    expect(await blockers(google, goals(ADOPTS))).toEqual([
      `cannot-adopt: thanks ${TAIL}: there are 2 tags of that name. | Rename the others in Tag Manager.`,
    ]);
  });

  test.each<[string, Made, string]>([
    [
      "is paused",
      { more: { paused: true } },
      `it is paused, so it counts nothing. | Unpause it in Tag Manager if it may count from now on, then plan again. | ${CREATES}`,
    ],
    [
      "sends another event",
      { event: "danke" },
      `it sends danke, and the goal counts thanks. | If it is the right tag, write \`event: danke\`. What Analytics has counted keeps its name. | ${CHECK}`,
    ],
    [
      "sends whatever the page says",
      { event: "{{name}}" },
      `only the page knows which event it sends. | ${CHECK}`,
    ],
    ["sends elsewhere", { id: "G-OTHER12345" }, `it does not send to ${MEASUREMENT_ID}. | ${CHECK}`],
    ["is another kind of tag", { more: { type: "html" } }, `it is not a GA4 event tag. | ${CHECK}`],
  ])("%s", async (_, made, why) => {
    expect(await blockers(await site(made), goals(ADOPTS))).toEqual([`cannot-adopt: thanks ${TAIL}: ${why}`]);
  });

  test("is that of another goal, or of another goals file", async () => {
    const google = await site();
    await applyGoals(google, goals(ADOPTS));
    const second = goals(
      THANKS,
      ADOPTS.replace("thanks:", "merci: { event: thanks,").replace("{ event: thanks, {", "{ event: thanks,"),
    );
    expect(await blockers(google, second)).toEqual([
      'cannot-adopt: merci cannot adopt the tag "GA4 - Thanks" (goals.yaml:10): it is the tag of thanks in this file. | Delete `adopt`, or name another tag.',
    ]);
    const other = goals(ADOPTS).replace("name: acme-shop", "name: acme-blog");
    expect((await blockers(google, other))[0]).toBe(
      'cannot-adopt: thanks cannot adopt the tag "GA4 - Thanks" (goals.yaml:9): the goals file "acme-shop" manages it, as thanks. | Delete `adopt`, or remove that goal from "acme-shop" first.',
    );
  });

  test("comes too late: the goal has one already", async () => {
    const google = memoryGoogle();
    await applyGoals(google, goals(THANKS));
    google.plant("gtm.trigger", pageView("PV - Thanks", "/thanks"));
    await plantTag(google, "GA4 - Thanks", "PV - Thanks");
    const found = await blockers(google, `${goals(ADOPTS)}  more: { type: destination, page: /more }\n`);
    expect(found).toEqual([
      `cannot-adopt: thanks ${TAIL}: thanks already has the tag "acme-shop - Thanks". | Delete \`adopt\`: the goal keeps the tag that it has. | To change over, remove the goal and apply; then add it again with \`adopt\`.`,
    ]);
  });

  test("has changed since it was imported, or something that it reads has", async () => {
    const google = await site();
    const { content } = (await google.read()).container;
    const digest = adoptionDigest(await tagNow(google, "GA4 - Thanks"), content);
    const file = goals(ADOPTS.replace('"GA4 - Thanks"', `{ tag: "GA4 - Thanks", digest: "${digest}" }`));
    expect(await blockers(google, file)).toEqual([]);
    edit(google, "gtm.trigger", "PV - Thanks", pageView("PV - Thanks", "/danke"));
    expect((await blockers(google, file))[0]).toMatch(
      /^adopted-tag-changed: The tag "GA4 - Thanks" that thanks adopts \(goals.yaml:9\), or something that it reads, was changed/,
    );
    await applyGoals(await site(), file);
  });
});

describe("what adopting keeps", () => {
  const ROWS = [row("place", "footer"), row("method", "mail")];

  test("is nobody's drift, and what the file says is", async () => {
    const google = await site({ rows: ROWS, more: { priority: { type: "integer", value: "3" } } });
    const file = goals(THANKS.replace(" }", ", parameters: { method: mail } }"));
    await applyGoals(google, file.replace("key_event", 'adopt: "GA4 - Thanks", key_event'));
    const mark = readMark((await tagNow(google, "GA4 - Thanks")).notes);
    expect(mark?.adopted?.rows).toEqual(["method"]);
    const theirs = (...rows: JsonObject[]) => ({
      parameter: [
        template("eventName", "thanks"),
        template("measurementIdOverride", MEASUREMENT_ID),
        { type: "list", key: "eventSettingsTable", list: rows },
      ],
    });
    edit(
      google,
      "gtm.tag",
      "GA4 - Thanks",
      theirs(row("place", "header"), row("method", "mail"), row("new", "x")),
    );
    edit(google, "gtm.trigger", "PV - Thanks", { name: "PV - Thank you", parentFolderId: "9" });
    expect((await planned(google, file)).changes).toEqual([]);
    edit(google, "gtm.tag", "GA4 - Thanks", theirs(row("place", "header"), row("method", "phone")));
    const [change] = resourceChanges(await planned(google, file));
    expect([change?.name, change?.reason, change?.fields]).toEqual([
      "GA4 - Thanks",
      "edited",
      [{ path: "parameter.eventSettingsTable[method]", before: "phone", after: "mail" }],
    ]);
    await applyGoals(google, file);
    const rows = (await tagNow(google, "GA4 - Thanks")).parameter!.find(
      ({ key }) => key === "eventSettingsTable",
    );
    expect(rows?.list).toEqual([row("place", "header"), row("method", "mail")]);
  });

  test("goes when the file named it and does so no longer", async () => {
    const google = await site({ rows: ROWS });
    await applyGoals(google, goals(ADOPTS.replace(" }", ", parameters: { method: mail } }")));
    await applyGoals(google, goals(THANKS));
    const rows = (await tagNow(google, "GA4 - Thanks")).parameter!.find(
      ({ key }) => key === "eventSettingsTable",
    );
    expect(rows?.list).toEqual([row("place", "footer")]);
    expect((await planned(google, goals(THANKS))).changes).toEqual([]);
  });

  test("is a trigger of others, until the goal asks for something else", async () => {
    const google = await site();
    await plantTag(google, "Theirs", "PV - Thanks", { event: "theirs" });
    await applyGoals(google, goals(ADOPTS));
    const shared = await idOf(google, "PV - Thanks");
    expect((await tagNow(google, "GA4 - Thanks")).firingTriggerId).toEqual([shared]);
    const merci = goals(THANKS.replace("/thanks", "/merci"));
    await applyGoals(google, merci);
    expect((await tagNow(google, "Theirs")).firingTriggerId).toEqual([shared]);
    expect((await tagNow(google, "GA4 - Thanks")).firingTriggerId).toEqual([
      await idOf(google, "acme-shop - Thanks"),
    ]);
    expect((await planned(google, merci)).changes).toEqual([]);
    await applyGoals(google, goals(THANKS));
    expect((await planned(google, goals(THANKS))).changes).toEqual([]);
  });

  test("is a variable of others, and a goal that reads its own is the only one that changes", async () => {
    const google = await site();
    google.plant("gtm.variable", { name: "Plan", type: "v", parameter: [template("name", "plan")] });
    for (const event of ["paid", "trial"]) {
      google.plant("gtm.trigger", {
        name: `CE ${event}`,
        type: "customEvent",
        customEventFilter: [
          { type: "equals", parameter: [template("arg0", "{{_event}}"), template("arg1", event)] },
        ],
        filter: [{ type: "equals", parameter: [template("arg0", "{{Plan}}"), template("arg1", "team")] }],
      });
      await plantTag(google, `GA4 ${event}`, `CE ${event}`, { event });
    }
    const file = (plan: string) =>
      goals(
        ...[`paid: { ${plan}`, "trial: { plan: team"].map((one) =>
          one.replace(
            /(\w+): { plan: (\w+)/,
            "$1: { type: event, on: { data_layer: $1 }, where: { plan: $2 }, key_event: false, adopt: GA4 $1 }",
          ),
        ),
      );
    await applyGoals(google, file("plan: team"));
    expect((await planned(google, file("plan: team"))).changes).toEqual([]);
    const { changes } = await planned(google, file("plan: solo"));
    expect(changes.map(({ subject }) => subject.id)).toEqual(["paid"]);
    expect(
      changes.flatMap(({ resources }) => resources.map(({ kind, reason }) => [kind, reason])),
    ).toContainEqual(["gtm.variable", "new"]);
  });

  test("is edited at Google, and not in the file, also where taking the edit back makes a trigger", async () => {
    const google = await site();
    await plantTag(google, "Theirs", "PV - Thanks", { event: "theirs" });
    await applyGoals(google, goals(ADOPTS));
    edit(google, "gtm.trigger", "PV - Thanks", pageView("PV - Thanks", "/merci"));
    const [change] = (await planned(google, goals(THANKS))).changes;
    expect(change?.resources.map(({ kind, reason }) => [kind, reason])).toContainEqual([
      "gtm.trigger",
      "needed",
    ]);
    expect(isEdited(change!)).toBe(true);
    expect(isChangedInFile(change!)).toBe(false);
    const [both] = (await planned(google, goals(THANKS.replace("/thanks", "/danke")))).changes;
    expect(isChangedInFile(both!)).toBe(true);
  });

  test("is a trigger that would lose its pages if somebody wrote it", async () => {
    const google = await site({ event: "call" });
    const asks = (type: string, variable: string, text: string) => ({
      type,
      parameter: [template("arg0", variable), template("arg1", text)],
    });
    google.plant("gtm.trigger", {
      name: "Link - Call",
      type: "linkClick",
      waitForTags: { type: "boolean", value: "true" },
      autoEventFilter: [asks("startsWith", "{{Page Path}}", "/contact")],
      filter: [asks("contains", "{{Click URL}}", "/")],
    });
    const firingTriggerId = [await idOf(google, "Link - Call")];
    edit(google, "gtm.tag", "GA4 - Thanks", { firingTriggerId });
    const on =
      "type: event, on: { link: { url: { contains: / } } }, page: { path: { begins_with: /contact } }";
    const asked = (path: string) =>
      goals(`call: { ${on.replace("/contact", path)}, key_event: false, adopt: "GA4 - Thanks" }`);
    const plan = await planned(google, asked("/contact"));
    expect(resourceChanges(plan).map(({ address, notes }) => [address, notes])).toEqual([
      [
        "gtm.tag/call",
        [
          'counts on "Link - Call", which stays as it is: writing it would lose the pages on which it listens',
        ],
      ],
    ]);
    await applyGoals(google, asked("/contact"));
    expect((await tagNow(google, "GA4 - Thanks")).firingTriggerId).toEqual(firingTriggerId);
    expect((await planned(google, asked("/contact"))).changes).toEqual([]);
    await applyGoals(google, asked("/help"));
    expect((await tagNow(google, "GA4 - Thanks")).firingTriggerId).not.toEqual(firingTriggerId);
    expect(readMark((await triggerNow(google, "Link - Call")).notes)).toBe(null);
  });

  test("is a trigger of its own, which changes in place and keeps its name", async () => {
    const google = await site();
    await applyGoals(google, goals(ADOPTS));
    const id = await idOf(google, "PV - Thanks");
    const merci = goals(THANKS.replace("/thanks", "/merci"));
    expect(
      resourceChanges(await planned(google, merci)).map(({ kind, action, name, reason }) => [
        kind,
        action,
        name,
        reason,
      ]),
    ).toEqual([
      ["gtm.trigger", "update", "PV - Thanks", "file_changed"],
      ["gtm.tag", "update", "GA4 - Thanks", "remarked"],
    ]);
    await applyGoals(google, merci);
    expect((await tagNow(google, "GA4 - Thanks")).firingTriggerId).toEqual([id]);
    expect((await planned(google, merci)).changes).toEqual([]);
  });

  test("is a trigger that others may have come to use: the plan says that it changes for them too", async () => {
    const google = await site();
    await applyGoals(google, goals(ADOPTS));
    await plantTag(google, "Theirs", "PV - Thanks", { event: "theirs" });
    const [trigger] = resourceChanges(await planned(google, goals(THANKS.replace("/thanks", "/merci"))));
    expect(trigger?.notes).toEqual(["changes for others as well: another tag uses it"]);
  });

  test("is a trigger of another goal, which then cannot go", async () => {
    const google = memoryGoogle();
    const other = "other: { type: destination, page: /thanks, key_event: false, event: others }";
    await applyGoals(google, goals(other));
    await plantTag(google, "GA4 - Thanks", "acme-shop - Other");
    await applyGoals(google, goals(other, ADOPTS));
    expect((await planned(google, goals(other, THANKS))).changes).toEqual([]);
    const { blockers: stops } = await planned(google, goals(THANKS));
    expect(stops.map(({ code, message }) => [code, message])).toEqual([
      [
        "still-in-use",
        'The trigger "acme-shop - Other" would be removed, but the tag "GA4 - Thanks" uses it.',
      ],
    ]);
  });

  test("is still there under another id of the goal", async () => {
    const google = await site();
    await applyGoals(google, goals(ADOPTS));
    const renamed = goals(THANKS.replace("thanks: {", "merci: { was: thanks, event: thanks,"));
    await applyGoals(google, renamed);
    expect(readMark((await tagNow(google, "GA4 - Thanks")).notes)?.address).toBe("gtm.tag/merci");
    expect((await planned(google, renamed)).changes).toEqual([]);
  });

  test("is not an event name that depends on the trigger, when another one fires the tag", async () => {
    const google = memoryGoogle();
    const condition = {
      type: "equals",
      parameter: [template("arg0", "{{_event}}"), template("arg1", "thanks")],
    };
    google.plant("gtm.trigger", { name: "CE", type: "customEvent", customEventFilter: [condition] });
    await plantTag(google, "GA4 - Thanks", "CE", { event: "{{Event}}" });
    const pushed = "thanks: { type: event, on: { data_layer: thanks }, key_event: false }";
    await applyGoals(google, goals(pushed.replace("key_event", 'adopt: "GA4 - Thanks", key_event')));
    const nameIn = async () =>
      (await tagNow(google, "GA4 - Thanks")).parameter!.find(({ key }) => key === "eventName")?.value;
    expect(await nameIn()).toBe("{{Event}}");
    await applyGoals(google, goals(pushed.replace("data_layer: thanks", "data_layer: order_sent")));
    expect(await nameIn()).toBe("thanks");
  });

  test("is ours as a whole after somebody has deleted the tag", async () => {
    const google = await site();
    await applyGoals(google, goals(ADOPTS));
    google.editEntities("gtm.tag", () => null);
    await applyGoals(google, goals(THANKS));
    const { entities } = (await google.read()).container.content;
    expect([
      entities["gtm.trigger"].map(({ name }) => name),
      entities["gtm.tag"].map(({ name }) => name),
    ]).toEqual([["acme-shop - Thanks"], ["acme-shop - Thanks"]]);
    expect((await planned(google, goals(THANKS))).changes).toEqual([]);
  });

  test("goes with an explicit word alone", async () => {
    const google = await site({ rows: ROWS });
    await applyGoals(google, goals(ADOPTS));
    const without = goals("other: { type: destination, page: /other, key_event: false }");
    const stop = (await planned(google, without)).blockers.find(
      ({ code }) => code === "adopted-goal-removed",
    );
    expect([stop?.message, stop?.override]).toEqual([
      'The tag "GA4 - Thanks" was in Tag Manager before thanks adopted it. It would be removed, with what the goals file never said: the parameters place, method.',
      "allow-removals",
    ]);
    const letGo = await site({ rows: ROWS });
    await applyGoals(letGo, goals(ADOPTS));
    for (const kind of ["gtm.tag", "gtm.trigger"] as const)
      letGo.editEntities(kind, (one) => ({
        ...one,
        notes: String(one["notes"]).split("\n").slice(2).join("\n"),
      }));
    const then = await planned(letGo, without);
    expect([then.blockers, resourceChanges(then).filter(({ action }) => action === "delete")]).toEqual([
      [],
      [],
    ]);
    const removed = without.replace("goals:\n", "removed: [thanks]\ngoals:\n");
    expect((await planned(google, removed)).blockers).toEqual([]);
  });
});

test("a tag that says otherwise what the goal says is adopted and set as the file says", async () => {
  const google = await site({ rows: [row("method", "mail")] });
  const file = goals(ADOPTS.replace("/thanks", "/merci").replace(" }", ", parameters: { method: phone } }"));
  const [first] = (await planned(google, file)).changes;
  expect(first?.action).toBe("change");
  expect(first?.resources.map(({ kind, action, reason }) => [kind, action, reason])).toEqual([
    ["gtm.trigger", "adopt", "adopted_and_changed"],
    ["gtm.tag", "adopt", "adopted_and_changed"],
  ]);
  await applyGoals(google, file);
  expect((await planned(google, file)).changes).toEqual([]);
});

test("a dimension that others have made does not make a folder necessary", async () => {
  const google = await site({ rows: [row("method", "mail")] });
  google.plantDefinition("ga4.customDimension", {
    parameterName: "method",
    displayName: "Method",
    scope: "EVENT",
  });
  const file = goals(
    ADOPTS.replace(" }", ", parameters: { method: { value: mail, register: dimension } } }"),
  );
  const { changes } = await planned(google, file);
  expect(changes.map(({ action, resources }) => [action, resources.map(({ kind }) => kind)])).toEqual([
    ["adopt", ["gtm.trigger", "gtm.tag"]],
  ]);
  await applyGoals(google, file);
  expect((await planned(google, file)).changes).toEqual([]);
});

test("an approval to adopt one tag is none to adopt another", async () => {
  const google = await site();
  await plantTag(google, "GA4 - Thank you", "PV - Thanks");
  const digestFor = async (name: string) => {
    const plan = await planned(google, goals(ADOPTS.replace("GA4 - Thanks", name)));
    return resourceChanges(plan).find(({ kind }) => kind === "gtm.tag")?.digest;
  };
  expect(await digestFor("GA4 - Thanks")).not.toBe(await digestFor("GA4 - Thank you"));
});
