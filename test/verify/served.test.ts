/** `verify --served`: goals that are served as the file says, otherwise, not at all, and twice; files that are not what they seem. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compile } from "../../src/compile/compile.ts";
import { forTarget } from "../../src/language/for-target.ts";
import { asAtGoogle } from "../../src/lift/desired.ts";
import { folder } from "../support/in-process.ts";
import { type Content, gtagJs, gtmJs, type Property, type Shown } from "../support/served-container.ts";
import { HEAD, MEASUREMENT_ID, reading } from "../support/shop.ts";

const GOALS = `${HEAD.replace("gtm: { container: GTM-TEST01 }", "gtm: { container: GTM-TEST01 }\n    google_tag: page")}goals:
  newsletter: { type: destination, page: /newsletter/thanks }
  registered: { type: event, on: { data_layer: registered }, where: { plan: { not: free }, seats: { at_least: 2 } } }
  engaged: { type: duration, longer_than: 4m }
  guide: { type: destination, page: /guide, via: ga4 }
  purchase: { type: event, on: { ga4_event: purchase } }
`;

interface Changed {
  readonly content?: (content: Content) => Content;
  readonly property?: (property: Property) => Property;
  readonly shown?: Shown;
}

/** What would be served of a file. */
function servedOf(
  yaml: string,
  { content = (one) => one, property = (one) => one, shown = {} }: Changed = {},
) {
  const { goalSet } = reading(yaml);
  const target = goalSet!.targets[0]!;
  const compiled = compile(forTarget(goalSet!, target.name), MEASUREMENT_ID, target.googleTag);
  const at = asAtGoogle(compiled);
  const { "gtm.tag": tags, "gtm.trigger": triggers, "gtm.variable": variables } = at.content.entities;
  return {
    "gtm.js": gtmJs(content({ tags, triggers, variables } as unknown as Content), shown),
    js: gtagJs(
      property({
        keyEvents: at.keyEvents!.map(({ eventName }) => eventName),
        rules: at.definitions["ga4.eventCreateRule"]!.map(({ body }) => body as never),
      }),
    ),
  };
}

async function verify(yaml: string, files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { goalform } = folder({ "goals.yaml": yaml, ...files });
  return goalform(["verify", "--served", "--gtm-js", "gtm.js", "--gtag-js", "js", ...args]);
}

async function statuses(yaml: string, files: Readonly<Record<string, string>>) {
  const { out } = await verify(yaml, files, "--format", "json");
  const { goals, steps = [] } = JSON.parse(out) as {
    goals: { goal: string; status: string; problems: { code: string }[] }[];
    steps?: { step: string; status: string; problems: { code: string }[] }[];
  };
  const all = [...goals, ...steps.map(({ step, ...one }) => ({ goal: step, ...one }))];
  return Object.fromEntries(
    all.map(({ goal, status, problems }) => [goal, [status, ...problems.map(({ code }) => code)].join(" ")]),
  );
}

const OTHER = GOALS.replace("seats: { at_least: 2 }", "seats: { at_least: 3 }").replace(
  "  engaged",
  "  extra: { type: destination, page: /extra }\n  engaged",
);

describe("one goal as the file says, one different, one missing", () => {
  for (const format of ["text", "json", "markdown", "junit"])
    test(format, async () => {
      const { out, exitCode } = await verify(OTHER, servedOf(GOALS), "--format", format);
      expect(exitCode).toBe(2);
      await expect(out).toMatchFileSnapshot(`served/goals.${format}`);
    });
});

test("everything that is served as the file says is exact, whatever it is compiled to", async () => {
  for (const minified of [false, true]) {
    const { exitCode, out } = await verify(GOALS, servedOf(GOALS, { shown: { minified } }));
    expect([exitCode, out]).toEqual([0, expect.stringContaining("5 goals: 5 as the file says.")]);
  }
});

