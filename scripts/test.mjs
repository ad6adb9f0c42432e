/**
 * `npm test`: checks types and lint while the tests run, since tests often wait for other processes. What a check finds is
 * printed when it is found; the line that closes the run (test/support/closing-line.ts) counts each failed check as a failure.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";

const CHECKS = {
  // Each of its checkers looks at shared types again.
  "tsc --noEmit": ["typescript/bin/tsc", "--noEmit", "--checkers", "2"],
  "biome check .": ["@biomejs/biome/bin/biome", "check", "."],
};

const checks = Promise.all(Object.entries(CHECKS).map(([name, command]) => check(name, command)));
const tests = run(
  ["vitest/vitest.mjs", "run", ...process.argv.slice(2)],
  [...Array(3).fill("inherit"), "ipc"],
);
// The tests' last line waits for this answer.
tests.on("message", async () => tests.send((await checks).filter((passed) => !passed).length));
const [exitCode] = await once(tests, "close");
process.exitCode = (await checks).every(Boolean) ? (exitCode ?? 1) : 1;

/** Takes only the time that the tests leave. */
async function check(name, command) {
  // The compiler is a Go program and keeps nearly all that it allocates (1 GB), so it need not look for garbage.
  const child = run(command, ["ignore", "pipe", "pipe"], { GOGC: "off" });
  setPriority(child.pid, 10);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (more) => {
      text += more;
    });
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) process.stdout.write(`\n${text}\n${name} failed, see above\n`);
  return exitCode === 0;
}

function run([script, ...args], stdio, env = {}) {
  const path = fileURLToPath(new URL(`../node_modules/${script}`, import.meta.url));
  return spawn(process.execPath, [path, ...args], {
    stdio,
    env: { ...process.env, GOALFORM_TEST_CHECKS: "1", ...env },
  });
}
