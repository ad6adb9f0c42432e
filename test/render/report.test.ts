/** Reports in every format: whole outputs, and nothing of a file that acts. */
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/figures/report.ts";
import { bar, sparkline, summed } from "../../src/render/report/bars.ts";
import { change, count, duration, money, share } from "../../src/render/report/numbers.ts";
import { reportHtml } from "../../src/render/report/report-html.ts";
import { reportMarkdown } from "../../src/render/report/report-markdown.ts";
import { reportText } from "../../src/render/report/report-text.ts";
import { widthOf } from "../../src/render/width.ts";
import { plainSigns } from "../../src/render/wrapped.ts";
import { shopReport } from "../figures/shop-report.ts";

const report = shopReport();

test("as text", async () => {
  await expect(reportText(report, { color: false })).toMatchFileSnapshot("outputs/report.txt");
});

/** Lines of tables: not the sentences, which are wrapped as in every other result. */
function tableLinesOf(text: string): string[] {
  const from = text.indexOf("\nGoals\n");
  return text
    .slice(from, text.indexOf("\nWhich small step"))
    .split("\n")
    .filter((line) => /^ {2}/.test(line) && !/^ {2}(One point more|Who left)| in 2026-/.test(line));
}

test.each([80, 60, 44])("the tables fit into %d columns, and no figure is cut", (columns) => {
  const lines = tableLinesOf(reportText(report, { color: false, columns }));
  expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
  const text = lines.join("\n");
  const figures = ["436", "2.9%", "EUR 35,098", "(0 events)", "1,966", "24.3%", "1,510", "66.1%"];
  expect(figures.filter((figure) => !text.includes(figure))).toEqual([]);
});

test("large figures do not push a table out of its width", () => {
  const large = { ...report, goals: report.goals.map((goal) => ({ ...goal, value: 12_345_678.5 })) };
  const lines = tableLinesOf(reportText(large, { color: false, columns: 60 }));
  expect(lines.filter((line) => widthOf(line) > 60)).toEqual([]);
  expect(lines.join("\n")).toContain("12,345,678.50");
});

test("as Markdown", async () => {
  await expect(reportMarkdown(report)).toMatchFileSnapshot("outputs/report.md");
});

