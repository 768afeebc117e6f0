// The answer at the top: the sentence, what it rests on, the small table.
export const answer = `
#answer { margin: 20px 0 28px; }
.recommendation { font-size: 19px; line-height: 1.45; max-width: 72ch; margin: 0 0 10px; padding-left: 16px; border-left: 4px solid var(--link); }
.basis { list-style: none; margin: 0 0 22px; padding-left: 20px; color: var(--soft); font-size: 14px; display: grid; gap: 2px; max-width: 100ch; }
.basis li { overflow-wrap: anywhere; }
table.answer { width: 100%; max-width: 820px; margin: 18px 0 10px; }
.answer th, .answer td { text-align: left; vertical-align: top; white-space: normal; padding: 8px 24px 8px 0; }
.answer th[scope=row] { width: 26%; font-weight: 400; overflow-wrap: anywhere; }
.answer .measured { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; line-height: 1.4; }
.answer .strip { flex: none; margin: 3px 0; }
.answer .strip .whole { fill-opacity: 1; }
.answer .strip .dashed { stroke-dasharray: 3 2; }
.answer .chance { fill: var(--band); }
.answer tr.used { background: var(--card); }
.answer .mark { margin: 0 0 0 -4px; }
.answer tr.used th { box-shadow: inset 4px 0 var(--better); padding-left: 12px; }
`;
