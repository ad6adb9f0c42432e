/** Whole outputs of `goalform import`: what was asked, both streams, and how it ended. `vitest run -u` writes them again. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { folder } from "../support/in-process.ts";
import { CONTAINER, HEAD, MEASUREMENT_ID, PROPERTY } from "../support/shop.ts";

const FITNESS = readFileSync("test/fixtures/containers/nordwik-fitness.json", "utf8");
const DAUGHTERS = readFileSync("test/fixtures/containers/pickleford-daughters.json", "utf8");

const of = (container: object, rest: object = {}) =>
  JSON.stringify({ exportFormatVersion: 2, containerVersion: { container, ...rest } });
const WRONG = {
  "empty.json": of({ usageContext: ["WEB"] }),
  "server.json": of({ usageContext: ["SERVER"] }),
  "broken.json": `{\n  "exportFormatVersion": 2,\n  oops\n}\n`,
  "other.json": `{ "name": "something" }`,
  "list.json": `[${of({ usageContext: ["WEB"] })}, ${of({ usageContext: ["WEB"] })}]`,
  "no-format.json": JSON.stringify({ containerVersion: {} }),
  "wrong-tag.json": of({ usageContext: ["WEB"] }, { tag: [{ tagId: "x", name: "A", type: "gaawe" }] }),
};

interface Story {
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly string[];
}

const STORIES: Readonly<Record<string, Story>> = {
  "an export": {
    files: { "GTM-FITNESS.json": FITNESS, "downloads/GTM-FITNESS.json": FITNESS },
    commands: [
      "import --from GTM-FITNESS.json",
      "import --from ./downloads/GTM-FITNESS.json",
      "import --from GTM-FITNESS.json --out goals.yaml",
      "import --from GTM-FITNESS.json --out goals.yaml",
      "import --from GTM-FITNESS.json -f goals.yaml",
      "validate",
      "import --from GTM-FITNESS.json --name fitness --property 234567890 --measurement-id G-MADE120002 --format json",
    ],
  },
  "an export into a file": {
    files: {
      "shop.json": DAUGHTERS,
      "goals.yaml": `${HEAD}goals: # ours\n  purchase: { type: destination, page: /thanks }\n`,
    },
    commands: [
      "import --from shop.json -f goals.yaml",
      "import --from shop.json -f goals.yaml --measurement-id G-MADE110001",
      "import --from shop.json -f goals.yaml --measurement-id G-MADE110001 --format markdown",
    ],
  },
  refusals: {
    files: { ...WRONG, "goals.yaml": HEAD },
    commands: [
      ...Object.keys(WRONG).map((file) => `import --from ${file}`),
      "import --from missing.json",
      "import --from list.json --from other.json --format json",
      "import -f none.yaml",
      "import -f none.yaml --property 1 --sandbox",
      "import --from empty.json --name other -f goals.yaml",
      "import --from empty.json --target other -f goals.yaml",
      "import --from empty.json --currency euro",
      "import --from empty.json --measurement-id UA-1",
    ],
  },
};

test.each(Object.entries(STORIES))("%s", async (name, { files, commands }) => {
  const here = folder(files);
  const parts: string[] = [];
  for (const command of commands) {
    const { exitCode, out, err } = await here.goalform(command.split(" "));
    parts.push(`$ goalform ${command}\n${err}${out}=> ${exitCode}\n`);
  }
  if (name !== "refusals") parts.push(`goals.yaml:\n${readFileSync(`${here.path}/goals.yaml`, "utf8")}`);
  const text = parts
    .join("\n")
    .replace(/^name: goalform-\S+/gm, "name: FOLDER")
    .replace(/(it is not valid JSON: ).*/g, "$1…");
  await expect(text).toMatchFileSnapshot(`outputs/${name}.txt`);
});

async function live(): Promise<RunningSandbox> {
  return startSandbox({
    seed: {
      properties: [{ property: PROPERTY, measurementId: "G-MADE110001" }],
      containers: [{ publicId: CONTAINER, export: JSON.parse(DAUGHTERS) as unknown }],
    },
  });
}

const OWN = HEAD.replace(MEASUREMENT_ID, "G-MADE110001");

test("what is live, for a target or for ids; what the file manages already is not imported again", async () => {
  const sandbox = await live();
  const here = folder({ "goals.yaml": `${OWN}goals:\n  offer: { type: destination, page: /offer }\n` });
  const at = ["--endpoint", sandbox.url];
  const run = async (...args: string[]) =>
    JSON.parse((await here.goalform([...args, "--format", "json"])).out);
  expect(await run("apply", "--auto-approve", ...at)).toMatchObject({ ok: true });
  const found = await run("import", ...at);
  expect(found).toMatchObject({
    ok: true,
    format: "goalform.import/1",
    source: { kind: "live", container: CONTAINER },
  });
  const ids = found.goals.map(({ id }: { id: string }) => id);
  expect(ids).toContain("enquiry_sent");
  expect(ids).not.toContain("offer");
  expect(found.coverage.keyEvents.total).toBeGreaterThan(1);
  await run("import", "-f", "goals.yaml", ...at);
  const file = readFileSync(`${here.path}/goals.yaml`, "utf8");
  expect(file.includes(`\ngoals:\n  offer: { type: destination, page: /offer }\n`)).toBe(true);
  expect((await here.goalform(["validate"])).exitCode).toBe(0);
  expect((await run("import", "-f", "goals.yaml", ...at)).goals).toEqual([]);
  expect(readFileSync(`${here.path}/goals.yaml`, "utf8")).toBe(file);
  // Somebody else's file leaves what this one manages alone, its key event too; the file's own name finds it again.
  const by = ["--property", PROPERTY, "--measurement-id", "G-MADE110001", "--container", CONTAINER];
  const other = await run("import", ...by, "--name", "other", ...at);
  expect(other.goals.map(({ id }: { id: string }) => id)).not.toContain("offer");
  expect(other.leftOut.filter(({ code }: { code: string }) => code === "other-goals-file")).toEqual([
    {
      kind: "gtm.tag",
      name: "acme-shop - Offer",
      code: "other-goals-file",
      reason: "another goals file manages it (acme-shop)",
    },
    {
      kind: "ga4.keyEvent",
      name: "offer",
      code: "other-goals-file",
      reason: "another goals file manages it (acme-shop)",
    },
  ]);
  const again = await run("import", ...by, "--name", "acme-shop", ...at);
  expect(again.goals).toContainEqual({
    id: "offer",
    fidelity: "same",
    from: [{ kind: "gtm.tag", name: "acme-shop - Offer" }],
  });
  expect(sandbox.requests.filter(({ method }) => method !== "GET").length).toBeLessThan(10);
  await sandbox.close();
});
