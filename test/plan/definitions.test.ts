/** Whose is what among rules, audiences, dimensions and metrics, and what happens to it: each on the sandbox. */

import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Compiled } from "../../src/resources/compiled.ts";
import { readDefinitionMark } from "../../src/resources/definition.ts";
import type {
  DefinitionKind,
  DesiredDefinition,
  DesiredResource,
  JsonObject,
} from "../../src/resources/resource.ts";
import { type AnalyticsScreen, analyticsScreenOf } from "../support/analytics-screen.ts";
import { audience, compiledWith, dimension, metric, rule } from "../support/definitions.ts";
import { type Goals, HEAD, MEASUREMENT_ID, openShop, type Shop } from "../support/shop.ts";

const RULE = "ga4.eventCreateRule";
const AUDIENCE = "ga4.audience";
const DIMENSION = "ga4.customDimension";
const METRIC = "ga4.customMetric";

/** A goal that GA4 receives by itself has its key event alone; the rule is put beside it. */
const goal = (id: string, more = "") => `  ${id}: { type: event, on: { ga4_event: ${id} }${more} }\n`;
const file = (...goals: string[]) => `${HEAD}goals:${goals.length === 0 ? " {}" : ""}\n${goals.join("")}`;
const NOTHING = file();
const THANKS = compiledWith(file(goal("thanks")), rule("thanks", "/thanks"));

let shop: Shop;
let analytics: AnalyticsScreen;
beforeEach(async () => {
  shop = await openShop();
  onTestFinished(() => shop.close());
  analytics = await analyticsScreenOf(shop);
});

async function changes(goals: Goals): Promise<string[]> {
  const { plan } = await shop.plan(goals);
  return plan.changes.flatMap(({ resources }) =>
    resources.map(({ action, address, reason }) => `${action} ${address} (${reason})`),
  );
}
async function codes(goals: Goals): Promise<{ blockers: string[]; warnings: string[] }> {
  const { blockers, warnings } = (await shop.plan(goals)).plan;
  return { blockers: blockers.map(({ code }) => code), warnings: warnings.map(({ code }) => code) };
}
async function ids(kind: DefinitionKind): Promise<string[]> {
  return (await analytics.list(kind)).map(({ name }) => String(name)).sort();
}
async function events(): Promise<string[]> {
  return (await analytics.list(RULE)).map(({ destinationEvent }) => String(destinationEvent)).sort();
}
async function applied(goals: Goals): Promise<void> {
  await shop.apply(goals);
  expect(await changes(goals)).toEqual([]);
}
const onPage = (page: string) => rule("thanks", page).body;
const ADDRESS = `${RULE}/thanks@${MEASUREMENT_ID}`;

describe("what is read", () => {
  const requests = async (goals: Goals) => (await shop.plan(goals)).plan.requests.read;

  test("a file that never used a list does not pay for it; one that does reads that list alone", async () => {
    expect(await requests(file(goal("thanks")))).toBe(5);
    expect(await requests(THANKS)).toBe(6);
    await shop.apply(THANKS);
    expect(await requests(THANKS)).toBe(6);
  });

  test("the owner's folder remembers the lists in use, and forgets them when the last of a kind is gone", async () => {
    const all = compiledWith(
      file(goal("thanks")),
      rule("thanks", "/a"),
      audience("deep", 5),
      dimension("plan", "Plan", "thanks"),
    );
    await applied(all);
    expect(await requests(NOTHING)).toBe(8);
    await applied(THANKS);
    expect(await requests(NOTHING)).toBe(6);
    await applied(NOTHING);
    expect(await requests(NOTHING)).toBe(5);
    expect(await events()).toEqual([]);
  });

  test("what the plan says that apply will request is what it requests", async () => {
    const all = compiledWith(
      file(goal("thanks")),
      rule("thanks", "/a"),
      audience("deep", 5),
      dimension("plan", "Plan", "thanks"),
    );
    const { requests } = (await shop.plan(all)).plan;
    const before = shop.sandbox.requests.length;
    await shop.apply(all);
    expect(shop.sandbox.requests.length - before).toBe(requests.read + requests.write);
  });
});