describe("a page", () => {
  const HOSTILE = `</title><script>alert(1)</script>"'><img src=x onerror=alert(1)> \u202e`;
  const hostile = (one: Report): Report => ({
    ...one,
    owner: HOSTILE,
    goals: one.goals.map((goal) => ({ ...goal, name: HOSTILE, owner: HOSTILE })),
    funnels: one.funnels.map((funnel) => ({
      ...funnel,
      name: HOSTILE,
      steps: funnel.steps.map((step) => ({ ...step, name: HOSTILE, next: [{ event: HOSTILE, count: 1 }] })),
    })),
    experiments: one.experiments.map((experiment) => ({
      ...experiment,
      name: HOSTILE,
      variants: experiment.variants.map((variant) => ({ ...variant, name: HOSTILE })),
    })),
    dead: one.dead.map((dead) => ({ ...dead, reason: HOSTILE })),
    changes: one.changes.map((mark) => ({ ...mark, label: HOSTILE, name: HOSTILE })),
    quality: one.quality.map((quality) => ({ ...quality, message: HOSTILE })),
  });
  const page = reportHtml(hostile(report));

  test("runs nothing, whatever the file, Google or visitors say", () => {
    expect(page).not.toMatch(/<script|<img|\u202e/);
    const tags = page.replaceAll(/"[^"]*"/g, '""');
    expect([...tags.matchAll(/<[^>]*\son\w+=/g)]).toEqual([]);
  });

  test("loads nothing from elsewhere", () => {
    expect(page).not.toMatch(/(?:src|href|url\()=?["']?(?:https?:)?\/\//);
    expect(page).toContain("default-src 'none'");
  });

  test("every picture has a title and a description, and every id is there once", () => {
    for (const [svg] of page.matchAll(/<svg .*?<\/svg>/gs)) {
      const [, title, description] = /aria-labelledby="(\S+) (\S+)"/.exec(svg)!;
      expect(svg).toContain(`<title id="${title}">`);
      expect(svg).toContain(`<desc id="${description}">`);
    }
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("links to its sections, names what several rows are about once, and folds away what is too much", () => {
    const many = { ...report, dead: Array.from({ length: 14 }, () => report.dead[0]!) };
    const html = reportHtml(many);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`<h2 id="${id}">`);
    expect(html).toContain("<summary>6 more</summary>");
    const devices = html.slice(html.indexOf('<h2 id="detail">'), html.indexOf('<h2 id="months">'));
    const names = [...devices.matchAll(/<th scope="row"( class="again"><span class="unseen")?>/g)];
    expect(names.filter(([, again]) => again !== undefined)).toHaveLength(names.length / 2);
  });

  test("a hostile report is text in Markdown and on a terminal", () => {
    expect(reportMarkdown(hostile(report))).not.toMatch(/<script|<img|\u202e/);
    expect(reportText(hostile(report), { color: false })).not.toContain("\u202e");
  });
});

test("an empty report has a heading and nothing else that is empty", () => {
  const empty = {
    ...report,
    goals: [],
    funnels: [],
    leads: [],
    experiments: [],
    dead: [],
    changes: [],
    quality: [],
  };
  expect(reportText(empty, { color: false })).not.toMatch(/\n\n\n|Goals/);
  expect(reportMarkdown(empty)).not.toContain("###");
  expect(reportHtml(empty)).not.toContain("<h2");
});

describe("numbers", () => {
  test.each([
    [0, "0%"],
    [1, "100%"],
    [0.02637, "2.6%"],
    [0.0049, "0.49%"],
    [0.00001, "< 0.01%"],
    [0.99999, "> 99.9%"],
    [1.5, "150%"],
    [null, "–"],
  ])("the share %j is %s", (fraction, text) => expect(share(fraction)).toBe(text));

  test.each([
    [112, 100, "+12%"],
    [88, 100, "-12%"],
    [100, 100, "="],
    [5, 0, "new"],
    [0, 0, "="],
    [1099, 100, "+999%"],
    [1234567890, 436, "×2,831,578"],
    [null, 3, "–"],
  ])("from %j now to %j before is %s", (now, before, text) => expect(change(now, before)).toBe(text));

  test.each([
    [59.4, "59 s"],
    [131.4, "2 min 11 s"],
    [3600, "1 h"],
    [90_000, "25 h"],
    [200_000, "2 d 8 h"],
  ])("%j seconds are %s", (seconds, text) => expect(duration(seconds)).toBe(text));

  test("counts and money are grouped; what is not known is a dash", () => {
    expect([count(12_345), count(8.66), count(null)]).toEqual(["12,345", "8.7", "–"]);
    expect([money(1234.5, "EUR"), money(12, null), money(null, "EUR")]).toEqual(["EUR 1,234.50", "12", "–"]);
  });
});

describe("pictures of characters", () => {
  test("a sparkline begins at 0, so that small changes do not look large", () => {
    expect(sparkline([0, 50, 100])).toBe("▁▅█");
    expect(sparkline([98, 99, 100])).toBe("███");
    expect(sparkline([0, 0])).toBe("▁▁");
  });

  test("days are summed from the end, each sum of as many", () => {
    expect(summed([1, 1, 1, 1, 1], 2)).toEqual([3]);
    expect(summed([1, 2, 3, 4], 2)).toEqual([3, 7]);
    expect(summed([], 5)).toEqual([]);
  });

  test("bars have eighths", () => {
    expect([bar(1, 4), bar(0.5, 4), bar(0.03, 4), bar(0, 4), bar(2, 4)]).toEqual([
      "████",
      "██",
      "▏",
      "",
      "████",
    ]);
  });

  test("a terminal that knows no such characters gets others, as wide", () => {
    const text = reportText(report, { color: false });
    const plain = plainSigns(text);
    expect(plain).not.toMatch(/[\u2581-\u258f]/);
    expect(plainSigns(sparkline([0, 1, 2, 3, 4, 5, 6, 7]))).toBe("_.,-~+*#");
  });
});
