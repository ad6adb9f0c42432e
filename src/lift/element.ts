/** Conditions on what was clicked or sent → the details of `click`, `link`, `download` and `form`. */
import { addressCondition, plainTextCondition } from "../compile/text-conditions.ts";
import {
  CLICK_CLASSES,
  CLICK_ID,
  CLICK_TEXT,
  CLICK_URL,
  FORM_CLASSES,
  FORM_ID,
  FORM_URL,
  type Variable,
  VIDEO_TITLE,
  VIDEO_URL,
} from "../compile/variables.ts";
import { USUAL_FILES } from "../countable/usual-files.ts";
import type { TextMatcher } from "../language/goal-set/conditions.ts";
import type {
  ClickInteraction,
  DownloadInteraction,
  FormInteraction,
  LinkInteraction,
} from "../language/goal-set/interaction.ts";
import type { Asked } from "./asked.ts";
import type { ElementFact } from "./fact.ts";
import { inOneMapping, type TextKind, textMatchers } from "./matchers.ts";
import { alternativesOf } from "./pattern/alternatives.ts";
import type { Findings } from "./reasons.ts";
import { type Attributes, attributeOf, attributesIn, withoutInside } from "./selectors.ts";

export function of(asked: readonly Asked[], what: ElementFact): readonly Asked[] {
  return asked.filter(({ fact }) => fact.is === "element" && fact.what === what);
}

function plain(variable: Variable): TextKind {
  return { compiled: (matcher) => plainTextCondition(variable, matcher) };
}

function address(variable: Variable): TextKind {
  return { compiled: (matcher) => addressCondition(variable, matcher), isAddress: true };
}

/** Ids and classes as patterns only: everything else is a selector, which also finds what is inside the element. */
function innermost(variable: Variable): TextKind {
  return {
    compiled: (matcher) =>
      matcher.op === "matches"
        ? plainTextCondition(variable, matcher)
        : { type: "cssSelector", value: "", ignoreCase: false, negate: false },
  };
}

export function clickOf(findings: Findings, asked: readonly Asked[]): ClickInteraction {
  const { selector, id, classes } = clickedElement(findings, of(asked, "click element"));
  const onlyInnermost = [...of(asked, "click text"), ...of(asked, "click url")];
  for (const { variable } of onlyInnermost) findings.differ("click-inside", variable);
  return {
    kind: "click",
    selector,
    text: matchers(findings, [...of(asked, "control text"), ...of(asked, "click text")], plain(CLICK_TEXT)),
    id: joined(findings, [...id, ...matchers(findings, of(asked, "click id"), innermost(CLICK_ID))], "id"),
    classes: joined(
      findings,
      [...classes, ...matchers(findings, of(asked, "click classes"), innermost(CLICK_CLASSES))],
      "classes",
    ),
  };
}

function matchers(findings: Findings, asked: readonly Asked[], kind: TextKind): readonly TextMatcher[] {
  return textMatchers(findings, asked, kind) ?? [];
}

function joined(findings: Findings, all: readonly TextMatcher[], about: string): readonly TextMatcher[] {
  const sayable = inOneMapping(all);
  if (sayable === null) findings.leaveOut("comparisons-alike", about);
  return sayable ?? [];
}

/** What Tag Manager names is the innermost element; a goal means the control around it. */
function clickedElement(findings: Findings, asked: readonly Asked[]): Attributes {
  const wanted = asked.filter((one) => !one.negate).map((one) => meant(findings, one));
  const unwanted = asked.filter((one) => one.negate).map((one) => meant(findings, one));
  const attributes = wanted.length === 1 ? attributesIn(wanted[0]!) : NO_ATTRIBUTES;
  const selector = wanted.length > 1 ? wanted.map((one) => `:is(${one})`).join("") : attributes.selector;
  const not = unwanted.map((one) => attributeOf(one, true));
  if (not.includes(null)) {
    const without = unwanted.map((one) => `:not(${one}, ${one} *)`).join("");
    return { ...attributes, selector: `${selector === null ? "" : `:is(${selector})`}${without}` };
  }
  const of = (name: "id" | "class") => not.flatMap((one) => (one?.name === name ? [one.matcher] : []));
  return { selector, id: [...attributes.id, ...of("id")], classes: [...attributes.classes, ...of("class")] };
}