test("a second tag that sends the event at the same moment makes it count twice", async () => {
  const second = (change: (tag: Content["tags"][number]) => object) => (content: Content) => ({
    ...content,
    tags: [
      ...content.tags,
      ...content.tags
        .filter(({ parameter }) => JSON.stringify(parameter).includes('"newsletter"'))
        .map((tag) => ({ ...tag, tagId: "77", ...change(tag) })),
    ],
  });
  const trigger = (filter: readonly object[]) => (content: Content) => {
    const { tags, triggers, variables } = second(() => ({ firingTriggerId: ["88"] }))(content);
    return { tags, variables, triggers: [...triggers, { triggerId: "88", type: "pageview", filter }] };
  };
  const condition = (type: string, arg1: string) => ({
    type,
    parameter: [
      { type: "template", key: "arg0", value: "{{Page Path}}" },
      { type: "template", key: "arg1", value: arg1 },
    ],
  });
  const status = async (content: (content: Content) => Content) =>
    (await statuses(GOALS, servedOf(GOALS, { content })))["newsletter"];
  expect(await status(second(() => ({})))).toBe("twice second-tag");
  expect(await status(trigger([]))).toBe("twice second-tag");
  expect(await status(trigger([condition("contains", "/thanks")]))).toBe("twice second-tag");
  expect(await status(trigger([condition("equals", "/thanks")]))).toBe("exact");
  expect(await status(second(() => ({ paused: true })))).toBe("exact");
  const elsewhere = (tag: Content["tags"][number]) => ({
    parameter: JSON.parse(JSON.stringify(tag["parameter"]).replace(MEASUREMENT_ID, "G-OTHER12345")),
  });
  expect(await status(second(elsewhere))).toBe("exact");
  const script = [
    {
      type: "template",
      key: "html",
      value: `<script>gtag('event', 'newsletter', { send_to: '${MEASUREMENT_ID}' })</script>`,
    },
  ];
  expect(await status(second(() => ({ type: "html", parameter: script })))).toBe("twice second-tag");
});

test("a tag that forwards events under their own names counts a second time only when it does so at that moment", async () => {
  const forwards = (content: Content) => ({
    ...content,
    tags: [
      ...content.tags,
      {
        ...content.tags.find(({ type }) => type === "gaawe")!,
        tagId: "77",
        parameter: [
          { type: "template", key: "eventName", value: "{{Event}}" },
          { type: "template", key: "measurementIdOverride", value: MEASUREMENT_ID },
        ],
        firingTriggerId: ["88"],
      },
    ],
    triggers: [
      ...content.triggers,
      {
        triggerId: "88",
        type: "customEvent",
        customEventFilter: [
          {
            type: "matchRegex",
            parameter: [
              { type: "template", key: "arg0", value: "{{_event}}" },
              { type: "template", key: "arg1", value: ".*" },
            ],
          },
        ],
      },
    ],
  });
  const found = await statuses(GOALS, servedOf(GOALS, { content: forwards }));
  expect(found).toMatchObject({ newsletter: "exact", registered: "twice second-tag", engaged: "exact" });
});

test("of several ways and exceptions, those that differ are named", async () => {
  const yaml = (way: string, cookie: string) => `${HEAD}goals:
  lead:
    type: event
    event: generate_lead
    any: [{ on: { form: callback } }, { page: ${way} }, { on: { data_layer: chat } }]
    unless: [{ cookie: { staff: { present: true } } }, { cookie: { agent: ${cookie} } }]
`;
  const served = servedOf(yaml("/thanks", "me"));
  expect(await statuses(yaml("/thanks", "me"), served)).toEqual({ lead: "exact" });
  const { out } = await verify(yaml("/danke", "you"), served);
  expect(out).toContain(
    "`any` is `{ page: /thanks }` in what is served (tag 11), and `{ page: /danke }` in the file.",
  );
  expect(out).toContain(
    "`unless` is `{ cookie: { agent: me } }` in what is served (tag 11), and `{ cookie: { agent: you } }` in the file.",
  );
});

