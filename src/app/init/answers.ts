/** What `init` asks at a terminal. People who are signed in pick from what they can see at Google. */
import { GoogleError } from "../../apply/google-port.ts";
import { TEMPLATES, type TemplateId } from "../../catalogue/template.ts";
import { ID_FORMS } from "../../language/rules/targets/google-ids.ts";
import type { Offers, SeenContainer, SeenProperty, SeenStream } from "../../resources/set-up.ts";
import type { Ask } from "../ports.ts";
import type { InitOptions } from "./init.ts";
import { type Choice, pick } from "./pick.ts";

/** Null: nobody is signed in. */
export type OpenOffers = () => Promise<Offers | null>;

/** What is asked for; if one of them is given as an option, nothing is asked. */
export type Answers = Pick<InitOptions, "template" | "name" | "property" | "measurementId" | "container">;

type IdKey = "property" | "measurementId" | "container";

const QUESTIONS = {
  template: `What kind of site is it: ${TEMPLATES.map(({ id }) => id).join(", ")}?`,
  property: "Number of the Analytics property (Admin, Property details)?",
  measurementId: "Measurement id of its web stream (Admin, Data streams; G-…)?",
  container: "Id of the Tag Manager container (GTM-…)?",
} as const;

const FORMS = {
  property: ID_FORMS["ga4.property"],
  measurementId: ID_FORMS["ga4.measurement_id"],
  container: ID_FORMS["gtm.container"],
} as const;

export const NAME_FORM = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export async function answersFrom(ask: Ask, folderName: string, open: OpenOffers): Promise<Answers> {
  const ids = TEMPLATES.map(({ id }) => id as string);
  const isTemplate = (text: string) => ids.includes(text);
  const template = await ask({ text: QUESTIONS.template, otherwise: "shop", isUsable: isTemplate, hint: "" });
  const name = await ask({
    text: "Name of this set of goals?",
    otherwise: folderName,
    isUsable: (text) => NAME_FORM.test(text),
    hint: "",
  });
  const offers = await open();
  const asked =
    offers === null
      ? await written(ask, ["property", "measurementId", "container"], NOT_SIGNED_IN)
      : { ...(await pickedStream(ask, offers)), ...(await pickedContainer(ask, offers)) };
  return { ...asked, template: template as TemplateId, name };
}

const NOT_SIGNED_IN =
  "Nobody is signed in to Google here, so your properties and containers cannot be listed (README, Signing in to Google).";

type Ids = Partial<Record<IdKey, string>>;

/** Ids as people know or copy them. `before` is said first. */
async function written(ask: Ask, keys: readonly IdKey[], before?: string): Promise<Ids> {
  const ids: Ids = {};
  for (const [index, key] of keys.entries()) {
    const { pattern, hint } = FORMS[key];
    const answer = await ask({
      text: QUESTIONS[key],
      otherwise: "later",
      isUsable: (text) => pattern.test(text),
      hint,
      before: index === 0 ? before : undefined,
    });
    if (answer !== "later") ids[key] = answer;
  }
  return ids;
}

async function pickedStream(ask: Ask, offers: Offers): Promise<Ids> {
  const both = ["property", "measurementId"] as const;
  const seen = await attempt("your properties", offers.properties);
  if ("why" in seen) return written(ask, both, seen.why);
  if (seen.found.length === 0) return written(ask, both, NO_PROPERTY);
  const choices = seen.found.map(propertyChoice).sort(byWords);
  const picked = await pick(ask, { text: "Analytics property", choices, form: FORMS.property });
  if (picked === null) return {};
  const property = "typed" in picked ? picked.typed : picked.id;
  return { property, ...(await pickedMeasurementId(ask, offers, property)) };
}

const NO_PROPERTY =
  "These credentials see no Analytics property: add their e-mail address in Analytics (Admin, Property access management), or write the ids yourself.";

function propertyChoice(property: SeenProperty): Choice<SeenProperty> {
  const { id, name, account, canEdit } = property;
  const where = [id, account, canEdit ? "" : "you may only view it"].filter((one) => one !== "").join(", ");
  return { value: property, id, words: `${name} (${where})` };
}

async function pickedMeasurementId(ask: Ask, offers: Offers, property: string): Promise<Ids> {
  const seen = await attempt("the web streams of the property", () => offers.streams(property));
  if ("why" in seen) return written(ask, ["measurementId"], seen.why);
  const choices = seen.found.map(streamChoice).sort(byWords);
  if (choices.length === 0)
    return written(
      ask,
      ["measurementId"],
      "The property has no web stream yet (Analytics, Admin, Data streams).",
    );
  const picked = await pick(ask, { text: "Web stream", choices, form: FORMS.measurementId });
  return picked === null ? {} : { measurementId: "typed" in picked ? picked.typed : picked.id };
}

function streamChoice(stream: SeenStream): Choice<SeenStream> {
  const { measurementId: id, address } = stream;
  return { value: stream, id, words: address === "" ? id : `${id} (${address})` };
}

/** With more accounts than this, one is picked first: each needs a request, and 25 in 100 seconds are all there are. */
const AT_ONCE = 5;

async function pickedContainer(ask: Ask, offers: Offers): Promise<Ids> {
  const accounts = await attempt("your containers", offers.accounts);
  if ("why" in accounts) return written(ask, ["container"], accounts.why);
  if (accounts.found.length === 0) return written(ask, ["container"], NO_CONTAINER);
  let some = accounts.found;
  if (some.length > AT_ONCE) {
    const choices = some.map((one) => ({ value: one, id: one.path, words: one.name })).sort(byWords);
    const picked = await pick(ask, { text: "Tag Manager account", choices });
    if (picked === null || "typed" in picked) return written(ask, ["container"]);
    some = [picked.value];
  }
  const seen = await attempt("your containers", async () =>
    (await Promise.all(some.map(offers.containers))).flat(),
  );
  if ("why" in seen) return written(ask, ["container"], seen.why);
  if (seen.found.length === 0) return written(ask, ["container"], NO_CONTAINER);
  const choices = seen.found.map(containerChoice).sort(byWords);
  const picked = await pick(ask, { text: "Tag Manager container", choices, form: FORMS.container });
  return picked === null ? {} : { container: "typed" in picked ? picked.typed : picked.id };
}

const NO_CONTAINER =
  "These credentials see no web container in Tag Manager: add their e-mail address there (Admin, User Management), or write the id yourself.";

function containerChoice(container: SeenContainer): Choice<SeenContainer> {
  const { id, name, account } = container;
  const where = account === "" ? id : `${id}, ${account}`;
  return { value: container, id, words: `${name} (${where})` };
}

function byWords(a: { readonly words: string }, b: { readonly words: string }): number {
  return a.words < b.words ? -1 : a.words > b.words ? 1 : 0;
}

/** A refusal by Google does not stop anybody: the ids can be written. */
async function attempt<T>(
  what: string,
  read: () => Promise<readonly T[]>,
): Promise<{ readonly found: readonly T[] } | { readonly why: string }> {
  try {
    return { found: await read() };
  } catch (error) {
    if (!(error instanceof GoogleError) || error.code === "interrupted") throw error;
    return { why: `Google does not list ${what}: ${error.message}` };
  }
}