const NO_ATTRIBUTES: Attributes = { selector: null, id: [], classes: [] };

function meant(findings: Findings, { type, value, variable }: Asked): string {
  if (type !== "cssSelector") findings.leaveOut("built-in-condition", variable);
  const outer = withoutInside(value);
  if (outer === null) findings.differ("click-inside", variable);
  return outer ?? value;
}

export function linkOf(findings: Findings, asked: readonly Asked[]): LinkInteraction {
  const outside = of(asked, "leads outside");
  const outbound = outside.length === 0 ? null : outside.every(({ negate }) => !negate);
  const urls = of(asked, "click url").filter((one) => outbound === null || !isWebAddress(one));
  return {
    kind: "link",
    ...exactElement(findings, of(asked, "click element"), {
      id: [of(asked, "click id"), CLICK_ID],
      classes: [of(asked, "click classes"), CLICK_CLASSES],
    }),
    url: matchers(findings, urls, address(CLICK_URL)),
    text: matchers(findings, [...of(asked, "click text"), ...of(asked, "control text")], plain(CLICK_TEXT)),
    outbound,
  };
}

function isWebAddress({ type, value, negate }: Asked): boolean {
  return type === "matchRegex" && value === "^https?://" && !negate;
}

/** Of an element that Tag Manager names itself: the link, the form. */
function exactElement(
  findings: Findings,
  element: readonly Asked[],
  texts: Readonly<Record<"id" | "classes", readonly [readonly Asked[], Variable]>>,
): Attributes {
  const css = element.map((one) => ({ ...one, attribute: attributeOf(one.value, one.negate) }));
  for (const { type, variable } of element)
    if (type !== "cssSelector") findings.leaveOut("built-in-condition", variable);
  const isClass = ({ attribute }: (typeof css)[number]) => attribute?.name === "class";
  const selectors = css
    .filter((one) => !isClass(one))
    .map(({ value, negate }) => (negate ? `:not(${value})` : value));
  const [idAsked, idVariable] = texts.id;
  const [classesAsked, classesVariable] = texts.classes;
  const patterns = matchers(findings, classesAsked, innermost(classesVariable));
  return {
    selector:
      selectors.length === 0
        ? null
        : selectors.length === 1
          ? selectors[0]!
          : selectors.map((one) => `:is(${one})`).join(""),
    id: matchers(findings, idAsked, plain(idVariable)),
    classes: joined(
      findings,
      [...css.filter(isClass).map((one) => one.attribute!.matcher), ...patterns],
      "classes",
    ),
  };
}

const DOWNLOAD = /^\^https\?:\/\/\[\^\/\?#\]\+\/\[\^\?#\]\*\\\.\(\?:([^()]+)\)\(\?:\[\?#\]\|\$\)$/;

/** Null where no condition asks for the extension of a file as goalform does. */
export function downloadOf(findings: Findings, asked: readonly Asked[]): DownloadInteraction | null {
  const urls = of(asked, "click url");
  const file = urls.find(
    ({ type, value, ignoreCase, negate }) =>
      type === "matchRegex" && ignoreCase && !negate && DOWNLOAD.test(value),
  );
  if (file === undefined || urls.length < asked.filter(({ fact }) => fact.is === "element").length)
    return null;
  const extensions = alternativesOf(DOWNLOAD.exec(file.value)![1]!).map((one) => one.replaceAll("\\.", "."));
  const isUsual = extensions.join() === [...USUAL_FILES].join();
  return {
    kind: "download",
    extensions: isUsual ? null : extensions,
    url: matchers(
      findings,
      urls.filter((one) => one !== file),
      address(CLICK_URL),
    ),
  };
}

export function formOf(findings: Findings, asked: readonly Asked[]): FormInteraction {
  return {
    kind: "form",
    ...exactElement(findings, of(asked, "form element"), {
      id: [of(asked, "form id"), FORM_ID],
      classes: [of(asked, "form classes"), FORM_CLASSES],
    }),
    action: matchers(findings, of(asked, "form url"), address(FORM_URL)),
  };
}

export function videoTexts(findings: Findings, asked: readonly Asked[]) {
  return {
    url: matchers(findings, of(asked, "video url"), plain(VIDEO_URL)),
    title: matchers(findings, of(asked, "video title"), plain(VIDEO_TITLE)),
  };
}
