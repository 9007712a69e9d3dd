import pc from 'picocolors';
import type { Answers } from '@/lib/audit/answers/answers';

const TOP = 5;

/** What truly happened in a run, and which report says otherwise. */
export function printAnswers(answers: Answers): void {
  const rowsOf = (report: string, parameters: object = {}) =>
    answers.truth.find(
      (one) =>
        one.report === report &&
        Object.entries(parameters).every(([key, value]) => one.parameters?.[key] === value),
    )?.rows ?? [];
  const [all] = rowsOf('overview');
  const funnel = rowsOf('funnel', { mode: 'ordered', segment: 'none' });
  const products = rowsOf('products')
    .filter(({ revenue }) => Number(revenue) > 0)
    .sort((a, b) => Number(b.revenue) - Number(a.revenue))
    .slice(0, TOP);
  const segments = ['acquisition', 'devices'].flatMap((report) =>
    rowsOf(report).map(
      ({ channel, device_type, browser, sessions, conversion }) =>
        `    ${String(channel ?? `${device_type} ${browser}`).padEnd(26)}${sessions} sessions, ${percent(conversion)}`,
    ),
  );
  console.log(
    [
      pc.bold('What truly happened'),
      `  ${all?.sessions} sessions, ${all?.orders} orders, ${euro(all?.revenue)}, conversion ${percent(all?.conversion)}`,
      `  funnel: ${funnel.map(({ step, sessions }) => `${step} ${sessions}`).join('  ')}`,
      '  top products by revenue:',
      ...products.map(
        ({ product_id, revenue, units }) =>
          `    ${String(product_id).padEnd(26)}${euro(revenue)}, ${units} units`,
      ),
      '  conversion by segment:',
      ...segments,
      ...answers.effects.map(
        ({ effect, doc, figures }) =>
          `  ${pc.bold(effect)}: ${doc}\n${Object.entries(figures)
            .map(([name, value]) => `    ${name.padEnd(26)}${figure(value)}`)
            .join('\n')}`,
      ),
      answers.alone
        ? '  The run was alone: reports were asked as they are.'
        : '  Others were there at the time: reports were asked about the run alone, its models made anew.',
    ].join('\n'),
  );
  for (const { report, parameters, rows, differences, examples } of answers.checks) {
    const words = Object.entries(parameters).map(([name, value]) => ` ${name}=${value}`);
    const name = `  ${`${report}${words.join('')}`.padEnd(44)}`;
    const verdict =
      differences === 0 ? pc.green(`${rows} rows`) : pc.red(`${differences} differences`);
    console.log(`${name}${verdict}`);
    for (const example of examples) console.log(pc.dim(`      ${JSON.stringify(example)}`));
  }
  for (const [report, why] of Object.entries(answers.left_out)) {
    console.log(pc.dim(`  ${report.padEnd(42)}not compared: ${why}`));
  }
  console.log(
    answers.agrees
      ? pc.green('✓ Every report says what happened.')
      : pc.red('✗ Reports say something else than what happened.'),
  );
}

function figure(value: number | null): string {
  return value === null ? 'not to be told' : String(Number(value.toFixed(4)));
}

function euro(value: unknown): string {
  return `€${Number(value ?? 0).toFixed(2)}`;
}

function percent(value: unknown): string {
  return value === null || value === undefined ? 'none' : `${(Number(value) * 100).toFixed(2)} %`;
}
