/** Addresses and hosts as people write them, against what browsers show: punycode before the path, percent signs in it. */
import { describe, expect, test } from "vitest";
import { countedPage } from "../support/analytics.ts";
import { counted, elements, visit } from "../support/visit.ts";

const destination = (page: string, more = "") =>
  `goals:\n  thanks: { type: destination, page: ${page}${more} }\n`;
const event = (on: string) => `goals:\n  thanks: { type: event, on: ${on} }\n`;

/** Every row is tried as the address of a page (by Tag Manager and by Analytics), of a link and of a form. */
const WHOLE_ADDRESSES: readonly (readonly [condition: string, address: string, counts: boolean])[] = [
  ["{ equals: https://müller.example/x }", "https://müller.example/x", true],
  ["{ equals: https://müller.example/ }", "https://müller.example/", true],
  ["{ equals: https://MÜLLER.Example/X }", "https://müller.example/X", true],
  ["{ equals: https://MÜLLER.Example/X }", "https://müller.example/x", false],
  ["{ equals: https://müller.example/x }", "https://muller.example/x", false],
  ["{ equals: http://müller.example/x }", "https://müller.example/x", false],
  ["{ equals: https://xn--mller-kva.example/x }", "https://müller.example/x", true],
  ["{ equals: https://пример.рф/спасибо }", "https://пример.рф/спасибо", true],
  ["{ equals: https://müller.example/größe?q=ä }", "https://müller.example/größe?q=ä", true],
  ["{ equals: https://müller.example/größe }", "https://müller.example/gr%c3%b6%c3%9fe", true],
  ["{ equals: https://müller.example:8443/x }", "https://müller.example:8443/x", true],
  ["{ equals: https://müller.example:443/x }", "https://müller.example/x", true],
  ["{ equals: https://müller.example./x }", "https://müller.example./x", true],
  ["{ equals: https://müller.example/x }", "https://müller.example./x", false],
  ["{ equals: 'https://[2001:DB8::1]:8080/x' }", "https://[2001:db8:0::1]:8080/x", true],
  ["{ equals: https://10.0.0.1/x }", "https://10.0.0.1/x", true],
  ["{ equals: https://straße.example/x }", "https://straße.example/x", true],
  ["{ one_of: [https://müller.example/a, https://Größe.example/b] }", "https://größe.example/b", true],
  ["{ one_of: [https://müller.example/a, https://größe.example/b] }", "https://müller.example/b", false],
  ["{ begins_with: https://müller.example/ }", "https://müller.example/shop?a=1", true],
  ["{ begins_with: https://müller.example }", "https://müller.example/shop", true],
  ["{ begins_with: https://shop.müller.example/größe }", "https://shop.müller.example/größe/40", true],
  ["{ begins_with: https://10.0 }", "https://10.0.0.7/x", true],
  ["{ begins_with: https://10.0 }", "https://10.1.0.0/x", false],
  ["{ begins_with: https://WWW.Shop }", "https://www.shop.example/", true],
  ["{ begins_with: https://müller.example/, ignore_case: true }", "https://müller.example/X", true],
  ["{ contains: müller.example }", "https://www.müller.example/x", true],
  ["{ contains: müller.example }", "https://acme.example/x?from=müller.example", true],
  ["{ contains: müller.example }", "https://acme.example/müller.example/", true],
  ["{ contains: müller.example }", "https://muller.example/", false],
  ["{ contains: //müller.example/x }", "https://müller.example/x/y", true],
  ["{ contains: '://müller.example/' }", "https://müller.example/x/y", true],
  ["{ contains: https://müller.example/größe }", "https://müller.example/größe/x", true],
  ["{ contains: .müller.example/größe }", "https://www.müller.example/größe", true],
  ["{ contains: WWW.Acme.Example }", "https://www.acme.example/", true],
  ["{ contains: Acme.Example/Danke }", "https://www.acme.example/Danke", true],
  ["{ contains: Acme.Example/Danke }", "https://www.acme.example/danke", false],
  ["{ contains: Preise.pdf }", "https://www.acme.example/preise.pdf", false],
  ["{ contains: größe }", "https://www.acme.example/größe/40", true],
  ["{ contains: größe }", "https://größe.example/", true],
  ["{ contains: /größe }", "https://www.acme.example/größe", true],
  ["{ contains: '?q=größe' }", "https://www.acme.example/?q=größe", true],
  ["{ not: { contains: müller.example } }", "https://www.müller.example/x", false],
  ["{ not: { contains: müller.example } }", "https://www.acme.example/x", true],
  ["{ not: https://müller.example/x }", "https://müller.example/x", false],
  ["{ ends_with: müller.example/danke }", "https://www.müller.example/danke", true],
  ["{ ends_with: müller.example/danke }", "https://www.müller.example/danke/1", false],
  ["{ ends_with: größe }", "https://www.acme.example/größe", true],
  ["{ matches: 'müller\\.example' }", "https://www.müller.example/x", true],
  ["{ matches: '^https://(www\\.)?müller\\.example/größe' }", "https://müller.example/größe", true],
  ["{ matches: '^https://(?:müller|größe)\\.example/' }", "https://größe.example/", true],
  ["{ matches: 'müller\\.example' }", "https://muller.example/", false],
  ["{ matches: '^https://WWW\\.Acme\\.example/' }", "https://www.acme.example/x", true],
  ["{ matches: '/gr[öo](ß|ss)e' }", "https://www.acme.example/größe", true],
  ["{ matches: '/größe?$' }", "https://www.acme.example/größ", true],
  ["{ contains: 'q=rote schuhe' }", "https://www.acme.example/?q=rote+schuhe", true],
  ["{ contains: 'q=rote schuhe' }", "https://www.acme.example/?q=rote%20schuhe&x=1", true],
  ["{ contains: 'q=rote schuhe' }", "https://www.acme.example/?q=roteschuhe", false],
  ["{ equals: 'https://www.acme.example/größe 40?q=a b' }", "https://www.acme.example/größe 40?q=a+b", true],
  ["{ ends_with: 'Größe 40', ignore_case: true }", "https://www.acme.example/größe 40", true],
];