test("what is not there, paused, or sent to another measurement id is missing", async () => {
  const of = async (change: object) => {
    const content = (all: Content) => ({
      ...all,
      tags: all.tags.map((tag) =>
        JSON.stringify(tag).includes('"newsletter"') ? { ...tag, ...change } : tag,
      ),
    });
    return (await verify(GOALS, servedOf(GOALS, { content }))).out;
  };
  expect(await of({ paused: true })).toContain("One GA4 event tag is paused");
  const elsewhere = [
    { type: "template", key: "eventName", value: "newsletter" },
    { type: "template", key: "measurementIdOverride", value: "G-OTHER12345" },
  ];
  expect(await of({ parameter: elsewhere })).toContain("sends it to another measurement id");
  const nothing = servedOf(GOALS, { content: () => ({ tags: [], triggers: [], variables: [] }) });
  expect((await verify(GOALS, nothing)).out).toContain("no-event-tags: No GA4 event tag at all is served");
});

test("a trigger whose listener is not served never fires", async () => {
  const yaml = `${HEAD}goals:\n  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n`;
  const served = servedOf(yaml);
  const deaf = {
    ...served,
    "gtm.js": served["gtm.js"].replace('"function": "__lcl"', '"function": "__zzz"'),
  };
  expect(await statuses(yaml, served)).toEqual({ call: "exact" });
  expect(await statuses(yaml, deaf)).toEqual({ call: "different listener-missing" });
});

describe("the session script", () => {
  const change = async (from: string | RegExp, to: string) => {
    const served = servedOf(GOALS, { shown: { minified: true } });
    return (await statuses(GOALS, { ...served, "gtm.js": served["gtm.js"].replace(from, to) }))["engaged"];
  };
  test("has the goal with its limit", async () => {
    expect(await change("longerThan:240", "longerThan:300")).toBe("different condition-differs");
    const entry = /\{\s*event:\\"goalform\.acme-shop\.engaged\\",\s*longerThan:240\s*\}/;
    expect(await change(entry, "")).toBe("different session-script-missing");
  });
  test("asks for the sessions of the measurement id", async () => {
    const own = `\\"goalform.acme-shop\\", \\"${MEASUREMENT_ID}\\"`;
    expect(await change(own, own.replace(MEASUREMENT_ID, "G-OTHER1"))).toBe(
      "different session-script-differs",
    );
  });
  test("runs on every page and history change", async () => {
    expect(await change('"gtm.historyChange"', '"gtm.other"')).toBe("different session-script-differs");
  });
  test("is there", async () => {
    expect(await change(/"function":"__html"/, '"function":"__paused"')).toBe(
      "different session-script-missing",
    );
  });
});

describe("a goal on a funnel", () => {
  const yaml = `${HEAD}goals:
  ordered: { type: event, on: { funnel: checkout } }
funnels:
  checkout: { within: 10m, steps: [{ id: cart, page: /cart }, { id: paid, on: { data_layer: paid } }] }
`;
  const change = async (content: (content: Content) => Content, minified = true) =>
    (await statuses(yaml, servedOf(yaml, { content, shown: { minified } })))["ordered"];
  const isCart = ({ name }: { readonly name?: unknown }) => String(name).includes("step-cart");

  test("is served as the file says", async () => {
    expect([await change((one) => one), await change((one) => one, false)]).toEqual(["exact", "exact"]);
  });
  test("has the tags of its steps", async () => {
    const without = (one: Content) => ({ ...one, tags: one.tags.filter((tag) => !isCart(tag)) });
    expect(await change(without)).toBe("different step-tag-missing");
  });
  test("whose tags fire when the steps are taken", async () => {
    const elsewhere = (one: Content) =>
      JSON.parse(JSON.stringify(one).replaceAll('"value":"/cart"', '"value":"/kart"')) as Content;
    expect(await change(elsewhere)).toBe("different step-tag-differs");
  });
});

