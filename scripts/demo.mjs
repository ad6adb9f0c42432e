/**
 * Shows the whole workflow with the example file and the embedded sandbox: validate, test, plan, apply, plan again; then a
 * made-up crowd visits what is live, and a report says what they did. Its page stays in the folder for temporary files.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const goalform = resolve("dist/goalform.js");
// `npm ci` builds it. It is built here if it is missing.
if (!existsSync(goalform))
  await import("./build.mjs").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    process.stderr.write("Nothing is installed here yet. Run: npm ci && npm start\n");
    process.exit(1);
  });
const folder = mkdtempSync(join(tmpdir(), "goalform-demo-"));
copyFileSync("goals.example.yaml", join(folder, "goals.yaml"));
copyFileSync("goals.example.test.yaml", join(folder, "goals.test.yaml"));

/** What each command is for, and the command. */
const STEPS = [
  ["Is the goals file right? This needs no account.", ["validate"]],
  ["Do the goals count what they should? Visits are played offline.", ["test"]],
  ["What would change at Google? The sandbox plays Google.", ["plan", "--sandbox"]],
  ["Make it so.", ["apply", "--sandbox", "--auto-approve"]],
  ["Nothing is left to do.", ["plan", "--sandbox"]],
  [
    "A made-up crowd visits what is live now.",
    ["sandbox", "-f", "goals.yaml", "--state", ".goalform/sandbox.json", "--crowd", "--no-serve"],
  ],
  ["What did the goals count?", ["report", "--sandbox", "--leads", "--out", "report.html"]],
];

try {
  for (const [why, args] of STEPS) run(why, args);
} finally {
  keepReport();
  rmSync(folder, { recursive: true, force: true });
}

function keepReport() {
  const page = join(folder, "report.html");
  if (!existsSync(page)) return;
  const kept = join(tmpdir(), "goalform-report.html");
  renameSync(page, kept);
  process.stdout.write(`\nThe same report is a page that you can open in a browser: ${kept}\n`);
}

function run(why, args) {
  process.stdout.write(`\n# ${why}\n$ goalform ${args.join(" ")}\n`);
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
