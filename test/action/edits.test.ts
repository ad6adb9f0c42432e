/** Which version brought an edit, and how an issue says it. */
import { describe, expect, test } from "vitest";
import type { Differences } from "../../src/action/drift.ts";
import { driftMarkdown, driftTitle } from "../../src/action/drift-markdown.ts";
import { findEdits } from "../../src/action/edits.ts";
import type { Job } from "../../src/action/job.ts";
import type { Live } from "../../src/action/live.ts";
import { NOTHING_OFFERED } from "../../src/action/offered-patch.ts";
import type { GooglePort } from "../../src/apply/google-port.ts";
import type { ContainerContent } from "../../src/resources/snapshot.ts";
import { memoryGoogle } from "../support/memory-google.ts";
import { applyAt, workAt } from "../support/port.ts";
import { HEAD } from "../support/shop.ts";

const GOALS = `${HEAD}goals:
  thanks: { type: destination, page: /thanks }
  call: { type: destination, page: /call }
`;

const edited =
  (...names: readonly string[]) =>
  ({ entities, ...content }: ContainerContent): ContainerContent => ({
    ...content,
    entities: {
      ...entities,
      "gtm.trigger": entities["gtm.trigger"].map((one) =>
        names.includes(String(one["name"])) ? { ...one, filter: [] } : one,
      ),
    },
  });
const [THANKS, CALL] = ["acme-shop - Thanks", "acme-shop - Call"];

/** The versions of a container, the oldest first, from number 2 on; `live` is the number of the one that is. */
async function differences(
  versions: readonly (readonly string[])[],
  live: number,
  goals = GOALS,
): Promise<Differences & { readonly read: readonly string[] }> {
  const google = memoryGoogle();
  await applyAt(google, GOALS);
  const { content } = (await google.read()).container;
  const contents = versions.map((names) => edited(...names)(content));
  const header = (number: number) => ({ id: String(number), name: number === 3 ? "" : `V${number}` });
  const { read: readGoogle } = google;
  const port: GooglePort = {
    ...google,
    read: async (lists) => {
      const { container, ...rest } = await readGoogle(lists);
      const now = { content: contents[live - 2]!, live: { ...header(live), description: "" } };
      return { ...rest, container: { ...container, ...now } };
    },
  };
  const work = await workAt(port, goals);
  const read: string[] = [];
  const found = await findEdits({ work, plan: work.built.plan, version: String(live) } as Live, {
    ...port,
    listVersions: async () => contents.map((_, index) => header(index + 2)).reverse(),
    readVersion: async (id) => {
      read.push(id);
      const one = { ...header(Number(id)), path: "", url: "", description: "" };
      return { ...one, content: contents[Number(id) - 2]! };
    },
  });
  return {
    live: { work, plan: work.built.plan, version: String(live) } as Live,
    ...found,
    offered: NOTHING_OFFERED,
    read,
  };
}

const byVersion = ({ edits }: Differences) =>
  edits.map(({ subject, version }) => `${subject.subject.name} ${version?.id ?? null}`);

describe("the version that brought an edit", () => {
  test("is the last one whose predecessor did not have it, and no more are read than are needed", async () => {
    const found = await differences([[], [THANKS!], [THANKS!], [THANKS!, CALL!]], 5);
    expect(byVersion(found)).toEqual(["Thanks 3", "Call 5"]);
    expect(found.read).toEqual(["4", "3", "2"]);
    expect(found.newer).toBeNull();
    expect((await differences([[], [], [CALL!]], 4)).read).toEqual(["3"]);
  });

  test("is not known when it was seven versions ago", async () => {
    const same = Array.from({ length: 6 }, () => [CALL!]);
    expect(byVersion(await differences([[], ...same], 8))).toEqual(["Call 3"]);
    const found = await differences([[], ...same, [CALL!]], 9);
    expect(byVersion(found)).toEqual(["Call null"]);
    expect(found.read).toHaveLength(6);
  });

  test("is not looked for above the live one, which is named", async () => {
    const found = await differences([[], [CALL!], [THANKS!]], 3);
    expect(byVersion(found)).toEqual(["Call 3"]);
    expect(found.newer).toBe("4");
  });

  test("is not looked up for what is not applied yet", async () => {
    const more = `${GOALS}  more: { type: destination, page: /more }\n`;
    expect(await differences([[], [], []], 4, more)).toMatchObject({ edits: [], newer: null, read: [] });
  });

  test("is not asked for where nothing differs", async () => {
    expect(await differences([[]], 2)).toMatchObject({ edits: [], newer: null, read: [] });
  });
});

