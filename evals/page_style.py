"""How the report page looks: on a wide screen, at 360 pixels, in the dark, on paper; nothing is loaded."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --faint: #5c5c5c; --line: #d0d0d0; --card: #f5f5f2;
  --good: #00664b; --bad: #a63300; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --faint: #b0b0b0; --line: #444444;
  --card: #222222; --good: #5fd0a8; --bad: #ff9e70; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; } h3 { font-size: 1rem; margin: 0 0 .4rem; }
.verdict { font-size: 1.1rem; font-weight: 600; border-left: .4rem solid var(--good); padding-left: .7rem; }
.verdict.bad { border-color: var(--bad); }
.trend { font-weight: 600; } .trend.better { color: var(--good); } .trend.worse { color: var(--bad); }
nav { display: flex; flex-wrap: wrap; gap: .2rem 1rem; } nav a { padding: .3rem 0; } a { color: inherit; }
:target { outline: .15rem solid var(--good); outline-offset: .3rem; }
.faint { color: var(--faint); font-size: .9rem; }
table { overflow-wrap: normal; border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td { text-align: right; white-space: nowrap; } th { font-weight: 400; } thead th { font-weight: 600; }
thead th:not(:first-child) { text-align: right; }
td:last-child, th:last-child { padding-right: 0; }
figure { margin: 1rem 0; max-width: 30rem; background: #ffffff; color: #1b1b1b; border: 1px solid var(--line); }
figure svg { display: block; width: 100%; height: auto; }
figcaption { padding: .5rem .7rem; font-size: .9rem; color: #444444; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem; }
article + article { margin-top: .7rem; }
article dl { margin: 0; } article dt { color: var(--faint); font-size: .85rem; } article dd { margin: 0 0 .5rem; }
.reply { white-space: pre-wrap; } .faults { color: var(--bad); font-weight: 600; }
summary { cursor: pointer; padding: .4rem 0; min-height: 2.2rem; }
summary:focus-visible, a:focus-visible { outline: .2rem solid currentColor; outline-offset: .1rem; }
.scroll { overflow-x: auto; } .scroll th, .scroll td { padding-right: .5rem; }
@media (max-width: 40rem) {
  .figures thead { display: none; }
  .figures tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0; }
  .figures th, .figures td { display: inline-block; border: 0; padding: 0 .7rem 0 0; text-align: left; }
  .figures th { display: block; font-weight: 600; }
  .figures td:not(:first-of-type) { font-size: .85rem; color: var(--faint); }
  .figures td:not(:first-of-type)::before { content: attr(data-label) " "; }
  .figures td:empty { display: none; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  article, figure, tr { break-inside: avoid; }
  figure { max-width: 12cm; } details::details-content { content-visibility: visible; display: block; }
}
"""