describe("gtag/js", () => {
  const of = async (property: (property: Property) => Property) =>
    statuses(GOALS, servedOf(GOALS, { property }));
  const more = (...tags: Property["more"] & {}) => of((property) => ({ ...property, more: tags }));

  test("lacks a key event", async () => {
    const keyEvents = ["newsletter", "registered", "engaged", "guide"];
    const found = await of((property) => ({ ...property, keyEvents }));
    expect(found).toMatchObject({ newsletter: "exact", purchase: "missing key-event-missing" });
    expect(
      await of((property) => ({ ...property, keyEvents: [...keyEvents.slice(1), "purchase"] })),
    ).toMatchObject({
      newsletter: "different key-event-missing",
    });
  });

  test("has no event create rule, another one, or two", async () => {
    expect(await of((property) => ({ ...property, rules: [] }))).toMatchObject({
      guide: "missing rule-missing",
    });
    const two = await of((property) => ({ ...property, rules: [...property.rules!, ...property.rules!] }));
    expect(two).toMatchObject({ guide: "twice second-rule" });
    const another = await of((property) => ({
      ...property,
      rules: JSON.parse(
        JSON.stringify(property.rules)
          .replaceAll("guide", "guides")
          .replace('"destinationEvent":"guides"', '"destinationEvent":"guide"'),
      ) as never,
    }));
    expect(another).toMatchObject({ guide: "different condition-differs" });
  });

  test("makes the event of a goal that a tag counts", async () => {
    const rule = (value: string) => ({
      destinationEvent: "newsletter",
      eventConditions: [
        { field: "event_name", comparisonType: "EQUALS", value: "page_view" },
        { field: "page_location", comparisonType: "REGULAR_EXPRESSION", value },
      ],
      sourceCopyParameters: true,
    });
    const added = (...rules: object[]) =>
      of((property) => ({ ...property, rules: [...property.rules!, ...rules] as never }));
    const ours = servedOf(
      GOALS.replace("page: /newsletter/thanks }", "page: /newsletter/thanks, via: ga4 }"),
    );
    const [, pattern] = /const_value","([^"]*newsletter[^"]*)"/.exec(ours.js.replace(/"newsletter"/g, ""))!;
    expect(await added(rule(JSON.parse(`"${pattern}"`) as string))).toMatchObject({
      newsletter: "twice second-rule",
    });
    expect(await added(rule("/other"))).toMatchObject({ newsletter: "exact may-count-twice" });
  });

  test("changes the event before it is counted", async () => {
    const edit = {
      function: "__ogt_event_edit",
      vtp_precompiledRule: [
        "map",
        "event_name_predicate",
        [
          "map",
          "type",
          "eq",
          "values",
          ["list", ["map", "type", "event_name"], ["map", "type", "const", "const_value", "newsletter"]],
        ],
      ],
    };
    expect(await more(edit as never)).toMatchObject({ newsletter: "exact event-edited" });
  });

  test("says what enhanced measurement counts as well", async () => {
    const yaml = `${HEAD}goals:
  brochure: { type: event, on: { download: [zip] } }
  sent: { type: event, on: { form: contact } }
  searched: { type: event, on: { ga4_event: view_search_results } }
  partner: { type: event, on: { link: { outbound: true } } }
`;
    const properties: Property["more"] = [
      { function: "__ccd_em_download" },
      { function: "__ogt_auto_events", vtp_enableOutboundClick: true },
    ];
    const served = servedOf(yaml, { property: (one) => ({ ...one, more: properties }) });
    expect(await statuses(yaml, served)).toEqual({
      brochure: "exact enhanced-measurement",
      sent: "exact",
      searched: "exact enhanced-measurement-off",
      partner: "exact enhanced-measurement",
    });
  });

  test("lacks the host at which people pay, and the second site", async () => {
    const yaml = `${HEAD}goals:
  pay: { type: event, on: { link: { url: { contains: "www.paypal.com/checkout" } } } }
  here: { type: destination, page: { host: www.acme.example, path: /a } }
  there: { type: destination, page: { host: acme.shop, path: /b } }
`;
    const codes = async (...tags: Property["more"] & {}) => {
      const { out } = await verify(
        yaml,
        servedOf(yaml, { property: (one) => ({ ...one, more: tags }) }),
        "--format",
        "json",
      );
      return (JSON.parse(out) as { problems: { code: string }[] }).problems.map(({ code }) => code);
    };
    expect(await codes()).toEqual(["no-google-tag", "referral-exclusion-missing", "cross-domain-missing"]);
    expect(
      await codes(
        { function: "__ogt_referral_exclusion", vtp_includeConditions: ["list", "paypal\\.com"] },
        { function: "__ogt_cross_domain", vtp_rules: ["list", "acme\\.example", "acme\\.shop"] },
      ),
    ).toEqual(["no-google-tag"]);
  });

  test("lacks the payment service that a test passes through", async () => {
    const passes = `tests:\n  - name: a\n    visit: [{ page: "https://www.paypal.com/pay" }]\n    counts: newsletter\n`;
    const { out } = await verify(GOALS, { ...servedOf(GOALS), "goals.test.yaml": passes });
    expect(out).toContain("referral-exclusion-missing: The goals or their tests name paypal.com");
    const other = passes.replace("www.paypal.com", "paypal.com.example");
    expect((await verify(GOALS, { ...servedOf(GOALS), "goals.test.yaml": other })).out).not.toContain(
      "referral-ex",
    );
  });

  test("says how long a session lasts, and what internal traffic is", async () => {
    const property = (one: Property) => ({
      ...one,
      more: [
        { function: "__ogt_session_timeout", vtp_sessionMinutes: 15, vtp_sessionHours: 1 },
        { function: "__ogt_ip_mark", vtp_paramValue: "internal" },
      ],
    });
    const { out } = await verify(GOALS, servedOf(GOALS, { property }));
    expect(out).toContain("A session ends after 75 minutes");
    expect(out).toContain("Internal traffic is marked as internal.");
  });
});

