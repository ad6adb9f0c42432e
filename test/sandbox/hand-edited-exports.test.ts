/** Container exports that somebody edited: what is wrong is said with file, line, entity and field; never a stack. */
import { expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";

const TRIGGER = { triggerId: "3", name: "Pages", type: "PAGEVIEW" };
const TAG = { tagId: "4", name: "Hello", type: "html", firingTriggerId: ["3"], parameter: [] as unknown };

function file(version: object, more: object = {}): string {
  const containerVersion = {
    container: { usageContext: ["WEB"] },
    trigger: [TRIGGER],
    tag: [TAG],
    ...version,
  };
  return JSON.stringify({ exportFormatVersion: 2, containerVersion, ...more }, null, 2);
}

const utf16 = (text: string) =>
  new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]));

const CASES: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ["no id", file({ tag: [{ ...TAG, tagId: undefined }] }), /:\d+: tag\[0\] \("Hello"\): tagId is missing\./],
  [
    "an id that is a word",
    file({ tag: [{ ...TAG, tagId: "x" }] }),
    /:\d+: tag\[0\] \("Hello"\): tagId is "x", not a number/,
  ],
  ["an id that is null", file({ tag: [{ ...TAG, tagId: null }] }), /tag\[0\] \("Hello"\): tagId is missing/],
  ["no name", file({ trigger: [{ ...TRIGGER, name: undefined }] }), /trigger\[0\]: name is missing/],
  ["no type", file({ tag: [{ ...TAG, type: undefined }] }), /tag\[0\] \("Hello"\): type is missing/],
  [
    "an unknown type",
    file({ trigger: [{ ...TRIGGER, type: "NOPE" }] }),
    /:\d+: trigger\[0\] \("Pages"\): type cannot be read: .*"NOPE"/,
  ],
  [
    "one id twice",
    file({ trigger: [TRIGGER, { ...TRIGGER, name: "B" }] }),
    /:\d+: trigger\[1\] \("B"\): triggerId "3" is that of trigger\[0\] too/,
  ],
  [
    "one name twice",
    file({ trigger: [TRIGGER, { ...TRIGGER, triggerId: "9" }] }),
    /trigger\[1\] \("Pages"\): name "Pages" is that of trigger\[0\] too/,
  ],
  [
    "parameters that are an object",
    file({ tag: [{ ...TAG, parameter: {} }] }),
    /:\d+: tag\[0\] \("Hello"\): parameter cannot be read/,
  ],
  [
    "a parameter that is a text",
    file({ tag: [{ ...TAG, parameter: ["x"] }] }),
    /tag\[0\] \("Hello"\): parameter\[0\] cannot be read/,
  ],
  [
    "a wrong field deep inside",
    file({ tag: [{ ...TAG, parameter: [{ type: "LIST", list: [{ type: 5.5 }] }] }] }),
    /tag\[0\] \("Hello"\): parameter\[0\]\.list\[0\]\.type cannot be read/,
  ],
  ["a tag that is a text", file({ tag: ["x"] }), /:\d+: tag\[0\]: it is not an object/],
  ["a tag that is null", file({ tag: [null] }), /tag\[0\]: it is not an object/],
  ["tags that are an object", file({ tag: {} }), /:\d+: tag is not a list/],
  ["null for the folders", file({ folder: null }), /:\d+: folder is not a list/],
  [
    "an unknown built-in variable",
    file({ builtInVariable: [{ type: "NOPE" }] }),
    /builtInVariable\[0\]: type cannot be read/,
  ],
  [
    "a built-in variable without a type",
    file({ builtInVariable: [{}] }),
    /builtInVariable\[0\]: type is missing/,
  ],
  ["a container that is a text", file({ container: "x" }), /:\d+: container is not an object/],
  [
    "a container for nothing known",
    file({ container: { usageContext: ["TOASTER"] } }),
    /container\.usageContext: "TOASTER" is none of web/,
  ],
  ["an account that is a number", file({ accountId: 7 }), /:\d+: accountId is not a text/],
  [
    "another format",
    file({}, { exportFormatVersion: "2" }),
    /:2: Container exports of format "2" cannot be read/,
  ],
  ["no version", JSON.stringify({ exportFormatVersion: 2 }), /it has no containerVersion/],
  [
    "a list for the version",
    JSON.stringify({ exportFormatVersion: 2, containerVersion: [] }),
    /it has no containerVersion/,
  ],
  ["an export in a list", `[${file({})}]`, /This is a list, not a Tag Manager container export/],
  ["null", "null", /it has no containerVersion/],
  ["a missing comma", '{\n  "exportFormatVersion": 2\n  "containerVersion": {}\n}', /it is not valid JSON/],
  ["a cut file", file({}).slice(0, 100), /it is not valid JSON/],
  ["nothing", "", /it is empty/],
  ["UTF-16", utf16(file({})), /UTF-16\. Save it as UTF-8/],
  ["Latin-1", new Uint8Array([0x7b, 0xfc, 0x7d]), /not written in UTF-8/],
  ["a ZIP archive", new Uint8Array([0x50, 0x4b, 3, 4]), /ZIP archive/],
];

it.each(CASES)("%s", async (_, content, message) => {
  const here = folder({ "edited.json": content });
  const { exitCode, err } = await here.goalform(["sandbox", "--container", "edited.json"]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^error\[container-export\]: edited\.json(:\d+)?: .*\nhelp: .*\n$/);
  expect(err).toMatch(message);
});

it("a file that is not there", async () => {
  const { exitCode, err } = await folder().goalform(["sandbox", "--container", "none.json"]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^error\[container-export\]: none\.json: there is no such file/);
});

