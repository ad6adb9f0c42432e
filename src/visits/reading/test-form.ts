/** Whether a test is a visit, a recording, or a table of addresses. */
import { child, type Located } from "../../language/source/located.ts";
import { type Notes, pointAt } from "./notes.ts";

const FORMS = ["visit", "goal", "recording", "har"] as const;
export const TABLE_KEYS = ["counts_on", "not_on"];
const VISIT_KEYS = ["counts", "not", "sends", "funnels", "only"];

/** The key that says what happens. Undefined, with the problem noted, if there is none, or more than one. */
export function formOf(node: Located, notes: Notes): (typeof FORMS)[number] | undefined {
  const [form, second] = FORMS.filter((key) => child(node, key) !== undefined);
  if (form === undefined)
    return notes.error(
      "missing-key",
      pointAt(node),
      "This test does not say what happens.",
      "Write `visit:` with steps, or `goal:` with `counts_on:` or `not_on:`.",
    );
  if (second !== undefined)
    return notes.error(
      "misplaced-key",
      pointAt(child(node, second)!),
      `\`${form}\` and \`${second}\` are two ways to say what happens; a test has one.`,
      "Make a test of each.",
    );
  refuseKeysOfOtherForm(node, form, notes);
  return form;
}

function refuseKeysOfOtherForm(node: Located, form: (typeof FORMS)[number], notes: Notes): void {
  const others = form === "goal" ? VISIT_KEYS : TABLE_KEYS;
  for (const key of others.filter((other) => child(node, other) !== undefined))
    notes.error(
      "misplaced-key",
      pointAt(child(node, key)!),
      `\`${key}\` has no meaning next to \`${form}\`.`,
      form === "goal"
        ? "A table says `counts_on` and `not_on`; what else happens needs a `visit`."
        : "`counts` and `not` say what a visit counts.",
    );
}