const PAGE = "https://www.acme.example/";

function countedLink(goals: string, address: string): string[] {
  const visitor = visit(goals, "", { url: PAGE });
  visitor.click(elements(`<a href="${address}">x</a>`)("a"));
  return counted(visitor);
}

function countedForm(goals: string, address: string): string[] {
  const visitor = visit(goals, "", { url: PAGE });
  visitor.submit(elements(`<form action="${address}"></form>`)("form"));
  return counted(visitor);
}

describe("a whole address", () => {
  test.each(WHOLE_ADDRESSES)("%s at %s: %j", (condition, address, counts) => {
    const shown = new URL(address).href;
    const goals = destination(`{ url: ${condition} }`);
    const counting = [
      ...counted(visit(goals, "", { url: shown })),
      ...countedPage(destination(`{ url: ${condition} }`, ", via: ga4"), shown),
      ...countedLink(event(`{ link: { url: ${condition} } }`), address),
      ...countedForm(event(`{ form: { action: ${condition} } }`), address),
    ];
    expect(counting).toEqual(counts ? ["thanks", "thanks", "thanks", "thanks"] : []);
  });

  test.each([
    ["//müller.example/x", "https://müller.example/x", true],
    ["//müller.example/x", "http://müller.example/x", true],
    ["//müller.example", "https://müller.example", true],
    ["//müller.example/x", "https://www.acme.example//müller.example/x", false],
    ["https://user:pw@müller.example/x", "https://user:pw@müller.example/x", true],
    ["TEL:+4930123", "tel:+4930123", true],
    ["mailto:jörg@acme.example", "mailto:jörg@acme.example", true],
    ["/größe", "https://müller.example/größe?x=1", true],
    ["tel:+49 30 123", "tel:+49 30 123", true],
    ["tel:+49 30 123", "tel:+4930123", false],
    [
      "mailto:a@acme.example?subject=Angebot anfordern",
      "mailto:a@acme.example?subject=Angebot anfordern",
      true,
    ],
    ["sms:+491?body=Schöne Grüße", "sms:+491?body=Schöne%20Grüße", true],
    ["whatsapp://send?text=Hallo Welt", "whatsapp://send?text=Hallo Welt", true],
    ["geo:52.5,13.4?q=Café Mitte", "geo:52.5,13.4?q=Café Mitte", true],
    ["tel:+49 30 größe", "tel:+49 30 größe", true],
  ])("of a link, %s, is met by %s: %j", (written, address, counts) => {
    expect(countedLink(event(`{ link: ${JSON.stringify(written)} }`), address)).toEqual(
      counts ? ["thanks"] : [],
    );
  });

  test.each([
    ["{ contains: '30 123' }", "tel:+49 30 123", true],
    ["{ contains: '30 123' }", "tel:+4930123", false],
    ["{ contains: 'subject=Angebot anfordern' }", "mailto:a@acme.example?subject=Angebot anfordern", true],
    ["{ begins_with: 'tel:+49 30' }", "tel:+49 30 123", true],
  ])("of a link, %s, is met by %s: %j", (written, address, counts) => {
    expect(countedLink(event(`{ link: { url: ${written} } }`), address)).toEqual(counts ? ["thanks"] : []);
  });

  test.each([
    ["/preise", true],
    ["https://müller.example/x", true],
    ["//größe.example/y", true],
    ["/preise/1", false],
    ["https://größe.example/x", false],
  ])("may stand beside paths in one list: %s", (address, counts) => {
    const list = "{ link: { url: { one_of: [/preise, https://müller.example/x, //größe.example/y] } } }";
    expect(countedLink(event(list), address)).toEqual(counts ? ["thanks"] : []);
  });

  test("of a download", () => {
    const goals = event("{ download: { extensions: pdf, url: { begins_with: https://müller.example/ } } }");
    expect(countedLink(goals, "https://müller.example/größe.pdf")).toEqual(["thanks"]);
  });
});

describe("a host", () => {
  test.each([
    ["müller.example", "müller.example", true],
    ["MÜLLER.EXAMPLE", "müller.example", true],
    ["{ ends_with: .müller.example }", "www.müller.example", true],
    ["{ ends_with: müller.example }", "www.müller.example", true],
    ["{ ends_with: .рф }", "пример.рф", true],
    ["{ begins_with: shop.mü }", "shop.mü.example", true],
    ["{ begins_with: '10.' }", "10.0.0.7", true],
    ["{ ends_with: '.7' }", "10.0.0.7", true],
    ["{ contains: müller.ex }", "www.müller.example", true],
    ["{ one_of: [größe.example, müller.example] }", "müller.example", true],
    ["{ not: müller.example }", "müller.example", false],
    ["{ matches: '^(www\\.)?müller\\.example$' }", "www.müller.example", true],
    ["{ matches: '^WWW\\.' }", "www.müller.example", true],
    ["{ matches: '^\\w+\\.\\D+$' }", "www.acme.example", true],
  ])("%s is met by %s: %j", (condition, host, counts) => {
    const { href } = new URL(`https://${host}/`);
    const expected = counts ? ["thanks"] : [];
    expect(counted(visit(destination(`{ host: ${condition} }`), "", { url: href }))).toEqual(expected);
    expect(countedPage(destination(`{ host: ${condition} }`, ", via: ga4"), href)).toEqual(expected);
  });
});
