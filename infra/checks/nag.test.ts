import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { footfall } from '../footfall';
import { FULL_CONTEXT } from '../testing/data-templates';
import { NAG_ARGUMENTS } from './nag-arguments';

const report = z.object({
  pluginReports: z.array(
    z.object({
      pluginName: z.string(),
      violations: z.array(
        z.object({
          ruleName: z.string(),
          violatingConstructs: z.array(z.object({ constructPath: z.string() })),
        }),
      ),
    }),
  ),
});

/** What the rules find in the data side, each with its construct. */
function findings(change: (made: ReturnType<typeof footfall>) => void = () => undefined) {
  const outdir = mkdtempSync(join(tmpdir(), 'footfall-nag-'));
  onTestFinished(() => rmSync(outdir, { recursive: true }));
  vi.stubEnv('CDK_VALIDATION', 'false');
  onTestFinished(() => void vi.unstubAllEnvs());
  const app = new App({ analyticsReporting: false, outdir, context: { ...FULL_CONTEXT } });
  change(footfall(app));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // It throws what the report says, which is read here.
  expect(() => app.synth()).toThrow('AwsSolutions');
  const text = readFileSync(join(outdir, 'validation-report.json'), 'utf8');
  const { pluginReports } = report.parse(JSON.parse(text));
  const nag = pluginReports.find(({ pluginName }) => pluginName === 'AwsSolutions');
  return (nag?.violations ?? []).flatMap(({ ruleName, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }) => ({ finding: ruleName, at: constructPath })),
  );
}

const argued = (one: { readonly finding: string; readonly at: string }) =>
  NAG_ARGUMENTS.filter(({ finding, at }) => finding.test(one.finding) && at.test(one.at));

test('the rules of AWS’s own solutions find nothing but what is argued, and each argument is needed', () => {
  const found = findings();
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter((one) => argued(one).length === 0)).toEqual([]);
  const used = new Set(found.flatMap(argued));
  expect(NAG_ARGUMENTS.filter((one) => !used.has(one))).toEqual([]);
});

test('a bucket that somebody adds without thinking is found', () => {
  const found = findings(({ analytics }) => new Bucket(analytics, 'Careless'));
  expect(found.filter((one) => argued(one).length === 0)).toEqual(
    expect.arrayContaining([
      { finding: 'AwsSolutions-S1', at: expect.stringContaining('Careless') },
      { finding: 'AwsSolutions-S10', at: expect.stringContaining('Careless') },
    ]),
  );
});