test("a funnel's steps with events of their own are compared, and its audiences are not", async () => {
  const yaml = `${HEAD}goals:
  purchase: { type: event, on: { ga4_event: purchase } }
funnels:
  checkout: { steps: [{ id: cart, page: /cart }, { goal: purchase }], audiences: [completed] }
`;
  expect(await statuses(yaml, servedOf(yaml))).toEqual({ purchase: "exact", "checkout.cart": "exact" });
  expect((await verify(yaml, servedOf(yaml))).out).toContain("Audiences are not served: those of checkout");
  const other = yaml.replace("/cart", "/basket");
  expect(await statuses(other, servedOf(yaml))).toMatchObject({
    "checkout.cart": "different condition-differs",
  });
});

test("an older version is told by its number", async () => {
  const { out, exitCode } = await verify(GOALS, servedOf(GOALS), "--published", "13");
  expect(exitCode).toBe(0);
  expect(out).toContain("older-version: Version 12 of the container is served, and version 13 was published");
  expect((await verify(GOALS, servedOf(GOALS), "--published", "12")).out).not.toContain("older-version");
  const wrong = await verify(GOALS, servedOf(GOALS), "--published", "v13");
  expect([wrong.exitCode, wrong.err]).toEqual([
    1,
    expect.stringContaining("is not the number of a container version"),
  ]);
});