describe("an event create rule", () => {
  test("carries its mark as a parameter, and is created before the container is published", async () => {
    await applied(THANKS);
    const [live] = await analytics.list(RULE);
    expect(readDefinitionMark(RULE, live!)).toMatchObject({
      owner: "acme-shop",
      key: "thanks",
      remembers: ["key_event"],
    });
    const calls = shop.sandbox.requests.map(({ rpc }) => rpc!.slice(rpc!.lastIndexOf(".") + 1));
    expect(calls.indexOf("CreateEventCreateRule")).toBeGreaterThan(calls.indexOf("CreateKeyEvent"));
    expect(calls.indexOf("CreateEventCreateRule")).toBeLessThan(calls.indexOf("CreateContainerVersion"));
  });

  test("is wanted in each web stream; one more stream gets it as well", async () => {
    await applied(THANKS);
    await analytics.addWebStream("G-SECOND0001");
    expect(await changes(THANKS)).toEqual([`create ${RULE}/thanks@G-SECOND0001 (new)`]);
    await applied(THANKS);
    expect(await events()).toEqual(["thanks", "thanks"]);
    await applied(NOTHING);
    expect(await events()).toEqual([]);
  });

  test("a changed page changes it in place", async () => {
    await applied(THANKS);
    const before = await ids(RULE);
    const merci = compiledWith(
      file(goal("thanks")),
      rule("thanks", "/merci", { parameters: { source: "page" } }),
    );
    expect(await changes(merci)).toEqual([`update ${ADDRESS} (file_changed)`]);
    await applied(merci);
    expect(await ids(RULE)).toEqual(before);
    await applied(THANKS);
    expect((await analytics.list(RULE))[0]!["parameterMutations"]).toHaveLength(1);
  });

  test("edited in Analytics: the plan says so and puts it back", async () => {
    await applied(THANKS);
    await analytics.edit(RULE, "thanks", {
      eventConditions: (onPage("/ups") as JsonObject)["eventConditions"]!,
    });
    expect(await changes(THANKS)).toEqual([`update ${ADDRESS} (edited)`]);
    const merci = compiledWith(file(goal("thanks")), rule("thanks", "/merci"));
    expect(await changes(merci)).toEqual([`update ${ADDRESS} (file_changed_and_edited)`]);
    await applied(THANKS);
    expect((await analytics.list(RULE))[0]!["eventConditions"]).toEqual(
      (onPage("/thanks") as JsonObject)["eventConditions"],
    );
  });

  test("deleted in Analytics: it comes back, and the plan says that it was deleted", async () => {
    await applied(THANKS);
    await analytics.remove(RULE, "thanks");
    expect(await changes(THANKS)).toEqual([`create ${ADDRESS} (missing)`]);
    await applied(THANKS);
    expect(await events()).toEqual(["thanks"]);
  });

  test("another id keeps it at Google: with `was`, and when it does the same", async () => {
    await applied(THANKS);
    const before = await ids(RULE);
    const was = compiledWith(file(goal("merci")), rule("merci", "/merci", { was: "thanks" }));
    expect(await changes(was)).toContain(`update ${RULE}/merci@${MEASUREMENT_ID} (renamed)`);
    await applied(was);
    const same = compiledWith(
      file(goal("danke").replace("ga4_event: danke", "ga4_event: merci")),
      rule("danke", "/merci", { event: "merci" }),
    );
    expect(await changes(same)).toEqual([`update ${RULE}/danke@${MEASUREMENT_ID} (renamed)`]);
    await applied(same);
    expect(await ids(RULE)).toEqual(before);
  });

  test("several rules of one goal make the same event", async () => {
    const alternatives = (...pages: string[]) =>
      compiledWith(
        file(goal("thanks")),
        ...pages.map((page, n) => rule("thanks", page, { part: String(n + 1) })),
      );
    await applied(alternatives("/a", "/b", "/c"));
    expect(await events()).toEqual(["thanks", "thanks", "thanks"]);
    await applied(alternatives("/a", "/c"));
    expect(await events()).toEqual(["thanks", "thanks"]);
  });

  test("unmarked and doing exactly what is asked, it is adopted", async () => {
    await analytics.add(RULE, onPage("/thanks"));
    const before = await ids(RULE);
    expect(await changes(THANKS)).toContain(`adopt ${ADDRESS} (adopted)`);
    await applied(THANKS);
    expect(await ids(RULE)).toEqual(before);
  });

  test("of others is left alone, and a plan that makes the same event warns", async () => {
    await analytics.add(RULE, onPage("/other"));
    await analytics.add(RULE, { ...rule("theirs", "/theirs").body });
    const theirs = await analytics.list(RULE);
    expect((await codes(THANKS)).warnings).toContain("sent-twice");
    await applied(THANKS);
    await applied(NOTHING);
    expect(await analytics.list(RULE)).toEqual(theirs);
  });

  test("made twice because an answer got lost, the second is removed", async () => {
    await applied(THANKS);
    const [{ name: _, ...twin }] = (await analytics.list(RULE)) as [JsonObject];
    await analytics.add(RULE, twin);
    expect(await changes(THANKS)).toEqual([`delete ${ADDRESS} (surplus)`]);
    const elsewhere = { ...THANKS, keptDefinitions: [`${RULE}/thanks` as const] };
    expect(await changes(elsewhere)).toEqual([`delete ${ADDRESS} (surplus)`]);
    await applied(THANKS);
    expect(await events()).toEqual(["thanks"]);
  });

  test("a long owner and a long goal: the mark still fits, and is still known", async () => {
    const id = "a".repeat(39);
    const owner = "o".repeat(40);
    const long = (...goals: string[]) => file(...goals).replace("acme-shop", owner);
    const key = `${"f".repeat(40)}.${"s".repeat(40)}`;
    const step: DesiredResource = {
      ...rule("x", "/x"),
      address: `${RULE}/${key}`,
      users: [`funnel:${"f".repeat(40)}`],
    };
    await applied(compiledWith(long(goal(id)), rule(id, "/a"), step));
    expect((await analytics.list(RULE)).map((one) => readDefinitionMark(RULE, one)?.owner)).toEqual([
      owner,
      owner,
    ]);
    await applied(long());
    expect(await events()).toEqual([]);
  });
});

