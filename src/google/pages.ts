/** Lists come in pages, and without the list when it is empty. */
interface Page<T> {
  readonly items: readonly T[] | null | undefined;
  readonly next: string | null | undefined;
}

export async function allPages<T>(read: (page: { pageToken?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  for (let token: string | null | undefined; ; ) {
    const { items, next } = await read(token ? { pageToken: token } : {});
    all.push(...(items ?? []));
    if (!next) return all;
    token = next;
  }
}
