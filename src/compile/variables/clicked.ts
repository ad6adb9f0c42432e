/** Variables that read what was clicked: the link or button, also when the click landed on the icon inside it. */

import { boolean, template } from "../gtm-json.ts";
import { CLICK_ELEMENT } from "./built-in.ts";
import { own, type Variable, variableBody } from "./variable.ts";

/** The link or button that was clicked, also when the click landed on the icon inside it. */
const CONTROL = [
  `  var clicked = {{${CLICK_ELEMENT.name}}};`,
  "  var control = clicked && clicked.closest ? clicked.closest('a, button, label, summary, [role=button], [role=link]') : null;",
  "  var element = control || clicked;",
];

/** The id or the classes of the link or button that was clicked; the empty text for none. */
export function controlAttribute(owner: string, attribute: "id" | "class"): Variable {
  const javascript = [
    "function() {",
    ...CONTROL,
    `  return element && element.getAttribute ? element.getAttribute('${attribute}') || '' : '';`,
    "}",
  ].join("\n");
  const body = variableBody("jsm", [template("javascript", javascript)]);
  return own(owner, `clicked_${attribute}`, `${attribute} of the clicked control`, body, [CLICK_ELEMENT]);
}

/**
 * An attribute of what was clicked, sent or seen, or of the nearest element around it that has it. Tag Manager's own
 * variable is empty for a click on the icon inside a button. Undefined where no element has it, or has it empty.
 * @param name consists of letters, digits and `-_.:`, so it cannot end the text around it
 */
export function closestAttribute(owner: string, name: string): Variable {
  if (!/^[\w.:-]+$/.test(name)) throw new Error(`not the name of an attribute: ${name}`);
  const javascript = [
    "function() {",
    `  var element = {{${CLICK_ELEMENT.name}}};`,
    `  while (element && element.getAttribute && element.getAttribute('${name}') === null) element = element.parentNode;`,
    `  return element && element.getAttribute && element.getAttribute('${name}') || undefined;`,
    "}",
  ].join("\n");
  const body = variableBody("jsm", [template("javascript", javascript)]);
  return own(owner, `source:attribute:${name}`, `attribute ${name}`, body, [CLICK_ELEMENT]);
}

/**
 * The text of the link or button that was clicked, also when the click landed on
 * the icon inside it: Tag Manager's own Click Text belongs to the innermost element.
 */
export function clickedControlText(owner: string): Variable {
  const javascript = [
    "function() {",
    ...CONTROL,
    "  var text = element ? element.innerText || element.textContent || element.value || '' : '';",
    "  return String(text).replace(/\\s+/g, ' ').replace(/^ | $/g, '');",
    "}",
  ].join("\n");
  return own(
    owner,
    "clicked_text",
    "text of the clicked control",
    variableBody("jsm", [template("javascript", javascript)]),
    [CLICK_ELEMENT],
  );
}

/** Whether the clicked link leads to another site: "true" or "false", by the host of the page without `www.`. */
export function leadsOutside(owner: string): Variable {
  const parameter = [
    boolean("setDefaultValue", false),
    template("varType", "URL"),
    template("component", "IS_OUTBOUND"),
  ];
  return own(owner, "link:outbound", "link leads to another site", variableBody("aev", parameter));
}
