import type { World } from "../call.ts";

/** Counted, so that the same requests give the same ids. */
export function nextId({ state }: Pick<World, "state">): string {
  const id = String(state.analytics.nextId);
  state.analytics.nextId += 1;
  return id;
}