test("what another target wants in the same property stays when this one leaves it out", async () => {
  const all = compiledWith(
    file(goal("thanks")),
    rule("thanks", "/thanks"),
    audience("deep", 5),
    dimension("plan", "Plan", "thanks"),
  );
  await applied(all);
  const keptDefinitions = all.resources.map(({ address }) => address);
  const here = { ...compiledWith(NOTHING), keptDefinitions };
  expect(
    await changes({
      ...here,
      keptKeyEvents: [
        { event: "thanks", target: "staging" },
        { event: "deep", target: "staging" },
      ],
    }),
  ).toEqual(["delete gtm.folder/shared:folder (removed)"]);
  expect(await changes({ ...here, keptDefinitions: [`${RULE}/thanks`] })).not.toContain(
    `delete ${ADDRESS} (removed)`,
  );
});

describe("a rule is to a key event what a tag is", () => {
  test("the key event goes with the rule that made it one", async () => {
    await applied(THANKS);
    expect(await changes(NOTHING)).toContain("delete ga4.keyEvent/thanks (removed)");
    await applied(NOTHING);
    expect(await analytics.keyEvents()).toEqual(["purchase"]);
  });

  test("a forged mark makes no key event ours", async () => {
    await applied(compiledWith(file(goal("other")), rule("other", "/other")));
    await analytics.markKeyEvent("lead");
    const forged = { parameter: "goalform", parameterValue: "acme-shop/lead/0123456789abcdef/kv" };
    await analytics.add(RULE, { ...rule("lead", "/lead").body, parameterMutations: [forged] });
    expect(await changes(file(goal("other")))).not.toContain("delete ga4.keyEvent/lead (removed)");
    await applied(file(goal("other")));
    expect(await analytics.keyEvents()).toContain("lead");
  });

  test("a key event stays that a rule of somebody else makes as well", async () => {
    await applied(THANKS);
    await analytics.add(RULE, onPage("/other"));
    expect((await codes(NOTHING)).warnings).toContain("key-event-stays");
    await applied(NOTHING);
    expect(await analytics.keyEvents()).toEqual(["purchase", "thanks"]);
  });

  test("a value that we set is taken away, and one that we did not set stays", async () => {
    const worth = compiledWith(file(goal("thanks", ", value: 5")), rule("thanks", "/thanks"));
    await applied(worth);
    expect((await analytics.list(RULE)).map((one) => readDefinitionMark(RULE, one)?.remembers)).toEqual([
      ["key_event", "value"],
    ]);
    expect(await changes(THANKS)).toEqual([
      `update ga4.keyEvent/thanks (differs)`,
      `update ${ADDRESS} (remarked)`,
    ]);
    await applied(THANKS);
  });

  test("a protected goal is not removed without being asked for", async () => {
    await applied(compiledWith(file(goal("thanks")), rule("thanks", "/thanks", { isProtected: true })));
    expect((await codes(NOTHING)).blockers).toContain("protected-goal");
  });

  test("a protected goal may change from a tag to a rule that makes the same event", async () => {
    const protectedTag = `${HEAD}goals:\n  thanks: { type: destination, page: /thanks, protected: true }\n`;
    await applied(protectedTag);
    const byRule = compiledWith(file(goal("thanks")), rule("thanks", "/thanks", { isProtected: true }));
    expect((await codes(byRule)).blockers).toEqual([]);
    await applied(byRule);
    expect(await analytics.keyEvents()).toEqual(["purchase", "thanks"]);
  });

  test("an event that a tag of the container sends too is warned of", async () => {
    const both = compiledWith(
      `${HEAD}goals:\n  thanks: { type: destination, page: /thanks }\n`,
      rule("thanks", "/thanks"),
    );
    expect((await codes(both)).warnings).toContain("sent-twice");
  });
});

