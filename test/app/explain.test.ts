/** Which page is shown for a code, as a message prints it or as people type it. */
import { expect, test } from "vitest";
import { explain } from "../../src/app/explain.ts";

const PAGES: Readonly<Record<string, string>> = {
  "unknown-key": "# unknown-key\n\n**Error** in a goals file.\n\n**Warning** is not what it is.\n",
  "not-a-wildcard": "# not-a-wildcard\n\n**Warning**\n",
  "as-it-was": "# as-it-was\n\nSee **Error** pages.\n",
};
const pages = {
  codes: () => [...Object.keys(PAGES), "no-page"],
  page: (code: string) => {
    const markdown = PAGES[code];
    return markdown === undefined ? null : { path: `docs/rules/${code}.md`, markdown };
  },
};

test.each([
  "unknown-key",
  "error[unknown-key]",
  "[unknown-key]",
  "error[unknown-key]:",
  " unknown-key ",
  "warning[unknown-key]",
])("%j is a code", (asked) => {
  expect(explain(asked, pages)).toEqual({
    is: "explanation",
    code: "unknown-key",
    severity: "error",
    page: { path: "docs/rules/unknown-key.md", markdown: PAGES["unknown-key"] },
  });
});

test("a page says at the beginning of a line whether it is about an error", () => {
  expect(explain("not-a-wildcard", pages).severity).toBe("warning");
  expect(explain("as-it-was", pages).severity).toBeNull();
});

test.each([
  ["unknown-kye", "Did you mean `unknown-key`?"],
  [
    "sign_up",
    "The code is what a message shows in brackets: error[path-without-slash]. If sign_up is a goal, say which page is viewed: `goalform explain sign_up --page /`.",
  ],
  ["zz-zz", "The code is what a message shows in brackets: error[path-without-slash]."],
  ["no-page", "Did you mean `no-page`?"],
  ["warning-sign", "The code is what a message shows in brackets: error[path-without-slash]."],
  ["error[unknown-key]: No.", "The code is what a message shows in brackets: error[path-without-slash]."],
  ["see error[unknown-key]", "The code is what a message shows in brackets: error[path-without-slash]."],
])("%s is none", (asked, hint) => {
  expect(() => explain(asked, pages)).toThrow(
    expect.objectContaining({
      code: "unknown-code",
      message: `No message of \`goalform validate\` has the code ${asked}.`,
      ways: [hint],
    }),
  );
});