test("a container that people made is as the file says if it does the same", async () => {
  // Names, numbers and white space as in public copies of several years: constants as macros, older lists of parameters.
  const gtm = String.raw`
// Copyright 2012 Google Inc. All rights reserved.

(function(){

var data={
"resource": {
  "version":"41",

  "macros":[{"function":"__e"},{"function":"__c","vtp_value":"G-TEST123456"},{"function":"__u","vtp_component":"URL","vtp_enableMultiQueryKeys":false},{"function":"__v","vtp_name":"gtm.elementUrl","vtp_dataLayerVersion":1},{"function":"__v","vtp_name":"gtm.triggers","vtp_dataLayerVersion":2,"vtp_setDefaultValue":true,"vtp_defaultValue":""},{"function":"__v","vtp_dataLayerVersion":2,"vtp_setDefaultValue":false,"vtp_name":"method"},{"function":"__u","vtp_component":"PATH"}],
  "tags":[{"function":"__googtag","metadata":["map"],"once_per_event":true,"vtp_tagId":["macro",1],"tag_id":3},{"function":"__gaawe","metadata":["map"],"once_per_event":true,"vtp_sendEcommerceData":false,"vtp_eventName":"contact_sent","vtp_measurementIdOverride":["macro",1],"vtp_enableUserProperties":true,"tag_id":6},{"function":"__gaawe","metadata":["map"],"unlimited":true,"vtp_eventName":"directions","vtp_measurementIdOverride":"G-TEST123456","tag_id":9},{"function":"__gaawe","metadata":["map"],"consent":["list"],"once_per_event":true,"vtp_eventName":"sign_up","vtp_eventParameters":["list",["map","name","method","value",["macro",5]]],"vtp_measurementIdOverride":["macro",1],"tag_id":12},{"function":"__paused","vtp_originalTagType":"gaawe","tag_id":13},{"function":"__lcl","vtp_waitForTags":true,"vtp_checkValidation":false,"vtp_waitForTagsTimeout":"2000","vtp_uniqueTriggerId":"169992631_5","tag_id":14}],
  "predicates":[{"function":"_cn","arg0":["macro",2],"arg1":"message-sent"},{"function":"_eq","arg0":["macro",0],"arg1":"gtm.js"},{"function":"_eq","arg0":["macro",3],"arg1":"https:\/\/maps.example\/?q=acme"},{"function":"_eq","arg0":["macro",0],"arg1":"gtm.linkClick"},{"function":"_re","arg0":["macro",4],"arg1":"(^$|((^|,)169992631_5($|,)))"},{"function":"_eq","arg0":["macro",0],"arg1":"registered"},{"function":"_sw","arg0":["macro",6],"arg1":"\/test\/"},{"function":"_re","arg0":["macro",0],"arg1":".*"}],
  "rules":[[["if",1],["add",0,5]],[["if",0,1],["add",1]],[["if",2,3,4],["add",2]],[["if",5],["add",3]],[["if",6,7],["block",1,2,3]]]
},
"runtime":[ [50,"__e",[46,"a"],[36,"}{"]]]

};
})();`;
  const yaml = `${HEAD}goals:
  contact_sent: { type: destination, page: { url: { contains: message-sent } }, unless: [{ page: { path: { begins_with: /test/ } } }] }
  directions: { type: event, on: { link: { url: "https://maps.example/?q=acme" } }, unless: [{ page: { path: { begins_with: /test/ } } }] }
  sign_up: { type: event, on: { data_layer: registered }, parameters: { method: { data_layer: method } }, unless: [{ page: { path: { begins_with: /test/ } } }] }
`;
  const { goalform } = folder({ "goals.yaml": yaml, "gtm.js": gtm });
  const { out, exitCode } = await goalform(["verify", "--served", "--gtm-js", "gtm.js"]);
  expect(out).toContain("version 41, from gtm.js");
  expect(out).toContain("3 goals: 3 as the file says.");
  expect(out).toContain("Tag 9 also has the wait for other tags.");
  expect(exitCode).toBe(0);
});

