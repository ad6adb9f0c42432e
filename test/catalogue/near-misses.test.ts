/** What every recipe counts, and what looks like it and must not be counted. */
import { describe, expect, test } from "vitest";
import { RECIPES } from "../../src/catalogue/catalogue.ts";
import type { Recipe, Way, WayKind } from "../../src/catalogue/recipe.ts";
import { goalSet, HEAD } from "../support/shop.ts";
import { counted, elements, visit } from "../support/visit.ts";
import { withRecipe } from "./with-recipe.ts";

/** One moment on a site; true when the goal was counted. */
type Moment = (goals: string) => boolean;

const page = (path: string): Moment => {
  return (goals) => counted(visit(goals, path, {}, "")).length === 1;
};
const push = (event: string): Moment => {
  return (goals) => {
    const visitor = visit(goals, "/", {}, "");
    visitor.push({ event });
    return counted(visitor).length === 1;
  };
};
const click = (html: string): Moment => {
  return (goals) => {
    const visitor = visit(goals, "/", {}, "");
    visitor.click(elements(html)("a, button"));
    return counted(visitor).length === 1;
  };
};
const link = (href: string): Moment => click(`<a href="${href}">x</a>`);
const form = (id: string): Moment => {
  return (goals) => {
    const visitor = visit(goals, "/", {}, "");
    visitor.submit(elements(`<form id="${id}"></form>`)("form"));
    return counted(visitor).length === 1;
  };
};

interface Moments {
  readonly met: readonly Moment[];
  readonly missed: readonly Moment[];
}

const PATTERNS: Readonly<Record<string, Moments>> = {
  "rss-subscription": {
    met: [
      "/feed",
      "/feed/",
      "/blog/feed/",
      "/feed/atom/",
      "/comments/feed/",
      "/rss.xml",
      "/blogs/news.atom",
      "/feed?type=atom",
      "https://cast.example/rss",
    ].map(link),
    missed: [
      "/feedback",
      "/feed-your-dog",
      "/newsfeed",
      "/rss-guide",
      "/products/atom",
      "/feed/chicken",
      "/sitemap.xml",
      "/feed/help",
      "/x?next=/feed",
      "/#/feed",
    ].map(link),
  },
  "social-follow": {
    met: [
      "https://www.facebook.com/acme",
      "https://de-de.facebook.com/acme.shop/",
      "https://www.facebook.com/profile.php?id=1",
      "https://www.instagram.com/acme/?hl=de",
      "https://x.com/acme",
      "https://twitter.com/intent/follow?screen_name=acme",
      "https://linkedin.com/company/acme",
      "https://www.youtube.com/@acme",
      "https://www.pinterest.de/acme/",
      "https://bsky.app/profile/acme.example",
      "https://www.xing.com/pages/acme",
    ].map(link),
    missed: [
      "https://notfacebook.com/acme",
      "https://www.facebook.com.evil.example/",
      "https://box.com/acme",
      "https://www.facebook.com/sharer/sharer.php?u=https://acme.example/",
      "https://www.facebook.com/sharer.php?u=https://acme.example/",
      "https://twitter.com/intent/tweet?text=x",
      "https://x.com/share?url=x",
      "https://www.linkedin.com/shareArticle?mini=true&url=x",
      "https://www.linkedin.com/sharing/share-offsite/?url=x",
      "https://www.pinterest.com/pin/create/button/?url=x",
      "https://www.xing.com/spi/shares/new?url=x",
      "https://www.youtube.com/watch?v=x",
      "https://www.facebook.com/privacy/explanation",
      "https://www.facebook.com/about/privacy",
      "https://twitter.com/privacy",
      "https://www.linkedin.com/legal/privacy-policy",
      "https://acme.example/?u=https://facebook.com/acme",
      "/facebook.com/",
    ].map(link),
  },
};

