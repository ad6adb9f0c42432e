/** Whole outputs as a log keeps them: what was asked, both streams, and how it ended. `vitest run -u` writes them anew. */
import { expect, test } from "vitest";
import { BY_ANALYTICS, BY_ANALYTICS_CHANGED } from "../support/faults.ts";
import { type FolderInProcess, folder } from "../support/in-process.ts";
import { HEAD } from "../support/shop.ts";

const THANKS = "  thanks: { type: destination, page: /thanks, value: 5 }\n";
const CALL = '  call: { type: event, on: { link: { url: { begins_with: "tel:" } } }, protected: true }\n';
const goals = (...lines: string[]) => `${HEAD}goals:\n${lines.join("")}`;

/** Commands one after the other; `write` puts a goals file in place of the one before. */
type Step = { readonly write: string } | { readonly run: string };
const write = (file: string): Step => ({ write: file });
const run = (command: string): Step => ({ run: command });

/** The first command is the one that is built. */
async function told(here: FolderInProcess, steps: readonly Step[]): Promise<string> {
  const parts: string[] = [];
  for (const step of steps) {
    if ("write" in step) {
      here.write("goals.yaml", step.write);
      continue;
    }
    const goalform = parts.length === 0 ? here.built : here.goalform;
    const { exitCode, out, err } = await goalform(step.run.split(" "));
    parts.push(`$ goalform ${step.run}\n${err}${out}=> ${exitCode}\n`);
  }
  return parts.join("\n");
}

const STORIES: Readonly<Record<string, readonly Step[]>> = {
  "apply-with-rules": [
    write(BY_ANALYTICS),
    run("apply --sandbox --auto-approve"),
    write(BY_ANALYTICS_CHANGED),
    run("apply --sandbox --auto-approve"),
  ],
  drift: [
    write(goals(THANKS)),
    run("drift --sandbox"),
    run("apply --sandbox --auto-approve --no-publish"),
    run("apply --sandbox --auto-approve"),
    run("drift --sandbox"),
    write(goals(THANKS.replace("/thanks", "/merci"))),
    run("drift --sandbox"),
    run("drift --sandbox --format markdown"),
    run("drift --sandbox --format github"),
    run("drift --sandbox --accept --format github"),
  ],
  accept: [
    write(goals(THANKS)),
    run("apply --sandbox --auto-approve"),
    write(goals(THANKS, CALL)),
    run("drift --sandbox --accept"),
    run("drift --sandbox --accept thanks"),
    write(goals(THANKS.replace("value: 5", "value: 9"))),
    run("drift --sandbox --accept --dry-run"),
    run("drift --sandbox --accept --format json"),
    run("drift --sandbox --accept"),
    run("drift --sandbox --accept --format markdown"),
    run("drift --sandbox --accept thank"),
    run("drift --sandbox --accept --all-targets"),
    run("drift --sandbox --dry-run"),
  ],
  export: [
    write(goals(THANKS, CALL)),
    run("export --out container.json"),
    run("export --out container.json --format markdown"),
    run("export --target staging"),
  ],
  rollback: [
    write(goals(THANKS)),
    run("rollback --sandbox"),
    run("apply --sandbox --auto-approve"),
    run("rollback --sandbox"),
    run("rollback --sandbox --auto-approve"),
    run("rollback --sandbox --auto-approve"),
    run("rollback --sandbox --to 9"),
    run("rollback --sandbox --to 2 --auto-approve --format markdown"),
  ],
  refusals: [
    run("plan --sandbox"),
    write(goals(THANKS.replace("page:", "pgae:"), CALL.replace("tel:", ""))),
    run("validate"),
    run("apply --sandbox --auto-approve"),
    write(goals(THANKS, CALL)),
    run("plan --sandbox --target staging"),
    run("apply --sandbox"),
    run("apply --sandbox --auto-approve"),
    write(goals(THANKS)),
    run("apply --sandbox --auto-approve"),
    write(goals(THANKS.replace("thanks:", "thank_you:"), CALL)),
    run("plan --sandbox"),
    run("apply nothing.json --sandbox"),
  ],
};

test.each(Object.entries(STORIES))("%s", async (name, steps) => {
  await expect(await told(folder(), steps)).toMatchFileSnapshot(`outputs/${name}.txt`);
});