describe("what is not the container of the target", () => {
  const refused = async (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const { out, exitCode } = await verify(GOALS, files, "--format", "json", ...args);
    const { error } = JSON.parse(out) as { error: { code: string; message: string } };
    return `${exitCode} ${error.code}: ${error.message}`;
  };
  const served = servedOf(GOALS);
  const nested = `var data = {"resource": ${'{"a":'.repeat(50_000)}1${"}".repeat(50_001)}`;

  test.each([
    ["nothing", "", "not-a-container: gtm.js cannot be read: it contains no container (no `var data = {`)."],
    [
      "a page",
      "<!doctype html><p>Not found</p>",
      "not-a-container: gtm.js cannot be read: it is a web page and not the script itself. Save what the address answers.",
    ],
    [
      "another script",
      "var data = [1, 2];",
      "not-a-container: gtm.js cannot be read: it contains no container (no `var data = {`).",
    ],
    [
      "data that a program has formatted",
      "var data = { resource: { version: '1', macros: [] } };",
      "not-a-container: gtm.js cannot be read: the data in it is not JSON with a container, as Google serves it; a program may have formatted it.",
    ],
    [
      "half of it",
      served["gtm.js"].slice(0, 2000),
      "not-a-container: gtm.js cannot be read: it is cut off: the data in it has no end.",
    ],
    [
      "code in place of data",
      'var data = {"resource": alert(1)};',
      "not-a-container: gtm.js cannot be read: the data in it is not JSON with a container, as Google serves it; a program may have formatted it.",
    ],
    ["a deep one", nested, "not-a-container: gtm.js cannot be read: its container has no tags and no rules."],
    [
      "a Google tag",
      served.js,
      `another-container: gtm.js is a Google tag (${MEASUREMENT_ID}), not a Tag Manager container.`,
    ],
    [
      "another container",
      servedOf(GOALS, { shown: { publicId: "GTM-OTHER1" } })["gtm.js"],
      "another-container: gtm.js is the container GTM-OTHER1, and the target has GTM-TEST01.",
    ],
  ])("%s", async (_, text, message) => {
    expect(await refused({ ...served, "gtm.js": text })).toBe(`1 ${message}`);
  });

  test("a file that is not there, and the settings of another measurement id", async () => {
    expect(await refused({ js: served.js })).toBe(
      "1 not-served: gtm.js cannot be read: there is no such file.",
    );
    const js = gtagJs({ measurementId: "G-OTHER12345" });
    expect(await refused({ ...served, js })).toBe(
      `1 another-container: js is for G-OTHER12345, and the target has ${MEASUREMENT_ID}.`,
    );
  });

  test("20 MB are read, and more are not", async () => {
    const filler = `"${"{\\\\".repeat(6_300_000)}"`;
    const large = served["gtm.js"].replace('"runtime":', `"filler": ${filler}, "runtime":`);
    expect(large.length).toBeLessThan(20_000_000);
    expect((await verify(GOALS, { ...served, "gtm.js": large })).exitCode).toBe(0);
    expect(await refused({ ...served, "gtm.js": `${large}${" ".repeat(2_000_000)}` })).toBe(
      "1 not-served: gtm.js cannot be read: it is larger than 20 MB.",
    );
  });
});

test("a hostile container changes nothing but its own verdicts", async () => {
  const served = servedOf(GOALS);
  const hostile = served["gtm.js"]
    .replace('"macros": [', '"__proto__": {"function": "__e"}, "constructor": {}, "macros": [')
    .replace('"tags": [', '"tags": [null, 7, [], {"function": 3}, {"__proto__": {"function": "__gaawe"}},')
    .replace(
      '"predicates": [',
      '"predicates": [{"function": "constructor", "arg0": ["macro", -1], "arg1": ["macro", 1e9]}, ',
    );
  // Everything before our own entries is counted as well, so that no number fits any more.
  const found = await statuses(GOALS, { ...served, "gtm.js": hostile });
  expect(Object.keys(found)).toEqual(["newsletter", "registered", "engaged", "guide", "purchase"]);
  expect(({} as { function?: string }).function).toBeUndefined();
  const said = served["gtm.js"].replaceAll(
    "/newsletter/thanks",
    "</td><script>alert(1)</script>|\\u001b[31m`x",
  );
  const { out } = await verify(GOALS, { ...served, "gtm.js": said }, "--format", "markdown");
  await expect(out.split("\n").find((line) => line.includes("newsletter"))).toMatchFileSnapshot(
    "served/hostile.markdown",
  );
  const text = (await verify(GOALS, { ...served, "gtm.js": said })).out;
  expect(text.includes("\u001b")).toBe(false);
});

test("values that nest without end, and thousands of rules for one tag", async () => {
  const served = servedOf(GOALS);
  const deep = `${"[".repeat(20_000)}1${"]".repeat(20_000)}`;
  const rules = Array.from({ length: 20_000 }, () => '[["if",0],["add",0]]').join(",");
  const hostile = served["gtm.js"]
    .replace('"vtp_eventName": "registered"', `"vtp_eventName": "registered", "vtp_odd": ${deep}`)
    .replace('"rules": [', `"rules": [${rules}, `);
  const { exitCode } = await verify(GOALS, { ...served, "gtm.js": hostile });
  expect(exitCode).toBe(2);
});

