/** How the page of a report looks: readable at 400 pixels, in light, in dark and on paper. */
import { FONT } from "../graph-svg.ts";

const LIGHT =
  "--paper:#fff;--ink:#1b2129;--soft:#525c68;--edge:#dbe1e7;--band:#f5f7f9;--main:#0b5cad;--bad:#a3241c;--bad-band:#fdeeec";
const DARK =
  "--paper:#12161b;--ink:#e8ecf1;--soft:#a5b0bc;--edge:#323b45;--band:#1a2027;--main:#74b5f7;--bad:#ff9b90;--bad-band:#2f1a18";

export const STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0;padding:24px;background:var(--paper);color:var(--ink);font:16px/1.5 ${FONT}}
main{max-width:1100px;margin:0 auto}
h1{font-size:26px;line-height:1.25;margin:0 0 8px}
h2{font-size:20px;margin:40px 0 8px}
h3{font-size:16px;margin:0 0 4px}
h1,h2,h3,p,li{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word}
p{margin:4px 0}
.soft,header p,caption,summary{color:var(--soft)}
bdi{unicode-bidi:isolate}
.wrong{background:var(--bad-band);border-left:4px solid var(--bad);border-radius:4px;padding:4px 16px;margin-top:24px}
.wrong h2{margin:8px 0;color:var(--bad)}
.wrong ul{margin:8px 0;padding-left:20px}
.kind{color:var(--bad);border:1px solid;border-radius:9px;padding:0 7px;font-size:13px;white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:16px;margin-top:24px}
.card{border:1px solid var(--edge);background:var(--band);border-radius:8px;padding:14px 16px}
.card p{color:var(--soft)}
.card .large{font-size:34px;line-height:1.2;color:var(--ink)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;min-width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;font-size:14px;padding-bottom:4px}
th,td{text-align:left;vertical-align:top;padding:7px 16px 7px 0;border-bottom:1px solid var(--edge)}
thead th{color:var(--soft);font-weight:600;font-size:14px;white-space:nowrap}
tbody th{font-weight:600;min-width:9em}
tbody th.depth-1{padding-left:20px;font-weight:400}
tbody th.depth-2{padding-left:40px;font-weight:400}
tbody th.depth-3{padding-left:60px;font-weight:400}
th.number,td.number{text-align:right;white-space:nowrap}
.days{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(320px,100%),1fr));gap:24px 32px}
.plot svg{height:88px;border-bottom:1px solid var(--edge)}
.axis{display:flex;justify-content:space-between;gap:8px;color:var(--soft);font-size:13px;margin:2px 0}
.steps{padding:0 0 0 1.6em;max-width:760px}
.steps li{padding:4px 0}
.steps svg{height:16px;border-radius:3px}
summary{cursor:pointer;font-size:14px;padding:4px 0}
svg{display:block;width:100%;margin:4px 0 0}
.bar{fill:var(--main)}
.ground{fill:var(--band)}
.mark{stroke:var(--bad);stroke-width:2;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
:focus-visible{outline:2px solid var(--main);outline-offset:2px}
@media (max-width:600px){body{padding:14px}h1{font-size:22px}th,td{padding-right:12px}}
@media print{body{padding:0}.scroll{overflow:visible}section{break-inside:avoid}}`;
