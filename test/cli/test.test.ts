/** `goalform test` and `goalform explain GOAL`: which files, which exit code, which data. */
import { describe, expect, test } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  contact: { type: event, on: { form: contact } }
`;
const tests = (more: string) => `version: 1\nsite: https://www.acme.example\ntests:\n${more}`;
const RIGHT = tests("  - { name: right, goal: thanks, counts_on: /thanks }\n");
const WRONG = tests("  - { name: wrong, visit: [{ page: /thanks/ }], counts: thanks }\n");

describe("goalform test", () => {
  test("passes, fails, or says that a file is wrong", async () => {
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": RIGHT });
    expect((await here.built(["test"])).exitCode).toBe(0);
    here.write("goals.test.yaml", WRONG);
    expect((await here.built(["test"])).exitCode).toBe(2);
    here.write("goals.test.yaml", tests("  - { name: a, goal: thank, counts_on: /a }\n"));
    const { exitCode, err } = await here.built(["test"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("error[unknown-goal]");
    expect(err).toContain("goals.test.yaml:4:22");
    here.write("goals.yaml", GOALS.replace("destination", "destnation"));
    expect((await here.built(["test"])).exitCode).toBe(1);
  });

  test("without tests says where they would be", async () => {
    const { exitCode, err } = await folder({ "goals.yaml": GOALS }).goalform(["test"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("There are no tests for goals.yaml: there is no goals.test.yaml.");
  });

  test("finds tests next to the goals file and next to what it includes, and includes none", async () => {
    const here = folder({
      "goals.yaml": `${HEAD}include: ["goals/*.yaml"]\ngoals:\n  thanks: { type: destination, page: /thanks }\n`,
      "goals/shop.yaml": "goals:\n  contact: { type: event, on: { form: contact } }\n",
      "goals/shop.test.yaml": tests(
        "  - { name: form, visit: [{ page: / }, { form: contact }], counts: contact }\n",
      ),
      "goals.test.yaml": RIGHT,
      "more.test.yaml": tests("  - { name: more, goal: thanks, not_on: / }\n"),
      "other.yaml": GOALS,
      "other.test.yaml": WRONG,
      "else.test.yaml": `goals: other.yaml\n${WRONG}`,
    });
    expect((await here.goalform(["validate"])).exitCode).toBe(0);
    const { out, exitCode } = await here.goalform(["test", "--format", "json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out).tests.map(({ at }: { at: { file: string } }) => at.file)).toEqual([
      "goals.test.yaml",
      "more.test.yaml",
      "goals/shop.test.yaml",
    ]);
    expect((await here.goalform(["test", "else.test.yaml"])).exitCode).toBe(2);
    expect((await here.goalform(["test", "other.test.yaml"])).exitCode).toBe(2);
    expect((await here.goalform(["test", "goals/shop.test.yaml"])).exitCode).toBe(0);
    expect((await here.goalform(["test", "-f", "goals.test.yaml"])).exitCode).toBe(0);
  });

  test("as data has the keys of goalform.test/1", async () => {
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": WRONG });
    const { out } = await here.goalform(["test", "--format", "json"]);
    const data = JSON.parse(out);
    expect(data).toMatchObject({ ok: false, format: "goalform.test/1", summary: { passed: 0, failed: 1 } });
    expect(data.tests[0]).toMatchObject({
      name: "wrong",
      at: { file: "goals.test.yaml", line: 4 },
      status: "failed",
      expectations: [{ goal: "thanks", expected: 1, actual: 0 }],
      moments: [
        {
          at: "0:00",
          step: "page /thanks/",
          goal: "thanks",
          conditions: [{ text: 'path is "/thanks"', seen: "/thanks/", holds: false }],
        },
      ],
    });
  });

  test("a wrong file is an error as data, too", async () => {
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": tests("  - { name: a }\n") });
    const { out, exitCode } = await here.goalform(["test", "--format", "json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      error: { code: "invalid-tests-file" },
      diagnostics: [{ code: "missing-key" }],
    });
  });

  test("needs no ids of the target", async () => {
    const goals = GOALS.replace(
      /property: "\d+", measurement_id: \S+/,
      'property: "${P}", measurement_id: "${M}"',
    );
    expect(goals).toContain("${M}");
    expect(
      (await folder({ "goals.yaml": goals, "goals.test.yaml": RIGHT }).goalform(["test"])).exitCode,
    ).toBe(0);
  });
});

describe("recordings", () => {
  const RECORDER = JSON.stringify({
    title: "Buy",
    steps: [
      { type: "setViewport", width: 1, height: 1 },
      { type: "navigate", url: "https://www.acme.example/shop" },
      {
        type: "click",
        selectors: [["aria/Send"], ["button#send"]],
        assertedEvents: [{ type: "navigation", url: "https://www.acme.example/thanks" }],
      },
    ],
  });
  const entry = (url: string, startedDateTime: string, more: object = {}) => ({
    pageref: url,
    startedDateTime,
    _resourceType: "document",
    request: { method: "GET", url },
    response: { status: 200, content: { mimeType: "text/html" } },
    ...more,
  });
  const HAR = JSON.stringify({
    log: {
      version: "1.2",
      creator: { name: "a", version: "1" },
      entries: [
        entry("https://www.acme.example/", "2026-01-01T00:00:00Z"),
        entry("https://www.acme.example/a.js", "2026-01-01T00:00:01Z", { _resourceType: "script" }),
        entry("https://www.acme.example/thanks", "2026-01-01T00:05:00Z"),
      ],
    },
  });
  const files = (more: string) => ({
    "goals.yaml": GOALS,
    "buy.json": RECORDER,
    "buy.har": HAR,
    "goals.test.yaml": tests(more),
  });

  test("say which pages were viewed, and nothing about clicks", async () => {
    const here = folder(
      files(
        "  - { name: pages, recording: buy.json, counts: thanks }\n  - { name: har, har: buy.har, counts: thanks }\n  - { name: acts, recording: buy.json, not: contact }\n",
      ),
    );
    const { out, exitCode } = await here.goalform(["test", "--format", "json"]);
    expect(exitCode).toBe(2);
    const [pages, har, acts] = JSON.parse(out).tests;
    expect([pages.status, har.status, acts.status]).toEqual(["passed", "passed", "failed"]);
    expect(acts.expectations[0]).toMatchObject({
      actual: null,
      unjudged: expect.stringMatching(/a click without its page.*use verify$/),
    });
  });

  test("a broken one is a mistake in the tests file", async () => {
    const here = folder({
      ...files("  - { name: a, recording: buy.json, counts: thanks }\n"),
      "buy.json": "{",
    });
    const { exitCode, err } = await here.goalform(["test"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("`buy.json` cannot be played: it is not JSON.");
  });

  test("become a visit with its clicks to be filled in", async () => {
    const { out } = await folder(files("")).goalform(["test", "--from", "buy.json"]);
    expect(out).toContain(
      '      - page: "/shop"\n      # Clicked: aria/Send  button#send\n      - click: "<button id=\\"send\\"></button>"\n      - page: "/thanks"\n',
    );
    const here = folder({ "goals.yaml": GOALS, "goals.test.yaml": out });
    expect((await here.goalform(["test"])).err).toContain("`counts` is empty");
    here.write("goals.test.yaml", out.replace("counts:", "counts: thanks"));
    expect((await here.goalform(["test"])).exitCode).toBe(0);
  });
});

test("goalform add --from prints goals for what was clicked, by the selector that lasts", async () => {
  const steps = [
    { type: "navigate", url: "https://www.acme.example/shop" },
    {
      type: "click",
      selectors: [
        ["aria/Add to cart"],
        ["main > div:nth-of-type(2) button"],
        ["#add-to-cart"],
        ["xpath///*[@id=1]"],
      ],
    },
    { type: "click", selectors: [["aria/Add to cart"], ["div:nth-of-type(3) > button"]] },
    { type: "click", selectors: [["[data-cta=hero]"], [".css-1a2b3c"]] },
  ];
  const here = folder({
    "buy.json": JSON.stringify({ title: "Buy", steps }),
    "page.html": "<button id=add-to-cart>Add to cart</button><a data-cta=hero>1</a><a data-cta=hero>2</a>",
  });
  const { out, exitCode } = await here.built(["add", "--from", "buy.json", "--html", "page.html"]);
  expect(exitCode).toBe(0);
  expect(out).toContain('  add_to_cart:\n    type: event\n    on: { click: "#add-to-cart" }\n');
  expect(out).toContain("# #add-to-cart finds 1 element of the page.");
  expect(out).toContain("  add_to_cart_2:\n    type: event\n    on: { click: { text: Add to cart } }\n");
  expect(out).toContain("# [data-cta=hero] finds 2 elements of the page: all of them count.");
  here.write("goals.yaml", HEAD + out);
  expect((await here.goalform(["validate"])).exitCode).toBe(0);
  expect((await here.goalform(["add", "--from", "page.html"])).exitCode).toBe(1);
});

describe("goalform explain GOAL", () => {
  const here = () => folder({ "goals.yaml": GOALS });
  test("says why a page counts, and as data has the keys of goalform.explain/1", async () => {
    const { out, exitCode } = await here().goalform([
      "explain",
      "thanks",
      "--page",
      "https://www.acme.example/Thanks",
      "--format",
      "json",
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      format: "goalform.explain/1",
      goals: [{ goal: "thanks", verdict: "nearly" }],
      moments: [
        {
          at: "0:00",
          step: "page https://www.acme.example/Thanks",
          goal: "thanks",
          conditions: [{ seen: "/Thanks", holds: false }],
        },
      ],
    });
  });
  test("every goal without one, and what is pushed or done", async () => {
    const { out } = await here().goalform([
      "explain",
      "--page",
      "/",
      "--push",
      '{"event":"a"}',
      "--step",
      "form: contact",
    ]);
    expect(out).toContain("contact  counts once");
    expect(out).toContain("Does not count: thanks");
  });
  test.each([
    [["thnks", "--page", "/"], "Did you mean `thanks`?"],
    [["thanks", "--page", "/", "--push", "{"], "This is not JSON: {"],
    [["thanks", "--page", "/", "--step", "frm: a"], "There is no key `frm` in a step of a visit."],
    [[], "neither a code nor a page is given"],
  ])("%j is refused", async (args, says) => {
    const { exitCode, err } = await here().goalform(["explain", ...args]);
    expect(exitCode).toBe(1);
    expect(err).toContain(says);
  });
  test("a code is still explained", async () => {
    expect((await here().built(["explain", "unknown-key"])).out).toContain("unknown-key");
  });
  test("the tags of others that fire", async () => {
    const { out } = await folder({ "goals.yaml": GOALS, "export.json": EXPORT }).goalform([
      "explain",
      "thanks",
      "--page",
      "https://www.acme.example/thanks",
      "--from",
      "export.json",
    ]);
    expect(out).toContain(
      "1 other tag of the container fires:\n\nOld thanks  fires once: sends the event thanks, which counts as thanks as well",
    );
  });
});

const EXPORT = JSON.stringify({
  exportFormatVersion: 2,
  exportTime: "2026-01-01 00:00:00",
  containerVersion: {
    accountId: "1",
    containerId: "2",
    containerVersionId: "0",
    container: { accountId: "1", containerId: "2", name: "a", publicId: "GTM-TEST01", usageContext: ["WEB"] },
    tag: [
      {
        accountId: "1",
        containerId: "2",
        tagId: "5",
        name: "Old thanks",
        type: "gaawe",
        parameter: [
          { type: "TEMPLATE", key: "eventName", value: "thanks" },
          { type: "TEMPLATE", key: "measurementIdOverride", value: "G-TEST123456" },
        ],
        firingTriggerId: ["4"],
        tagFiringOption: "ONCE_PER_EVENT",
      },
    ],
    trigger: [
      {
        accountId: "1",
        containerId: "2",
        triggerId: "4",
        name: "Thanks",
        type: "PAGEVIEW",
        filter: [
          {
            type: "CONTAINS",
            parameter: [
              { type: "TEMPLATE", key: "arg0", value: "{{Page Path}}" },
              { type: "TEMPLATE", key: "arg1", value: "thanks" },
            ],
          },
        ],
      },
    ],
    builtInVariable: [{ accountId: "1", containerId: "2", type: "PAGE_PATH", name: "Page Path" }],
  },
});

describe("goalform explain --live", () => {
  const ASKED = ["explain", "thanks", "--page", "https://www.acme.example/thanks"];
  const SAID =
    "1 other tag of the container fires:\n\nOld thanks  fires once: sends the event thanks, which counts as thanks as well";
  const properties = [{ property: PROPERTY, measurementId: MEASUREMENT_ID }];

  test("shows the tags of others that are live, not those of the file", async () => {
    const containers = [{ publicId: CONTAINER, export: JSON.parse(EXPORT) as unknown }];
    const sandbox = await startSandbox({ seed: { properties, containers } });
    const here = folder({ "goals.yaml": GOALS });
    const at = ["--endpoint", sandbox.url];
    expect((await here.goalform([...ASKED, "--live", ...at])).out).toContain(SAID);
    expect((await here.goalform(["apply", "--auto-approve", ...at])).exitCode).toBe(0);
    expect((await here.goalform([...ASKED, ...at])).out).toContain(SAID);
    const nowhere = await here.goalform([...ASKED, "--target", "nowhere", ...at]);
    expect(nowhere.err).toContain("unknown-target");
    await sandbox.close();
  });

  test("a container that cannot be seen is an error", async () => {
    const sandbox = await startSandbox({ seed: { properties, containers: [] } });
    const here = folder({ "goals.yaml": GOALS });
    const { exitCode, err } = await here.goalform([...ASKED, "--endpoint", sandbox.url]);
    expect(exitCode).toBe(1);
    expect(err).toContain(CONTAINER);
    await sandbox.close();
  });

  test("the embedded sandbox, or an export, but not both", async () => {
    const here = folder({ "goals.yaml": GOALS, "export.json": EXPORT });
    const { out } = await here.goalform([...ASKED, "--sandbox"]);
    expect(out).toContain("Google tag G-TEST123456  fires once: a tag of type googtag");
    const { exitCode, err } = await here.goalform([...ASKED, "--live", "--from", "export.json"]);
    expect(exitCode).toBe(1);
    expect(err).toContain("--from names one container and --live another.");
  });
});
