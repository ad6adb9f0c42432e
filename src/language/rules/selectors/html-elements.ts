/** Names of elements that a page can have: HTML Living Standard, its obsolete ones that browsers still know, and SVG. */
const HTML =
  "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br " +
  "button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em " +
  "embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html " +
  "i iframe image img input ins kbd label legend li link main map mark marquee math menu menuitem meta meter nav " +
  "nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress " +
  "q rb rp rt rtc ruby s samp script search section select selectedcontent slot small source span strike strong " +
  "style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var " +
  "video wbr xmp";

const SVG =
  "animate animatemotion animatetransform circle clippath defs desc ellipse filter foreignobject g line " +
  "lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop switch " +
  "symbol text textpath tspan use view";

const NAMES: ReadonlySet<string> = new Set(`${HTML} ${SVG}`.split(" "));

/** Names with a hyphen belong to custom elements, which every site may have. */
export function mayBeElement(name: string): boolean {
  return name.includes("-") || NAMES.has(name.toLowerCase());
}