describe("a custom dimension", () => {
  const plan = compiledWith(file(goal("signup")), dimension("plan", "Plan", "signup"));
  const theirs = { parameterName: "plan", displayName: "Their plan", scope: "EVENT" };

  test("that already exists is what the file asks for, whoever made it: nothing at it is changed", async () => {
    await analytics.add(DIMENSION, theirs);
    const before = await analytics.list(DIMENSION);
    await applied(plan);
    await applied(NOTHING);
    expect(await analytics.list(DIMENSION)).toEqual(before);
  });

  test("of ours is changed in place, and archived when nobody asks for it", async () => {
    await applied(plan);
    const before = await ids(DIMENSION);
    const renamed = compiledWith(file(goal("signup")), dimension("plan", "Chosen plan", "signup"));
    expect(await changes(renamed)).toEqual([`update ${DIMENSION}/plan (file_changed)`]);
    await applied(renamed);
    expect(await ids(DIMENSION)).toEqual(before);
    await analytics.edit(DIMENSION, "Chosen plan", { displayName: "Mine" });
    expect(await changes(renamed)).toEqual([`update ${DIMENSION}/plan (edited)`]);
    await applied(file(goal("signup")));
    expect(await analytics.list(DIMENSION)).toEqual([]);
  });

  test("of another parameter is another dimension, also when it is called the same", async () => {
    await applied(plan);
    const other = compiledWith(file(goal("signup")), dimension("tariff", "Plan", "signup"));
    expect(await changes(other)).toEqual([
      `create ${DIMENSION}/tariff (new)`,
      `delete ${DIMENSION}/plan (removed)`,
    ]);
    await applied(other);
  });

  test("a description is cut where the mark needs the room", async () => {
    const long = dimension("plan", "Plan", "signup") as DesiredDefinition;
    const described = { ...long, body: { ...long.body, description: "Which plan ".repeat(13).trim() } };
    await applied(compiledWith(file(goal("signup")), described));
    const [{ description }] = (await analytics.list(DIMENSION)) as [{ description: string }];
    expect(description.length).toBeLessThanOrEqual(150);
    expect(description).toMatch(/^Which plan .*… goalform owner=acme-shop digest=[0-9a-f]{16}$/);
  });

  test("a metric of somebody else with another unit is warned of", async () => {
    const { body } = metric("paid", "Their paid", "signup", "SECONDS");
    await analytics.add(METRIC, body);
    const paid = compiledWith(file(goal("signup")), metric("paid", "Paid", "signup", "CURRENCY"));
    expect((await codes(paid)).warnings).toContain("metric-unit");
    expect((await changes(paid)).filter((change) => change.includes(METRIC))).toEqual([]);
  });

  test("a metric can change its unit", async () => {
    const paid = (unit: string) => compiledWith(file(goal("signup")), metric("paid", "Paid", "signup", unit));
    await applied(paid("STANDARD"));
    const before = await ids(METRIC);
    await applied(paid("SECONDS"));
    await applied(paid("CURRENCY"));
    expect(await ids(METRIC)).toEqual(before);
    await applied(NOTHING);
    expect(await ids(METRIC)).toEqual([]);
  });
});

