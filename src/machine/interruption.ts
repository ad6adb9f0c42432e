/** SIGINT, SIGTERM and, when a terminal closes, SIGHUP: the first one ends the command in order, a second one at once. */

/** `npx` passes Ctrl+C on to a process that the terminal has sent it to already. Milliseconds. */
const SAME_KEY_PRESS = 200;

/**
 * Aborts with the signal's name as its reason. What is under way is finished, nothing new is begun, and the command
 * says what is live now.
 */
export function stopOnSignals(say: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const stop = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) {
      first = performance.now();
      say(`Stopping (${name}): the request under way is finished first. A second signal ends at once.\n`);
      controller.abort(name);
    } else if (performance.now() - first > SAME_KEY_PRESS) {
      say("Stopped at once. What is live now is not known: goalform plan shows it.\n");
      process.exit(1);
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, stop);
  return controller.signal;
}
