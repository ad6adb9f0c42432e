/** What a forward says, and what two say otherwise: in the words of the file. */
import { forwardExceptionsInWords, forwardInWords, onHostsInWords } from "../compile/words/forward.ts";
import type { Forward } from "../language/goal-set/forward.ts";
import { forwardToYaml } from "../language/writing/forwards.ts";
import { fieldsInOne } from "../language/writing/yaml-value.ts";
import {
  type About,
  change,
  consentInWords,
  type InFile,
  sentAlongChanges,
  sentEcommerceInWords,
  type WordChange,
} from "./goal-words.ts";

export function forwardInFile(forward: Forward): InFile {
  return { counts: forwardInWords(forward), said: fieldsInOne(forwardToYaml(forward)) };
}

/** The order of the events is nobody's concern. */
export function forwardChanges(before: Forward, after: Forward): readonly WordChange[] {
  const of = (about: About, start: string, words: (forward: Forward) => string) =>
    change(about, start, words(before), words(after));
  const sorted = ({ events }: Forward) => [...events].sort().join();
  return [
    ...(sorted(before) === sorted(after)
      ? []
      : of("what counts", "events: ", ({ events }) => events.join(", "))),
    ...of("what counts", "", ({ host }) => onHostsInWords(host).replace(/^, /, "") || "on every host"),
    ...of(
      "exceptions",
      "",
      ({ unless }) => forwardExceptionsInWords(unless).replace(/^, /, "") || "no exception",
    ),
    ...of("consent", "", ({ consent }) => consentInWords(consent)),
    ...of("ecommerce", "", ({ ecommerce }) => sentEcommerceInWords(ecommerce)),
    ...sentAlongChanges(before, after),
  ];
}