describe("an audience", () => {
  const deep = (pages: number, more = {}): Compiled =>
    compiledWith(file(goal("deep")), audience("deep", pages, more));
  const names = async () =>
    (await analytics.list(AUDIENCE))
      .filter(({ filterClauses }) => filterClauses)
      .map(({ displayName }) => displayName);

  test("its name and trigger change in place", async () => {
    await applied(deep(5));
    const before = await ids(AUDIENCE);
    expect(await changes(deep(5, { displayName: "acme-shop - Readers" }))).toEqual([
      `update ${AUDIENCE}/deep (file_changed)`,
    ]);
    await applied(deep(5, { displayName: "acme-shop - Readers" }));
    await analytics.edit(AUDIENCE, "acme-shop - Readers", { displayName: "Mine" });
    expect(await changes(deep(5))).toEqual([`update ${AUDIENCE}/deep (file_changed_and_edited)`]);
    await applied(deep(5));
    expect(await ids(AUDIENCE)).toEqual(before);
  });

  test("another filter or duration can only be had by making it anew, and the plan says so", async () => {
    await applied(deep(5));
    const { plan } = await shop.plan(deep(6));
    expect(await changes(deep(6))).toEqual([`update ${AUDIENCE}/deep (replaced)`]);
    expect(plan.requests.write).toBe(3);
    await analytics.edit(AUDIENCE, "acme-shop - deep", { displayName: "Mine" });
    expect(await changes(deep(6))).toEqual([`update ${AUDIENCE}/deep (replaced_and_edited)`]);
    await applied(deep(6));
    await applied(deep(6, { days: 60 }));
    expect(await names()).toEqual(["acme-shop - deep"]);
  });

  test("archived in Analytics, it comes back", async () => {
    await applied(deep(5));
    await analytics.remove(AUDIENCE, "acme-shop - deep");
    expect(await changes(deep(5))).toEqual([`create ${AUDIENCE}/deep (missing)`]);
    await applied(deep(5));
  });

  test("of others with our name: adopted when it does the same, else in the way", async () => {
    const same = { ...audience("deep", 5).body, description: "By hand" };
    await analytics.add(AUDIENCE, same);
    const before = await ids(AUDIENCE);
    expect((await codes(deep(6))).blockers).toEqual(["name-taken"]);
    expect(await changes(deep(5))).toContain(`adopt ${AUDIENCE}/deep (adopted)`);
    await applied(deep(5));
    expect(await ids(AUDIENCE)).toEqual(before);
  });

  test("a copy made by hand is left alone, and told of", async () => {
    await applied(deep(5));
    const all = await analytics.list(AUDIENCE);
    const ours = all.find(({ displayName }) => displayName === "acme-shop - deep")!;
    const { name: _, createTime: __, ...copy } = ours;
    await analytics.add(AUDIENCE, { ...copy, displayName: "Copy of deep" });
    expect(await changes(deep(5))).toEqual([]);
    expect((await codes(deep(5))).warnings).toContain("copied");
  });

  test("goes with its goal, and so does the key event that it logs", async () => {
    await applied(deep(5));
    await applied(NOTHING);
    expect(await names()).toEqual([]);
    expect(await analytics.keyEvents()).toEqual(["purchase"]);
  });
});

