/** How long something keeps the processor busy. Time on the clock would count other work on the machine, too. */

/** Milliseconds of the processor's time, with the answer. */
export function timed<T>(work: () => T): { readonly answer: T; readonly milliseconds: number } {
  const start = process.cpuUsage();
  const answer = work();
  return { answer, milliseconds: since(start) };
}

/** The same for what other processes or sockets have a part in. */
export async function timedAsync<T>(
  work: () => Promise<T>,
): Promise<{ readonly answer: T; readonly milliseconds: number }> {
  const start = process.cpuUsage();
  const answer = await work();
  return { answer, milliseconds: since(start) };
}

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
