/** Every recipe, in each of its ways, becomes a valid goal that Google would take. */
import { describe, expect, test } from "vitest";
import { findRecipe, goalIdOf, nearestRecipe, RECIPES } from "../../src/catalogue/catalogue.ts";
import { chooseWay } from "../../src/catalogue/choose-way.ts";
import { type EntryOptions, fileContext, goalEntry } from "../../src/catalogue/goal-entry.ts";
import { entryText } from "../../src/catalogue/goal-yaml.ts";
import type { Recipe, Way } from "../../src/catalogue/recipe.ts";
import { startFile } from "../../src/catalogue/start-file.ts";
import { TEMPLATES } from "../../src/catalogue/template.ts";
import { optionsOf, WAY_KINDS } from "../../src/catalogue/way-kinds.ts";
import { compile } from "../../src/compile/compile.ts";
import { insertEntries } from "../../src/language/writing/insert.ts";
import { goalSet, HEAD, MEASUREMENT_ID, openShop, reading } from "../support/shop.ts";
import { EVERY_RECIPE, withRecipe } from "./with-recipe.ts";

const ASKED_FOR = [
  "button click",
  "add to cart",
  "newsletter signup",
  "video watched",
  "form completed",
  "click to call",
  "click to chat",
  "click to mail",
  "bookmark",
  "favourite",
  "follow",
  "share",
  "product comparison",
  "availability checked",
  "ebook download",
  "brochure download",
  "rss subscription",
  "comment posted",
  "review left",
  "survey answered",
  "poll answered",
  "quote requested",
  "demo booked",
  "free trial",
  "product page viewed",
  "checkout reached",
  "account created",
  "site search",
  "time on site",
  "pages read",
  "returning visit",
];

test("the words that people have for micro conversions lead to recipes", () => {
  expect(ASKED_FOR.filter((words) => findRecipe(words) === null)).toEqual([]);
});

