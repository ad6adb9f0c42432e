/** A goals file of everything that can be lifted from a container, which adopts the tags that it was lifted from. */
import { stringify } from "yaml";
import { adoptionDigest } from "../../src/container/references.ts";
import { goalToYaml } from "../../src/language/writing/goal.ts";
import { fieldsInOne } from "../../src/language/writing/yaml-value.ts";
import { liftContainer } from "../../src/lift/lift.ts";
import type { Entity } from "../../src/resources/body.ts";
import { type ContainerContent, NO_LISTS_READ } from "../../src/resources/snapshot.ts";

export interface Imported {
  /** With `adopt:`, or as it is when those lines are deleted. */
  readonly file: (adopts: boolean) => string;
  /** Names of the tags, in the order of the goals. */
  readonly tags: readonly string[];
}

export function imported(content: ContainerContent, measurementId: string): Imported {
  const at = { content, keyEvents: null, definitions: NO_LISTS_READ };
  const { goals, forwards } = liftContainer(at, { measurementId, owner: null });
  const tags = [...goals, ...forwards].map(({ from }) => from[0]!.name);
  const tagOf = (name: string): Entity => content.entities["gtm.tag"].find((tag) => tag.name === name)!;
  const file = (adopts: boolean) =>
    stringify({
      version: 1,
      name: "acme-shop",
      targets: {
        production: {
          ga4: { property: "123456789", measurement_id: measurementId },
          gtm: { container: "GTM-TEST01" },
        },
      },
      ...(forwards.length === 0
        ? {}
        : {
            forward: Object.fromEntries(
              forwards.map(({ id, fields, from }) => {
                const tag = from[0]!.name;
                const digest = adoptionDigest(tagOf(tag), content);
                return [id, { ...fieldsInOne(fields), ...(adopts ? { adopt: { tag, digest } } : {}) }];
              }),
            ),
          }),
      goals: Object.fromEntries(
        goals.map(({ id, goal }, index) => {
          const tag = tags[index]!;
          const digest = adoptionDigest(tagOf(tag), content);
          const adopt = adopts ? { adopt: { tag, digest } } : {};
          return [id, { ...fieldsInOne(goalToYaml(goal)), ...adopt }];
        }),
      ),
    });
  return { file, tags };
}
