// Figures: plots in a grid, cards of a method, examples.
export const figures = `
figure { margin: 0; min-width: 0; }
figcaption { margin: 0 0 6px; line-height: 1.35; font-size: 15px; }
.note { color: var(--soft); font-size: 13.5px; }
.look { display: block; color: var(--soft); font-size: 13.5px; margin-top: 2px; text-wrap: pretty; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr)); gap: 28px 32px; margin: 20px 0 14px; }
.plots figure { max-width: 480px; display: grid; grid-template: subgrid / minmax(0, 1fr); grid-row: span 3; row-gap: 0; align-content: start; }
.plots.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); }
.plots.wide figure { max-width: 520px; }
.plots.one { grid-template-columns: 1fr; }
.plots.one figure { max-width: 600px; }
.wide .plot, .one .plot { width: 100%; }
.plots.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr)); }
.plots.small figure { max-width: 240px; }
.small h3 { font-size: 15px; }
.plot { display: block; max-width: 100%; height: auto; overflow: visible; color: var(--soft); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
.plot text { white-space: pre; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 470px), 1fr)); gap: 24px; margin: 20px 0 14px; align-items: start; }
.cards.columns { grid-template-columns: repeat(auto-fit, minmax(min(100%, 250px), 1fr)); }
.card { background: var(--card); border-radius: 10px; padding: 18px 20px; --paper: var(--card); max-width: 620px; min-width: 0; }
.cards.single { grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr)); }
.single .card { max-width: 310px; }
.pair { display: flex; flex-wrap: wrap; gap: 20px; }
.pair figure { flex: 1 1 200px; max-width: 270px; }
.pairs { margin: 0; padding: 0 0 0 20px; font-size: 14px; }
.card figure + h4 { margin-top: 14px; }
.figures { display: grid; font-size: 13.5px; margin: 8px 0 0; }
.examples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 28px 36px; margin: 20px 0 14px; }
.example { display: grid; grid-template-columns: 84px minmax(0, 1fr); column-gap: 16px; align-items: start; align-content: start; max-width: 480px; }
.example figcaption { grid-column: 1 / -1; }
.example.with-row { grid-template-columns: minmax(150px, 1fr) minmax(0, 1.6fr); max-width: 560px; }
.row { font-size: 12.5px; width: 100%; }
.row caption { font-weight: 400; color: var(--soft); padding: 0 0 2px; }
.row th, .row td { padding: 2px 4px 2px 0; white-space: normal; overflow-wrap: anywhere; font-weight: 400; }
.row th { color: var(--soft); }
.image { width: 84px; height: 84px; margin: 0; object-fit: contain; image-rendering: pixelated; border-radius: 4px; }
p.image { display: grid; place-items: center; border: 1px dashed var(--line); }
`;