/** What a way's own text says, as `what`; null for ways that are tried elsewhere (test/compile, test/browser). */
const MOMENTS: Readonly<Record<WayKind, ((what: string, recipe: Recipe) => Moments) | null>> = {
  page: (path) => ({
    met: [page(path), page(`${path}?utm_source=x`), page(`${path}#top`)],
    missed: [page(`${path}/more`), page(`${path}s`), page(`/en${path}`), page(`/x?from=${path}`)],
  }),
  pages_below: (path) => ({
    met: [page(`${path}shoe`), page(`${path}shoes/red?a=1`)],
    missed: [
      page(path),
      page(path.slice(0, -1)),
      page(`/en${path}shoe`),
      page(`${path.slice(0, -1)}-old/shoe`),
    ],
  }),
  query: (name) => ({
    met: [page(`/search?${name}=shoes`), page(`/?a=1&${name}=x`)],
    missed: [
      page("/search"),
      page(`/search?${name}=`),
      page(`/search?${name}x=1`),
      page(`/search?a=${name}`),
    ],
  }),
  form: (id) => ({ met: [form(id)], missed: [form(`${id}-2`), form(`my-${id}`), form("")] }),
  click: (selector) => {
    const name = selector.slice(1);
    const element = (value: string) =>
      click(`<button ${selector.startsWith("#") ? "id" : "class"}="${value}">x</button>`);
    return {
      met: [element(name)],
      missed: [element(`${name}-all`), element(`no-${name}`), element("other")],
    };
  },
  link: (start) => ({
    met: [link(`${start}4930123`)],
    missed: [
      link(`/x?to=${start}4930123`),
      link(`/${start}`),
      link("/"),
      link("https://other.example/"),
      link("https://wa.me/?text=x"),
    ],
  }),
  link_to: (path) => ({
    met: [link(path), link(`${path}?a=1`), link(`https://shop.example${path}`)],
    missed: [link(`${path}s`), link(`${path}/terms`), link(`/no${path}`), link(`/x?to=${path}`)],
  }),
  link_matching: (_, { id }) => PATTERNS[id] ?? { met: [], missed: [] },
  outbound_link: () => ({
    met: [link("https://other.example/")],
    missed: [link("/x"), link("https://www.acme.example/x"), link("tel:1"), link("mailto:a@other.example")],
  }),
  download: (extension) => ({
    met: [link(`/a.${extension}`), link(`/a.${extension.toUpperCase()}?v=1`)],
    missed: [link(`/${extension}`), link(`/a.${extension}.html`), link(`/x?file=a.${extension}`), link("/a")],
  }),
  data_layer: (event) => ({
    met: [push(event)],
    missed: [push(`${event}_x`), push(`un_${event}`), push(event.toUpperCase())],
  }),
  video: null,
  scroll: null,
  visible: null,
  ga4_event: null,
  session_duration: null,
  pages_per_session: null,
  returning_visit: null,
};

const WAYS = RECIPES.flatMap((recipe) =>
  recipe.ways.flatMap((way): readonly (readonly [string, Recipe, Way, Moments])[] => {
    const moments = MOMENTS[way.by]?.(String(way.what), recipe);
    return moments ? [[`${recipe.id}, ${way.by} ${way.what}`, recipe, way, moments]] : [];
  }),
);

test.each(WAYS)("%s counts what it should and nothing that looks like it", (_, recipe, way, moments) => {
  const goals = withRecipe(HEAD, recipe, way);
  expect(moments.met.length).toBeGreaterThan(0);
  expect(moments.met.map((moment) => moment(goals))).toEqual(moments.met.map(() => true));
  expect(moments.missed.map((moment) => moment(goals))).toEqual(moments.missed.map(() => false));
});

test("the page after an order counts no second order when it is loaded again", () => {
  const recipe = RECIPES.find(({ id }) => id === "purchase")!;
  const countings = recipe.ways.map((way) => {
    const [goal] = goalSet(withRecipe(HEAD, recipe, way)).goals;
    return [way.by, goal?.counting];
  });
  expect(countings).toEqual([
    ["ga4_event", "once_per_event"],
    ["page", "once_per_session"],
  ]);
});

describe("an article that is read", () => {
  const recipe = RECIPES.find(({ id }) => id === "article-read")!;
  const goals = withRecipe(HEAD, recipe, recipe.ways[0]);

  test.each([
    ["/blog/shoes", 75, true],
    ["/blog/shoes", 50, false],
    ["/blog/", 75, false],
    ["/blogger/shoes", 75, false],
  ])("at %s, %d percent: %j", (path, percent, counts) => {
    const visitor = visit(goals, path, {}, "");
    visitor.push({ event: "gtm.scrollDepth", "gtm.scrollThreshold": percent, "gtm.triggers": "" });
    expect(counted(visitor)).toEqual(counts ? ["article_read"] : []);
  });
});

describe("pages with and without a slash at the end", () => {
  test.each(["{ path: { one_of: [/thank-you, /thank-you/] } }", '{ path: { matches: "^/thank-you/?$" } }'])(
    "are both counted by %s, as the docs say",
    (written) => {
      const goals = `goals:\n  thanks: { type: destination, page: ${written} }\n`;
      const reached = [
        "/thank-you",
        "/thank-you/",
        "/thank-you/?a=1",
        "/thank-you-page",
        "/thank-you/x",
        "/en/thank-you",
      ];
      expect(reached.filter((path) => counted(visit(goals, path)).length === 1)).toEqual(reached.slice(0, 3));
    },
  );
});