it.each([["a byte order mark", `\ufeff${file({})}`]])("%s does no harm", async (_, content) => {
  const { readContainerExport } = await import("../../src/machine/container-export.ts");
  const emulator = await import("../../src/sandbox/sandbox.ts");
  const here = folder({ "edited.json": content });
  expect(readContainerExport(`${here.path}/edited.json`, emulator, () => {})).toHaveProperty(
    "containerVersion",
  );
});

/** What is said about a file that the sandbox takes. */
async function warningsOf(version: object): Promise<string> {
  const { readContainerExport } = await import("../../src/machine/container-export.ts");
  const emulator = await import("../../src/sandbox/sandbox.ts");
  const here = folder({ "edited.json": file(version) });
  let said = "";
  readContainerExport(`${here.path}/edited.json`, emulator, (text) => {
    said += text;
  });
  return said;
}

const html = (value: string) => [{ type: "TEMPLATE", key: "html", value }];
const equals = (variable: string) => ({
  type: "EQUALS",
  parameter: [
    { type: "TEMPLATE", key: "arg0", value: variable },
    { type: "TEMPLATE", key: "arg1", value: "x" },
  ],
});

it.each([
  [
    "trigger",
    { tag: [{ ...TAG, firingTriggerId: ["3", "99"] }] },
    'tag[0] ("Hello"): firingTriggerId[1] names trigger 99',
  ],
  [
    "exception",
    { tag: [{ ...TAG, blockingTriggerId: ["98"] }] },
    'tag[0] ("Hello"): blockingTriggerId[0] names trigger 98',
  ],
  [
    "variable in a tag",
    { tag: [{ ...TAG, parameter: html("<b>{{Gone}}</b>") }] },
    'tag[0] ("Hello"): parameter[0].value uses the variable {{Gone}}',
  ],
  [
    "variable in a trigger",
    { trigger: [{ ...TRIGGER, filter: [equals("{{Gone}}")] }] },
    'trigger[0] ("Pages"): filter[0].parameter[0].value uses the variable {{Gone}}',
  ],
  [
    "setup tag",
    { tag: [{ ...TAG, setupTag: [{ tagName: "First" }] }] },
    'tag[0] ("Hello"): setupTag[0].tagName names the tag "First"',
  ],
  ["folder", { tag: [{ ...TAG, parentFolderId: "7" }] }, 'tag[0] ("Hello"): parentFolderId names folder 7'],
])("a %s that is not in the file is said with line, entity and field", async (_, version, expected) => {
  const said = await warningsOf(version);
  expect(said).toMatch(
    /^warning\[container-export\]: edited\.json:\d+: .*, which is not in the file\.\nhelp: .*\n$/,
  );
  expect(said).toContain(expected);
});

it("twenty warnings are shown, the others counted; a whole file has none", async () => {
  const tags = Array.from({ length: 23 }, (_, index) => ({
    ...TAG,
    tagId: String(index + 10),
    name: `T\u001b${index}`,
    firingTriggerId: ["99"],
  }));
  const said = await warningsOf({ tag: tags });
  expect(said.match(/^warning/gm)).toHaveLength(20);
  expect(said).toContain("and 3 more like these.");
  expect(said).not.toContain("\u001b");
  expect(await warningsOf({})).toBe("");
  expect(await warningsOf({ tag: [{ ...TAG, firingTriggerId: ["2147479553", "2147479574"] }] })).toBe("");
});

const CONTAINER = "/tagmanager/v2/accounts/11/containers/22";

async function answers(version: object, paths: readonly string[], switches = {}) {
  const sandbox = await startSandbox({
    switches,
    seed: {
      properties: [],
      containers: [{ publicId: "GTM-T", account: "11", container: "22", export: JSON.parse(file(version)) }],
    },
  });
  const send = async (path: string, init: object = {}) => {
    const headers = { authorization: "Bearer t", "content-type": "application/json" };
    const answer = await fetch(sandbox.url + CONTAINER + path, { headers, ...init });
    return { status: answer.status, body: await answer.json() };
  };
  const all = [];
  for (const path of paths) all.push(await send(path));
  return { all, send, close: () => sandbox.close() };
}

const KINDS = ["templates", "clients", "transformations", "zones", "gtag_config"].map(
  (kind) => `/workspaces/2/${kind}`,
);

it("lists of kinds that the container has none of are empty", async () => {
  const { all, close } = await answers({}, [...KINDS, "/destinations"]);
  expect(all).toEqual(Array.from({ length: KINDS.length + 1 }, () => ({ status: 200, body: {} })));
  await close();
});

it("what an export brings along is listed", async () => {
  const { all, close } = await answers(
    { customTemplate: [{ templateId: "7", name: "Ours", templateData: "x" }] },
    KINDS.slice(0, 1),
  );
  expect(all[0]!.body).toMatchObject({ template: [{ templateId: "7", name: "Ours", workspaceId: "2" }] });
  await close();
});

it.each([
  ["drop", "linkClick", false],
  ["drop", "click", false],
  ["drop", "formSubmission", false],
  ["drop", "timer", true],
  ["keep", "linkClick", true],
] as const)("autoEventFilter=%s on %s", async (autoEventFilter, type, isKept) => {
  const { send, close } = await answers({}, [], { autoEventFilter });
  const condition = {
    type: "equals",
    parameter: [
      { type: "template", key: "arg0", value: "{{Page Path}}" },
      { type: "template", key: "arg1", value: "/" },
    ],
  };
  const trigger = { name: "T", type, autoEventFilter: [condition], filter: [condition] };
  const made = await send("/workspaces/2/triggers", { method: "POST", body: JSON.stringify(trigger) });
  expect(made).toMatchObject({ status: 200, body: { filter: [{ type: "equals" }] } });
  expect("autoEventFilter" in (made.body as object)).toBe(isKept);
  await close();
});
