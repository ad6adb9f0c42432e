/** Standard output and standard error that cannot be written to. A command finishes its work all the same. */

/**
 * A missing reader (`goalform plan | head -1`) is not a failure, and the exit code says how the command ended. A result
 * that is lost (a full disk) is: the end is 1 and standard error says why.
 */
export function ignoreBrokenOutput(): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", onceLost);
}

let isReported = false;

function onceLost({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE" || isReported) return;
  isReported = true;
  process.on("exit", () => {
    process.exitCode = 1;
  });
  process.stderr.write(
    `error[output]: The result cannot be written to standard output: ${message}\nhelp: What the command changed stays changed. Make room, or send the output elsewhere.\n`,
  );
}
