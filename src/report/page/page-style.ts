import { FONT } from './theme';

/** The look of the page; colours come from the variables of the theme. */
const LAYOUT = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 ${FONT};overflow-wrap:anywhere}
[hidden]{display:none!important}
.report{max-width:1160px;margin:0 auto;padding:0 24px 64px}
h1{font-size:clamp(1.8rem,4vw,2.4rem);line-height:1.15;letter-spacing:-.02em;margin:.1em 0 .3em;text-wrap:balance}
h2{font-size:1.55rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 .5em}
h3{font-size:1.02rem;line-height:1.4;font-weight:650;margin:0 0 .5em;text-wrap:pretty}
h4{font-size:.92rem;margin:1.4em 0 .4em}
p{margin:0 0 .6em}
a{color:var(--accent)}
code{font:.88em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.head{padding:48px 0 20px}
.kicker{margin:0;color:var(--accent);font-weight:700;letter-spacing:.02em}
.lead{max-width:44em;color:var(--muted);font-size:1.08rem}
.meta{display:flex;flex-wrap:wrap;gap:8px 40px;margin:20px 0 0}
.meta dt{color:var(--muted);font-size:.8rem}
.meta dd{margin:0;font-weight:600}
.bar{position:sticky;top:0;z-index:5;display:flex;justify-content:space-between;align-items:center;gap:16px;margin:0 -24px;padding:0 24px;background:var(--page);border-bottom:1px solid var(--line)}
.bar nav{display:flex;gap:4px;overflow-x:auto;scrollbar-width:none;padding:6px 3px}
.bar nav:first-child{margin-left:-12px}
.bar a{flex:none;padding:6px 12px;border-radius:999px;color:var(--ink);font-size:.92rem;font-weight:550;text-decoration:none}
.bar a:hover{background:var(--raised)}
.bar .languages{flex:none;overflow:visible}
.bar a[aria-current]{background:var(--raised);color:var(--accent);font-weight:700}
section{padding-top:44px;scroll-margin-top:24px}
.intro{max-width:50em;color:var(--muted);margin-bottom:20px}
footer{margin-top:56px;padding-top:16px;border-top:1px solid var(--line);color:var(--muted);font-size:.85rem}
`;

const CARDS = `
.card{margin:0;padding:22px 24px;background:var(--surface);border:1px solid var(--line);border-radius:12px;min-width:0}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:20px}
.charts>.wide{grid-column:1/-1}
.plot{width:100%;overflow:hidden}
.how{margin:10px 0 0;color:var(--muted);font-size:.87rem;max-width:70em}
.how strong{color:var(--ink);font-weight:600}
.how .n{display:inline-block;font-weight:600}
.missing{align-self:start;border-style:dashed}
.missing p{margin:0;color:var(--muted)}
.tools{display:flex;gap:8px;margin-top:12px}
.chart .tools{float:right;margin-left:12px}
button{font:600 .8rem/1.4 ${FONT};color:var(--ink);background:var(--raised);border:1px solid var(--line);border-radius:7px;padding:4px 12px;cursor:pointer}
button:hover{border-color:var(--accent);color:var(--accent)}
details{margin-top:14px;font-size:.88rem}
details .scroll{clear:both;margin-top:12px}
summary{cursor:pointer;color:var(--accent);font-weight:600;width:fit-content}
.verdict{border-left:6px solid var(--muted);padding:24px 28px}
.verdict.good{border-left-color:var(--good)}
.verdict.even{border-left-color:var(--even)}
.verdict.bad{border-left-color:var(--bad)}
.headline{font-size:1.3rem;line-height:1.35;font-weight:650;letter-spacing:-.01em;margin-bottom:.7em;text-wrap:pretty}
.verdict ul{list-style:none;margin:0;padding:0;display:grid;gap:10px}
.verdict li{display:grid;grid-template-columns:7.4rem 1fr;gap:12px;align-items:baseline}
.status{font-size:.85rem;font-weight:700;white-space:nowrap;color:var(--muted)}
.status.good{color:var(--good)}
.status.even{color:var(--even)}
.status.bad{color:var(--bad)}
.figures,.actions{display:grid;gap:16px;margin:20px 0}
.figures{grid-template-columns:repeat(auto-fit,minmax(min(100%,240px),1fr))}
.actions{grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));margin-top:10px}
.figure-card{display:flex;flex-direction:column;padding:18px 20px}
.figure-card h3{color:var(--muted);font-size:.88rem;min-height:2lh;margin-bottom:.2em}
.figure{font-size:2rem;line-height:1.2;font-weight:700;letter-spacing:-.02em;margin:0 0 .25em;font-variant-numeric:tabular-nums}
.figure-card p:not(.figure,.foot){font-size:.87rem;line-height:1.45;margin:0 0 .4em}
.figure-card .foot{margin:auto 0 0;padding-top:8px}
.over-cards{margin-top:32px;font-size:1.15rem}
.action{padding:18px 20px}
.action .what{font-weight:600}
.action p:not(.figure,.what){margin:0 0 .35em;color:var(--muted);font-size:.92rem}
.action p:last-child{margin-bottom:0}
`;

const TABLES = `
.scroll{overflow:auto;border-radius:4px}
details .scroll{max-height:26rem}
table{border-collapse:collapse;width:100%;font-size:.87rem;font-variant-numeric:tabular-nums;overflow-wrap:normal}
th,td{padding:6px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
thead th{color:var(--muted);font-weight:600;vertical-align:bottom;border-bottom-color:var(--line);position:sticky;top:0;background:var(--surface)}
tbody th{font-weight:500}
.num{text-align:right;white-space:nowrap}
.num small{display:block;color:var(--muted);font-size:.94em}
.models{font-size:.81rem}
.models th,.models td{padding:6px 5px}
.models thead th{position:static}
.models :is(thead,tbody) th:first-child{position:sticky;left:0}
.models th:first-child{background:var(--surface)}
.models thead th:not(:first-child){text-align:right}
.models thead :is([scope=colgroup],.group){text-align:left!important;color:var(--ink)}
.models .edge{border-left:1px solid var(--line)}
.models tbody th{min-width:11.5em}
.models .chosen>:is(th,td){background:var(--raised)}
.models .chosen th{font-weight:700}
.named{display:flex;gap:10px}
.named small{display:block;color:var(--muted);font-weight:400}
.mark{color:var(--accent);white-space:nowrap;font-size:.95em}
.swatch{flex:none;width:12px;height:12px;margin-top:.35em}
.swatch.circle{border-radius:50%}
.swatch.diamond{clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%)}
.swatch.triangle-up{clip-path:polygon(50% 0,100% 100%,0 100%)}
.swatch.triangle-down{clip-path:polygon(0 0,100% 0,50% 100%)}
.facts{margin:0;display:grid;gap:10px}
.facts dt{color:var(--muted);font-size:.82rem}
.facts dd{margin:0}
.limits{margin:0;padding-left:1.2em;display:grid;gap:6px;font-size:.93rem}
pre{margin:0;padding:12px 14px;background:var(--raised);border-radius:8px;overflow-x:auto;white-space:pre-wrap}
${Array.from({ length: 8 }, (_, index) => `.series-${index + 1}{background:var(--series-${index + 1})}`).join('\n')}
`;

const SMALL = `
@media (max-width:640px){
.report{padding:0 16px 40px}
.bar{margin:0 -16px;padding:4px 16px 0;flex-direction:column-reverse;align-items:stretch;gap:0}
.bar .languages{align-self:flex-end;padding-bottom:0}
.card{padding:16px}
.verdict{padding:18px}
.verdict li{grid-template-columns:1fr;gap:2px}
section{padding-top:32px}
.figure-card h3{min-height:0}
}
`;

const PAPER = `
@page{margin:14mm}
@media print{
body{background:#fff;font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.report{max-width:none;padding:0}
.bar,.tools,footer{display:none}
.head{padding-top:0}
.charts{display:block}
.charts>*{margin-bottom:14px}
.card,.plot{break-inside:avoid}
.chart{break-inside:auto}
.chart .plot,.chart figcaption,.chart .how{break-inside:avoid}
.chart figcaption,h2,h3{break-after:avoid}
details .scroll,.scroll{overflow:visible;max-height:none}
details table{font-size:7.5pt}
details .scroll:has(tbody tr:nth-child(16)):not(:has(thead th:nth-child(4))){columns:3;column-gap:8mm}
details :is(th,td){padding:1.5px 6px}
thead th,.models :is(thead,tbody) th:first-child{position:static}
.figures{grid-template-columns:repeat(4,1fr);gap:8px}
.actions{grid-template-columns:repeat(3,1fr);gap:8px}
.figure-card,.action{padding:10px 12px}
.figure{font-size:1.5rem}
section{padding-top:24px}
.models{font-size:7.4pt}
.models th,.models td{padding:3px 3px}
.models tbody th{min-width:0}
tr{break-inside:avoid}
}
`;

export const PAGE_STYLE = LAYOUT + CARDS + TABLES + SMALL + PAPER;
