// Tables: scores, measures, numbers behind plots, options.
export const tables = `
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 15px; }
caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
th, td { padding: 7px 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th, thead td { font-weight: 600; font-size: 14px; vertical-align: bottom; border-bottom-color: var(--soft); }
.switch { margin: 0 0 18px; }
.switch label { cursor: pointer; font-weight: 600; }
.switch .soft { font-weight: 400; margin-left: 4px; }
.switch input { width: 16px; height: 16px; margin: 0 4px 0 0; vertical-align: -2px; accent-color: var(--link); }
#scores:has(#differences-only:checked) .same { display: none; }
#scores .none { display: none; }
#scores:has(#differences-only:checked) .none { display: block; }
.scores { width: 100%; min-width: 860px; margin: 0 0 24px; }
.scores th, .scores td { vertical-align: top; padding: 8px 4px 8px 12px; }
.scores th:first-child { width: 180px; padding-left: 0; white-space: normal; }
.scores .simple th, .scores .simple td { font-weight: 400; color: var(--soft); }
.scores td { line-height: 1.35; }
.scores td b { font-weight: 600; }
.strip { display: block; margin: 4px 0 3px auto; overflow: visible; print-color-adjust: exact; }
.strip circle { fill-opacity: 0.55; }
.strip .rail { stroke: var(--line); }
.strip .zero { stroke: var(--soft); stroke-width: 1.5; }
.interval { display: block; font-size: 12.5px; color: var(--soft); }
.mark { text-decoration: none; font-size: 12px; margin-right: 5px; }
.mark.better { color: var(--better); }
.mark.worse { color: var(--worse); }
.measures { font-size: 14px; margin: 0 0 24px; }
.measures th[scope=row] { font-weight: 600; white-space: normal; min-width: 220px; }
.measures th[scope=row] small { display: block; }
.measures th[scope=colgroup] { text-align: right; }
.claims th[scope=row] { font-weight: 400; white-space: normal; min-width: 220px; max-width: 60ch; }
.claims td { text-align: left; }
.claims thead th { text-align: left; }
details.numbers { margin: 6px 0 0; border: 0; padding: 0; font-size: 13px; }
.numbers > summary { padding: 2px 0; font-weight: 400; color: var(--soft); width: fit-content; }
.numbers table { font-size: 13px; margin: 6px 0 10px; }
.numbers caption { font-weight: 400; color: var(--soft); white-space: normal; }
.numbers th, .numbers td { padding: 4px 10px; }
.numbers thead th { font-size: 12.5px; }
.numbers tbody th { font-weight: 400; }
.options { width: 100%; table-layout: fixed; }
.options th { width: 180px; font-weight: 400; color: var(--soft); vertical-align: top; }
.options td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
`;
