import { expect, test } from "vitest";
import { builtIns, dataLayer, firings, load, tag, template, trigger, when } from "./support.ts";

const parts = {
  builtInVariable: builtIns(
    "pageUrl",
    "pagePath",
    "historySource",
    "newHistoryFragment",
    "oldHistoryFragment",
  ),
  variable: [
    dataLayer("old", "gtm.oldUrl"),
    dataLayer("new", "gtm.newUrl"),
    dataLayer("state", "gtm.newHistoryState"),
  ],
  trigger: [trigger("1", "historyChange")],
  tag: [
    tag("probe", ["1"], {
      parameter: [
        template("source", "{{History Source}}"),
        template("fragments", "{{Old History Fragment}}>{{New History Fragment}}"),
        template("addresses", "{{old}}>{{new}}"),
        template("page", "{{Page URL}}"),
        template("state", "{{state}}"),
      ],
    }),
  ],
};

test("a virtual page view moves the page variables and tells both addresses, without their fragments", () => {
  const running = load(parts);
  running.navigate("/cart#items", "pushState", { step: 2 });
  expect(running.fired[0]).toEqual({
    tag: "probe",
    type: "img",
    event: "gtm.historyChange",
    parameters: {
      source: "pushState",
      fragments: "top>items",
      addresses: "https://www.acme.example/shop?step=done>https://www.acme.example/cart",
      page: "https://www.acme.example/cart",
      state: { step: 2 },
    },
  });
});

test("every pushState and replaceState counts, the same address included", () => {
  const running = load(parts);
  running.navigate("/cart", "pushState");
  running.navigate("/cart", "replaceState");
  running.navigate("/cart", "replaceState");
  expect(running.fired.length).toBe(3);
});

test("a new fragment alone arrives as popstate, with two equal addresses", () => {
  const running = load(parts);
  running.navigate("#details", "popstate");
  expect(running.fired[0]?.parameters).toMatchObject({
    source: "popstate",
    fragments: "top>details",
    addresses: "https://www.acme.example/shop?step=done>https://www.acme.example/shop?step=done",
  });
});

test("comparing the two addresses counts a virtual page once", () => {
  const filter = [when("{{new}}", "equals", "{{old}}", "negate")];
  const running = load({ ...parts, trigger: [trigger("1", "historyChange", { filter })] });
  for (const url of ["/cart", "/cart", "#items", "/done"]) running.navigate(url, "pushState");
  expect(running.fired.map(({ parameters }) => parameters["page"])).toEqual([
    "https://www.acme.example/cart",
    "https://www.acme.example/done",
  ]);
});

test("a pageview trigger does not see virtual page views", () => {
  const running = load({ tag: [tag("page", ["1"])], trigger: [trigger("1", "pageview")] });
  running.navigate("/cart", "pushState");
  expect(firings(running)).toEqual(["gtm.js: page"]);
});