describe("the issue", () => {
  const JOB = {
    inputs: { file: "goals.yaml" },
    trigger: { run: { id: "12.1", number: "9", url: "https://x" } },
  } as unknown as Job;

  test("says what was edited, by which version, and how to continue", async () => {
    const found = await differences([[], [THANKS!], [THANKS!, CALL!]], 4);
    const text = driftMarkdown(JOB, found, 60_000);
    expect(driftTitle(found.live.plan)).toBe("Goals of acme-shop (production) differ at Google");
    expect(text).toContain("**Edited at Google since the last apply:**\n\n- trigger");
    expect(text).toContain("(Thanks, `goals.yaml:9`): edited at Google since the last apply, by version 3\n");
    expect(text).toContain(
      '(Call, `goals.yaml:10`): edited at Google since the last apply, by version 4 ("V4")\n',
    );
    expect(text).toContain("  - `now counts on every page; the file says /thanks`\n");
    expect(text).toContain('Live in GTM-TEST01: version 4 ("V4").');
    expect(text).toContain("- **Accept** the edits: write what counts now into `goals.yaml`");
    expect(text).toContain("- **Undo** them, and apply the file as it is: run the workflow by hand");
    expect(text).not.toContain("Not applied yet");
    expect(text).not.toContain("There is a newer one");
    expect(text.trimEnd()).toMatch(/<sub>Looked at in \[run 9\]\(https:\/\/x\)<\/sub>$/);
  });

  test("says what was not applied, and that somebody went back", async () => {
    const more = `${GOALS}  more: { type: destination, page: /more }\n`;
    const text = driftMarkdown(JOB, await differences([[], []], 2, more), 60_000);
    expect(text).toContain("**Not applied yet:** 3 changes of the goals file.");
    expect(text).toContain("There is a newer one, 3: somebody went back on purpose");
    expect(text).toContain("- **Accept** what is live: change `goals.yaml`");
    expect(text).toContain("- **Apply** the file as it is: run the workflow by hand");
    expect(text).not.toContain("Edited at Google since");
  });

  test("keeps room for the plan: of many edits the first are listed, and the rest counted", async () => {
    const found = await differences([[], [THANKS!]], 3);
    const many = Array.from({ length: 200 }, () => found.edits[0]!);
    const text = driftMarkdown(JOB, { ...found, edits: many }, 30_000);
    const listed = text.match(/^- trigger/gm)!.length;
    expect(listed).toBeGreaterThan(20);
    expect(text).toContain(`\n- and ${200 - listed} more\n`);
    expect(text.length).toBeLessThanOrEqual(30_000);
  });

  test("says so where nothing is live, and where an edit is too old to be looked up", async () => {
    const found = await differences([[], [THANKS!]], 3);
    const { snapshot } = found.live.work;
    const container = { ...snapshot.container, live: null };
    const live = { ...found.live, work: { ...found.live.work, snapshot: { ...snapshot, container } } };
    const edits = found.edits.map((one) => ({ ...one, version: null }));
    const text = driftMarkdown(JOB, { ...found, live, edits }, 60_000);
    expect(text).toContain("Nothing is live in GTM-TEST01.");
    expect(text).toContain(", too many versions ago to say by which");
  });

  test("has room for whatever names and values there are, and says how many more lines an edit has", async () => {
    const found = await differences([[], [THANKS!]], 3);
    const [edit] = found.edits;
    const long = (letter: string) => letter.repeat(300);
    const fields = Array.from({ length: 8 }, (_, index) => ({
      path: `field ${index}`,
      before: `was ${index}`,
      after: `is ${index}`,
    }));
    const change = { ...edit!.change, name: long("C"), fields };
    const { subject } = edit!;
    const named = { ...subject, origin: null, subject: { ...subject.subject, name: long("N") } };
    const edits = [
      { subject: named, change, version: { id: "7", name: long("V") } },
      {
        subject,
        change: { ...change, fields: change.fields.slice(0, 6) },
        version: { id: long("7"), name: "" },
      },
      { subject, change: { ...change, action: "create" as const }, version: null },
      { subject, change: { ...change, kind: "ga4.keyEvent" as const, fields: [] }, version: null },
    ];
    const { snapshot } = found.live.work;
    const header = { id: "9", name: long("H"), description: "" };
    const container = { ...snapshot.container, label: long("L"), live: header };
    const work = { ...found.live.work, snapshot: { ...snapshot, container } };
    const whole = { ...found, live: { ...found.live, work }, edits, newer: long("8") };
    await expect(driftMarkdown(JOB, whole, 60_000)).toMatchFileSnapshot("outputs/drift-with-long-names.md");
  });
});
