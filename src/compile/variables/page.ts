/** Variables that read the page's address, title and cookies. */

import { boolean, template } from "../gtm-json.ts";
import { notSet, own, type Variable, variableBody } from "./variable.ts";

/** A parameter of the page's query, decoded; missing reads as NOT_SET. */
export function queryParameter(owner: string, name: string): Variable {
  const body = {
    ...variableBody("u", [template("component", "QUERY"), template("queryKey", name)]),
    formatValue: notSet("convertUndefinedToValue"),
  };
  return own(owner, `query:${name}`, `query ${name}`, body);
}

/** A parameter of the page's query, for event parameters: missing stays missing. */
export function queryForParameters(owner: string, name: string): Variable {
  const body = variableBody("u", [template("component", "QUERY"), template("queryKey", name)]);
  return own(owner, `parameter_query:${name}`, `parameter from query ${name}`, body);
}

/** A first-party cookie, decoded; missing stays missing. */
export function cookieForParameters(owner: string, name: string): Variable {
  const body = variableBody("k", [boolean("decodeCookie", true), template("name", name)]);
  return own(owner, `parameter_cookie:${name}`, `parameter from cookie ${name}`, body);
}

/** A first-party cookie, decoded, for conditions: Tag Manager reads a missing one as the text "undefined". */
export function cookieForConditions(owner: string, name: string): Variable {
  const body = {
    ...variableBody("k", [boolean("decodeCookie", true), template("name", name)]),
    formatValue: notSet("convertUndefinedToValue"),
  };
  return own(owner, `cookie:${name}`, `cookie ${name}`, body);
}

/** What comes after `#`, not decoded; empty when there is nothing. */
export function fragment(owner: string): Variable {
  return own(owner, "fragment", "fragment", variableBody("u", [template("component", "FRAGMENT")]));
}

export function documentTitle(owner: string): Variable {
  return own(
    owner,
    "source:title",
    "document title",
    variableBody("j", [template("name", "document.title")]),
  );
}