test("a variable that refers to itself ends", async () => {
  const served = servedOf(GOALS);
  const circle = '"macros": [{"function": "__c", "vtp_value": ["template", ["macro", 0], ["macro", 0]]}, ';
  const { exitCode } = await verify(GOALS, {
    ...served,
    "gtm.js": served["gtm.js"].replace('"macros": [', circle),
  });
  expect([0, 2]).toContain(exitCode);
});

test("a target without a public id needs the file, and its number is compared", async () => {
  const yaml = GOALS.replace("container: GTM-TEST01", 'account: "1", container: "169992631"').replace(
    "  newsletter:",
    '  call: { type: event, on: { link: { url: { begins_with: "tel:" } } } }\n  newsletter:',
  );
  expect((await verify(yaml, servedOf(yaml))).exitCode).toBe(0);
  const other = await verify(yaml, servedOf(yaml, { shown: { number: "4711" } }));
  expect(other.err).toContain("gtm.js is the container 4711, and the target has 169992631");
  const { goalform } = folder({ "goals.yaml": yaml });
  expect((await goalform(["verify", "--served"])).err).toContain(
    "Google serves a container by its public id",
  );
});

test("where one of the two is named, the other one is not read", async () => {
  const { goalform } = folder({ "goals.yaml": GOALS, ...servedOf(GOALS) });
  const gtm = await goalform(["verify", "--gtm-js", "gtm.js"]);
  expect([gtm.exitCode, gtm.out]).toEqual([0, expect.stringContaining("gtag/js was not read")]);
  expect(gtm.out).toContain("5 goals: 3 as the file says, 2 not tried.");
  const gtag = await goalform(["verify", "--gtag-js", "js"]);
  expect([gtag.exitCode, gtag.out]).toEqual([
    0,
    expect.stringContaining("5 goals: 2 as the file says, 3 not tried."),
  ]);
});

describe("over a network", () => {
  let server: Server;
  const seen: string[] = [];
  beforeAll(async () => {
    const served = servedOf(GOALS);
    server = createServer((request, response) => {
      seen.push(
        `${request.method} ${request.url} ${request.headers.cookie ?? ""}${request.headers.authorization ?? ""}`,
      );
      const text =
        request.url === "/gtm.js?id=GTM-TEST01"
          ? served["gtm.js"]
          : request.url === "/gtag/js"
            ? served.js
            : null;
      response.writeHead(text === null ? 404 : 200, { "content-type": "application/javascript" }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  test("each address is asked once, without credentials", async () => {
    const { goalform } = folder({ "goals.yaml": GOALS });
    const args = ["verify", "--served", "--gtm-js", at("/gtm.js?id=GTM-TEST01"), "--gtag-js", at("/gtag/js")];
    expect(await goalform(args, { GOALFORM_ACCESS_TOKEN: "secret" })).toMatchObject({ exitCode: 0 });
    expect(seen).toEqual(["GET /gtm.js?id=GTM-TEST01 ", "GET /gtag/js "]);
  });

  test("a container that was never published, and a host that does not answer", async () => {
    const { goalform } = folder({ "goals.yaml": GOALS });
    const unknown = await goalform(["verify", "--served", "--gtm-js", at("/gtm.js?id=GTM-NONE")]);
    expect([unknown.exitCode, unknown.err]).toEqual([
      1,
      expect.stringContaining("there is no published container or tag"),
    ]);
    const silent = await goalform([
      "verify",
      "--served",
      "--gtm-js",
      "http://127.0.0.1:1/gtm.js",
      "--format",
      "json",
    ]);
    expect([silent.exitCode, JSON.parse(silent.out)]).toMatchObject([
      1,
      { ok: false, error: { code: "not-served" } },
    ]);
  });
});
