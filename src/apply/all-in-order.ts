/**
 * Like `Promise.all`, but when several requests fail, the first of the list is reported and not the
 * one that was answered first: the same fault always reads the same.
 */
export async function allInOrder<const T extends readonly Promise<unknown>[]>(
  requests: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  for (const request of requests) request.catch(() => undefined);
  const answers: unknown[] = [];
  for (const request of requests) answers.push(await request);
  return answers as { -readonly [K in keyof T]: Awaited<T[K]> };
}
