import { toIso } from '@/lib/common/clock';
import type { Measured } from './measure';
import { escapeHtml, rangeSvg, shapePlots } from './plots';
import type { Scorecard } from './score';

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1d1b18, #eceae6); --paper: light-dark(#fbfaf7, #171614);
  --band: light-dark(#dfe8d8, #2f3c29); --in: light-dark(#3d7a34, #8fcf83); --out: light-dark(#b3361f, #f0866f);
  --soft: light-dark(#78736a, #9b968d); --line: light-dark(#d9d5cc, #3a3833); --other: light-dark(#8a5a00, #e0b25a); }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: middle; }
td.n { text-align: right; font-variant-numeric: tabular-nums; } small, .lack { color: var(--soft); }
.range { width: 260px; height: 22px; } .band { fill: var(--band); } .seen { stroke: var(--soft); stroke-width: 2; }
.in { fill: var(--in); } .out { fill: var(--out); } b.in { color: var(--in); } b.out { color: var(--out); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
figure { margin: 0; } .line { fill: none; stroke: var(--in); stroke-width: 2; } .axis { fill: none; stroke: var(--line); }
.tick { font-size: 11px; fill: var(--soft); } .dot.d1 { fill: var(--other); } .dot.d2 { fill: var(--out); }
.key { font-size: .85rem; margin-right: .8rem; } .key.ours { color: var(--in); } .key.d1 { color: var(--other); } .key.d2 { color: var(--out); }
`;

export interface RealismPage {
  readonly title: string;
  readonly madeMs: number;
  readonly measured: Measured;
  readonly card: Scorecard;
}

/** One file that needs nothing else: the scorecard with the published values beside each figure. */
export function realismPage({ title, madeMs, measured, card }: RealismPage): string {
  const rows = card.rows.map((row) => {
    const { target, value, lacking, score } = row;
    const published = Object.entries(target.observed)
      .map(([name, one]) => `${name} ${one}`)
      .join('; ');
    const figure =
      value === null
        ? `<td colspan="2" class="lack">${escapeHtml(lacking ?? '')}</td>`
        : `<td class="n">${value.toPrecision(3)}</td><td class="n"><b class="${score === 1 ? 'in' : 'out'}">${score?.toFixed(2)}</b></td>`;
    return `<tr><td>${target.id}</td><td>${escapeHtml(target.name.replaceAll('_', ' '))}<br><small>${escapeHtml(target.how)}</small></td><td>${target.tier}</td><td class="n">${target.low} – ${target.high}</td>${figure}<td>${rangeSvg(row)}<br><small>${escapeHtml(published)}</small></td></tr>`;
  });
  const { sessions, days } = measured;
  const found =
    card.measured === 0
      ? 'nothing could be scored'
      : `${card.inRange} of ${card.measured} statistics lie inside the range of public real shops${card.mean === null ? '' : `, weighted score ${card.mean.toFixed(3)}`}`;
  // What is too little for a figure has no shape either.
  const plots =
    card.measured === 0 ? '' : `<div class="plots">${shapePlots(measured.shapes)}</div>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
<p>${sessions.toLocaleString('en')} sessions of ${days.toFixed(1)} days, looked at on ${toIso(madeMs).slice(0, 16).replace('T', ' ')} UTC.
<b class="${card.verdict === 'in range' ? 'in' : 'out'}">${card.verdict}</b>: ${found}.</p>
<p><small>Inside the range of real shops on these statistics: no more is claimed. Ranges span shops that differ five- to tenfold, and the model was tuned to them. A: borne out by two or more real data sets; B: by one, or by a report of the trade; C: weak.</small></p>
${plots}
<h2>Every statistic beside the published values</h2>
<table><thead><tr><th></th><th>what</th><th>tier</th><th>range</th><th>here</th><th>score</th><th>published values as bars, this stream as a dot</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>
`;
}
