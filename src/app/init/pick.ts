/** One of many, at a terminal: by its number in the list, by its id, or by a part of what the list says. */
import type { IdForm } from "../../language/rules/targets/google-ids.ts";
import type { Ask } from "../ports.ts";

export interface Choice<T> {
  readonly value: T;
  readonly id: string;
  /** As the list shows it, with the id. */
  readonly words: string;
}

export interface Picking<T> {
  readonly text: string;
  readonly choices: readonly Choice<T>[];
  /** What an id looks like that is not in the list; absent: only what is in the list counts. */
  readonly form?: IdForm;
  /** Said before the list. */
  readonly before?: string | undefined;
}

/** More at a time would scroll out of the window. */
const SHOWN = 12;

/** @returns what was picked, the id that was written instead, or null: later */
export async function pick<T>(
  ask: Ask,
  picking: Picking<T>,
): Promise<Choice<T> | { readonly typed: string } | null> {
  const { text, choices, form, before } = picking;
  const list = choices.slice(0, SHOWN).map(({ words }, index) => `${index + 1}  ${words}`);
  const more = choices.length - list.length;
  const answer = await ask({
    text: `${text}?`,
    otherwise: choices.length === 1 ? "1" : "later",
    before,
    list: more > 0 ? [...list, `and ${more} more: write a part of the name to see fewer`] : list,
    isUsable: (said) => said === "later" || chosen(said, choices, form) !== null,
    hint: `It is neither a number from 1 to ${choices.length} nor a part of a name in the list${form ? ` nor ${form.what}` : ""}.`,
  });
  if (answer === "later") return null;
  const found = chosen(answer, choices, form);
  if (found === null || "typed" in found) return found;
  return found.length === 1 && (isNumber(answer) || found[0]!.id === answer)
    ? found[0]!
    : pick(ask, { ...picking, choices: found, before: undefined });
}

/** One by its number or id, those with this part in them, or an id that is not in the list. Null: nothing of it. */
function chosen<T>(
  said: string,
  choices: readonly Choice<T>[],
  form: IdForm | undefined,
): readonly Choice<T>[] | { readonly typed: string } | null {
  const exact =
    choices.find(({ id }) => id === said) ?? (isNumber(said) ? choices[Number(said) - 1] : undefined);
  if (exact) return [exact];
  const part = said.toLowerCase();
  const some = choices.filter(({ words }) => words.toLowerCase().includes(part));
  if (some.length > 0) return some;
  return form?.pattern.test(said) && !isNumber(said) ? { typed: said } : null;
}

/** Of an entry of the list, and never a property's number, which is longer. */
function isNumber(said: string): boolean {
  return /^[1-9]\d{0,3}$/.test(said);
}