test("no word means two recipes", () => {
  const words = RECIPES.flatMap(({ id, aliases }) => [id, ...aliases]);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

test("a mistyped recipe is found", () => {
  expect(nearestRecipe("newsleter-signup")?.id).toBe("newsletter-signup");
  expect(nearestRecipe("whatsap")?.id).toBe("click-to-chat");
  expect(nearestRecipe("zzzzzzzz")).toBe(null);
});

test.each(RECIPES.map((recipe) => [recipe.id, recipe] as const))(
  "%s: an option means one way, and every way makes a valid goal without a warning",
  (_, recipe) => {
    const options = recipe.ways.map((way) => WAY_KINDS[way.by].option);
    expect(new Set(options).size).toBe(options.length);
    for (const way of recipe.ways) {
      const text = withRecipe(HEAD, recipe, way);
      const { goalSet: meaning, diagnostics } = reading(text);
      expect(diagnostics, text).toEqual([]);
      expect(meaning?.goals.map(({ id }) => id)).toEqual([goalIdOf(recipe)]);
      expect(compile(meaning!, MEASUREMENT_ID).resources.length).toBeGreaterThan(0);
    }
  },
);

describe.each(TEMPLATES.map((template) => [template.id, template] as const))(
  "into a %s file",
  (_, template) => {
    const start = startFile(template, {
      name: "acme",
      currency: "EUR",
      schema: "./goals.schema.json",
      property: "123456789",
      measurementId: MEASUREMENT_ID,
      container: "GTM-TEST01",
    });

    test("each recipe fits, one after the other", () => {
      let text = start;
      for (const recipe of RECIPES) {
        if (template.goals.some((goal) => goal.recipe === recipe.id)) continue;
        text = withRecipe(text, recipe, recipe.ways[0]);
        const { diagnostics } = reading(text);
        expect(diagnostics, recipe.id).toEqual([]);
      }
      const { goals } = goalSet(text);
      const macro = goals.filter(({ role }) => role.is === "macro");
      // The shop's purchase is a recipe too, so that other files have two main conversions at last.
      expect(macro.length).toBe(template.id === "shop" ? 1 : 2);
      expect(goals.length).toBeGreaterThan(30);
    });
  },
);

test("a file with every recipe: planned, applied, and then there is nothing left to do", async () => {
  const shop = await openShop();
  try {
    const { plan } = await shop.plan(EVERY_RECIPE);
    expect(plan.summary.add + plan.summary.unchanged).toBe(RECIPES.length);
    await shop.apply(EVERY_RECIPE);
    expect((await shop.plan(EVERY_RECIPE)).plan.changes).toEqual([]);
  } finally {
    await shop.close();
  }
});

describe("what a goal takes from the file around it", () => {
  const newsletter = recipeOf("newsletter-signup");
  const form = recipeOf("form-completed");

  test("it leads to the only macro goal", () => {
    const one = `${HEAD}goals:\n  buy: { type: destination, page: /buy, role: macro }\n`;
    expect(entryOf(one, newsletter).lines.at(-1)?.field).toEqual(["leads_to", "buy"]);
    const two = `${one}  ask: { type: destination, page: /ask, role: macro }\n`;
    expect(entryOf(two, newsletter).notes).toEqual([
      "The file has several macro goals (buy, ask): add leads_to for the one that this one leads to.",
    ]);
  });

  test("it takes the recommended event only where nobody else counts it", () => {
    expect(fieldOf(entryOf(HEAD, form), "event")).toBe("generate_lead");
    const taken = `${HEAD}goals:\n  lead: { type: destination, page: /thanks, event: generate_lead }\n`;
    expect(fieldOf(entryOf(taken, form), "event")).toBe(undefined);
    expect(entryOf(taken, form).notes[0]).toBe(
      "lead already counts the event generate_lead, so this goal has an event of its own, form_completed.",
    );
  });

  test("it is no key event where the property would have too many", () => {
    const thirty = Array.from({ length: 30 }, (_, n) => `  g${n}: { type: destination, page: /${n} }\n`);
    const full = `${HEAD}goals:\n${thirty.join("")}`;
    expect(fieldOf(entryOf(full, newsletter), "key_event")).toBe(false);
    const after = withRecipe(full, newsletter, newsletter.ways[0]);
    expect(goalSet(after).goals.at(-1)).toMatchObject({ id: "newsletter_signup", keyEvent: false });
  });

  test("a second one of its kind has a name and an event of its own", () => {
    const first = withRecipe(HEAD, form, form.ways[0]);
    const second = withRecipe(first, form, { ...form.ways[0], what: "callback" }, { id: "callback" });
    expect(goalSet(second).goals.map(({ name, event }) => [name, event])).toEqual([
      ["Form completed", "generate_lead"],
      ["Callback", "callback"],
    ]);
  });
});

describe("options", () => {
  const newsletter = recipeOf("newsletter-signup");

  test("choose the way and say what to look for", () => {
    for (const way of newsletter.ways) {
      const [option] = optionsOf(way);
      expect(chooseWay(newsletter, { [option!]: "mine" })).toEqual({
        ok: true,
        way: { ...way, what: "mine" },
      });
    }
    expect(chooseWay(recipeOf("article-read"), { page: "/guides/", percent: "50" })).toMatchObject({
      ok: true,
      way: { what: 50, pages: "/guides/" },
    });
  });

  test.each([
    [{ selector: "a" }, "The recipe newsletter-signup has no option --selector."],
    [{ page: "/a", form: "b" }, "--page and --form are different ways to notice the same thing."],
    [{ page: " " }, "--page is empty."],
    [{ page: "/a\n  evil: true" }, "--page contains a line break or another invisible character."],
  ])("%j is refused", (options, message) => {
    expect(chooseWay(newsletter, options)).toMatchObject({ ok: false, message });
  });

  test("numbers are numbers", () => {
    expect(chooseWay(recipeOf("video-watched"), { progress: "half" })).toMatchObject({
      ok: false,
      message: "--progress needs a whole number.",
    });
  });
});

test("S21: what people type stays a value, whatever it looks like", () => {
  const form = recipeOf("form-completed");
  for (const what of [
    "a: b",
    "x # y",
    "- z",
    "{a}",
    "yes",
    "12",
    "'",
    '"',
    "*x",
    "&x",
    "!!js",
    "a, b",
    "</script>",
    "|",
    "%",
  ]) {
    const text = withRecipe(HEAD, form, { ...form.ways[0], what });
    expect(goalSet(text).goals[0]).toMatchObject({
      on: { kind: "form", id: [{ op: "equals", values: [what] }] },
    });
    const pushed = goalEntry(form, { ...form.ways[2]!, what }, {}, fileContext(goalSet(HEAD)));
    const ran: unknown[] = [];
    new Function("dataLayer", pushed.snippet!)(ran);
    expect(ran).toEqual([{ event: what }]);
    expect(pushed.snippet).not.toContain("</");
  }
});

test("a page of which the file takes both spellings is not two pages", () => {
  const recipe = recipeOf("newsletter-signup");
  const around = fileContext(goalSet(HEAD));
  const siteIn = (eitherSlash: boolean) =>
    goalEntry(recipe, recipe.ways[0], {}, { ...around, eitherSlash }).site;
  expect(siteIn(false)).toContain("are two different paths");
  expect(siteIn(true)).toBe("This page must be shown after the sign-up, and only then.");
});

function recipeOf(id: string): Recipe {
  return RECIPES.find((recipe) => recipe.id === id)!;
}

function entryOf(text: string, recipe: Recipe, wishes: EntryOptions = {}, way: Way = recipe.ways[0]) {
  return goalEntry(recipe, way, wishes, fileContext(goalSet(text)));
}

function fieldOf({ lines }: ReturnType<typeof entryOf>, key: string) {
  return lines.find(({ field, off }) => field[0] === key && !off)?.field[1];
}

test("a goal can be inserted where it was shown", () => {
  const entry = entryOf(HEAD, recipeOf("share"));
  const made = insertEntries(HEAD, { into: "goals", entries: [entryText(entry)] });
  expect(made.ok && made.text.split("\n")[made.line - 1]).toBe("  share:");
});
