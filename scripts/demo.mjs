/**
 * Shows the whole workflow with the example file and the embedded sandbox: validate, test, plan, apply, plan again; then a
 * made-up crowd visits what is live, and a report says what they did. Its page stays in the folder for temporary files.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
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
  ["sandbox", "-f", "goals.yaml", "--state", ".goalform/sandbox.json", "--crowd", "--no-serve"],
  ["report", "--sandbox", "--leads", "--out", "report.html"],
];

try {
  for (const args of STEPS) run(args);
} finally {
  keepReport();
  rmSync(folder, { recursive: true, force: true });
}

function keepReport() {
  const page = join(folder, "report.html");
  if (!existsSync(page)) return;
  const kept = join(tmpdir(), "goalform-report.html");
  renameSync(page, kept);
  process.stdout.write(`\nThe page is ${kept}.\n`);
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
