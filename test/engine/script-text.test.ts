import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeInString, substituteInScript } from "../../src/engine/script-text.ts";
import { anyText } from "../support/any-text.ts";
import { customEvent, dataLayer, load, tag, template } from "./support.ts";

const marked = { asValue: (name: string) => `<value ${name}>`, asText: (name: string) => `<text ${name}>` };

test.each([
  ["f({{x}})", "f(<value x>)"],
  ["'a {{x}}' + \"{{x}}\" + `{{x}}`", "'a <text x>' + \"<text x>\" + `<text x>`"],
  ["'it\\'s {{x}}' + {{y}}", "'it\\'s <text x>' + <value y>"],
  ['/a{{x}}"/.test({{y}})', '/a<text x>"/.test(<value y>)'],
  ["return /[/'{{x}}]/g", "return /[/'<text x>]/g"],
  ["a / {{x}} / b", "a / <value x> / b"],
  ["(a) / 2 + '{{x}}'", "(a) / 2 + '<text x>'"],
  ["1 // don't {{x}}\n+ {{y}}", "1 // don't \n+ <value y>"],
  ["/* it's {{x}} */ {{y}}", "/* it's  */ <value y>"],
  ["{{a b - \u00fc}}{{x}}", "<value a b - \u00fc><value x>"],
])("in the script %j references become %j", (script, expected) => {
  expect(substituteInScript(script, marked)).toBe(expected);
});

test("a value inside a string reads back as itself, whatever it contains", () => {
  fc.assert(
    fc.property(anyText(), (value) => {
      for (const quote of ["'", '"', "`"]) {
        expect(new Function(`return ${quote}${escapeInString(value)}${quote}`)()).toBe(value);
      }
    }),
  );
});

test("a Custom HTML tag shows its text with references filled in, and does not run", () => {
  const html = `<b title="{{x}}">{{x}}</b><script>f({{n}}, {{x}}, '{{x}}', {{gone}}, "{{gone}}")</script><i>{{gone}}</i>`;
  const running = load({
    variable: [dataLayer("x"), dataLayer("n"), dataLayer("gone")],
    tag: [tag("a", ["1"], { type: "html", parameter: [template("html", html)] })],
    trigger: [customEvent("1", "go")],
  });
  running.push({ event: "go", x: `</script>'"`, n: 5 });
  const text = String.raw`\u003c\u002fscript\u003e\u0027\"`;
  expect(running.fired[0]?.parameters["html"]).toBe(
    `<b title="&lt;/script&gt;&#39;&quot;">&lt;/script&gt;&#39;&quot;</b>` +
      `<script>f(5, "${text}", '${text}', null, "undefined")</script><i>undefined</i>`,
  );
});
