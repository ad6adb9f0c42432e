import { expect, test } from "vitest";
import type { SubmitOptions } from "../../src/engine/listeners.ts";
import { builtIns, checked, load, page, tag, template, trigger } from "./support.ts";

const html = `
  <form id=newsletter class=box action=/signup target=_top>
    <input name=id value=7><input name=action value=x><label>Your mail</label>
    <button id=send formaction=/quick>Send</button>
  </form>
  <form id=bare></form>`;

const facts = "{{Form ID}}|{{Form Classes}}|{{Form Target}}|{{Form URL}}";
const parts = {
  builtInVariable: builtIns("formElement", "formId", "formClasses", "formTarget", "formUrl", "formText"),
  tag: [tag("lenient", ["1"], { parameter: [template("facts", facts)] }), tag("strict", ["2"])],
  trigger: [
    trigger("1", "formSubmission"),
    trigger("2", "formSubmission", { checkValidation: checked("checkValidation") }),
  ],
};

test.each<[string, SubmitOptions, string[]]>([
  ["sent by the browser", {}, ["lenient", "strict"]],
  ["sent by the page itself (AJAX)", { preventDefault: true }, ["lenient"]],
  ["that the browser's validation refuses", { valid: false }, []],
  ["whose event the page stops", { stopPropagation: true }, []],
])("a form %s fires the triggers without and with checkValidation: %j %j", (_name, options, expected) => {
  const running = load(parts);
  running.submit(page(html)("#newsletter"), options);
  expect(running.fired.map((fired) => fired.tag)).toEqual(expected);
});

test("form variables: the real id attribute even when a field is named id, and the action's address", () => {
  const running = load(parts);
  running.submit(page(html)("#newsletter"));
  expect(running.fired[0]?.parameters["facts"]).toBe("newsletter|box|_top|https://www.acme.example/signup");
});

test("a form without action leads to the page itself", () => {
  const running = load(parts);
  running.submit(page(html)("#bare"));
  expect(running.fired[0]?.parameters["facts"]).toBe("bare|||https://www.acme.example/shop?step=done");
});

test("the address is the form's own, whatever address the button has", () => {
  const running = load(parts);
  const at = page(html);
  running.submit(at("#newsletter"), { submitter: at("#send") });
  expect(running.fired[0]?.parameters["facts"]).toBe("newsletter|box|_top|https://www.acme.example/signup");
});

test.each([
  ["https://www.facebook.com/tr/", []],
  ["https://www.facebook.com/tr/?id=1", ["lenient", "strict"]],
  ["https://www.facebook.com/tr", ["lenient", "strict"]],
])("a form to %s, the address that Facebook's pixel posts to, is ignored", (action, expected) => {
  const running = load(parts);
  running.submit(page(`<form id=pixel action="${action}"></form>`)("#pixel"));
  expect(running.fired.map((fired) => fired.tag)).toEqual(expected);
});