describe("limits", () => {
  const rules = (count: number) =>
    compiledWith(NOTHING, ...Array.from({ length: count }, (_, n) => rule(`goal_${n}`, `/p${n}`)));

  test("50 rules in a web stream: those of others count, from 40 the plan warns", async () => {
    expect(await codes(rules(39))).toMatchObject({ blockers: [] });
    expect((await codes(rules(39))).warnings).not.toContain("many-rules");
    expect((await codes(rules(40))).warnings).toContain("many-rules");
    await analytics.add(RULE, rule("theirs", "/theirs").body);
    expect((await codes(rules(49))).blockers).toEqual([]);
    const { blockers } = (await shop.plan(rules(50))).plan;
    expect(blockers.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      `rule-limit: The web stream ${MEASUREMENT_ID} would have 51 event create rules; it can have 50 (it has 1 now, and those that are removed make room only afterwards).`,
    ]);
  });

  test("20 audiences with a trigger, 100 audiences, 50 dimensions and 50 metrics", async () => {
    const many = <T>(count: number, make: (n: number) => T) =>
      Array.from({ length: count }, (_, n) => make(n));
    const all = compiledWith(
      NOTHING,
      ...many(100, (n) => audience(`a${n}`, 5)),
      ...many(51, (n) => dimension(`d${n}`, `D ${n}`, "x")),
      ...many(51, (n) => metric(`m${n}`, `M ${n}`, "x", "STANDARD")),
    );
    expect((await codes(all)).blockers).toEqual([
      "dimension-limit",
      "metric-limit",
      "audience-limit",
      "trigger-limit",
    ]);
    const fits = compiledWith(
      NOTHING,
      ...many(20, (n) => audience(`a${n}`, 5)),
      ...many(50, (n) => dimension(`d${n}`, `D ${n}`, "x")),
    );
    expect((await codes(fits)).blockers).toEqual([]);
    await applied(fits);
  });
});

test("without publishing, what is gone from the file stays in Analytics until the version is live", async () => {
  const all = compiledWith(
    file(goal("thanks")),
    rule("thanks", "/a"),
    audience("deep", 5),
    dimension("plan", "Plan", "thanks"),
  );
  await applied(all);
  const { heldBack, isLive } = await shop.apply(NOTHING, { publish: false });
  expect(isLive).toBe(false);
  expect(heldBack.map((step) => step.do).sort()).toEqual([
    "delete key event",
    "remove definition",
    "remove definition",
    "remove definition",
  ]);
  expect(await events()).toEqual(["thanks"]);
  await applied(NOTHING);
  expect(await events()).toEqual([]);
  expect(await analytics.list(DIMENSION)).toEqual([]);
});
