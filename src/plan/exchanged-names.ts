/** Goals that exchange names, or pass one on: Google takes changes one by one, and no name twice even for a moment. */
import { isEntityKind, labelOf } from "../resources/kinds.ts";
import type { Planned } from "./entities.ts";
import type { Ownership } from "./ownership.ts";
import type { Blocker } from "./plan.ts";

export function exchangedNames(planned: readonly Planned[], { owned }: Ownership): Blocker[] {
  const heldNow = new Map(
    [...owned].map(([address, { kind, entity }]) => [`${kind}/${String(entity["name"])}`, address]),
  );
  return planned.flatMap(({ difference: { kind, address, name, action } }) => {
    const holder = heldNow.get(`${kind}/${name}`);
    if (!isEntityKind(kind) || action !== "update" || holder === undefined || holder === address) return [];
    return [
      {
        code: "names-exchanged",
        message: `The ${labelOf(kind)} "${name}" would take a name that another ${labelOf(kind)} of this file still has.`,
        waysOut: [
          "Give one of the goals a name that is not used yet, apply, then give it the name that you want.",
        ],
        override: null,
      },
    ];
  });
}
