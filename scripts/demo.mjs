/** Shows the whole workflow with the example file and the embedded sandbox: validate, test, plan, apply, plan again. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const goalform = resolve("dist/goalform.js");
const folder = mkdtempSync(join(tmpdir(), "goalform-demo-"));
copyFileSync("goals.example.yaml", join(folder, "goals.yaml"));
copyFileSync("goals.example.test.yaml", join(folder, "goals.test.yaml"));

const STEPS = [
  ["validate"],
  ["test"],
  ["plan", "--sandbox"],
  ["apply", "--sandbox", "--auto-approve"],
  ["plan", "--sandbox"],
];

try {
  for (const args of STEPS) run(args);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(args) {
  process.stdout.write(`\n$ goalform ${args.join(" ")}\n`);
  // The plan has already been shown when it is applied, so only progress and the result matter then.
  const showsPlanAgain = args[0] === "apply";
  const { status, stderr } = spawnSync(process.execPath, [goalform, ...args], {
    cwd: folder,
    stdio: ["ignore", "inherit", showsPlanAgain ? "pipe" : "inherit"],
    encoding: "utf8",
  });
  if (showsPlanAgain && status !== 0) process.stderr.write(stderr);
  if (status !== 0) {
    process.exitCode = 1;
    throw new Error(`goalform ${args[0]} ended with ${status}`);
  }
}
