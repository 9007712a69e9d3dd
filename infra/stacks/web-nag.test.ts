import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { webApp } from '../testing/web-app';

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What the rules of AWS's own solutions object to and nobody has answered, by path. */
function objections(context: Readonly<Record<string, string>>): string[] {
  const { app } = webApp(context);
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  expect(() => app.synth(), 'the data side of the test is none of a real shop').toThrow();
  const report: Report = JSON.parse(
    readFileSync(join(app.outdir, 'validation-report.json'), 'utf8'),
  );
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath} ${ruleName}`),
    );
}

const certificate = `arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000`;

test.each<[string, Record<string, string>]>([
  ['dev', {}],
  ['prod', { stage: 'prod' }],
  ['behind gateways', { egress: 'nat' }],
  ['with a domain', { domain: 'shop.example.com', certificate }],
])('nothing is objected to that is not answered: %s', { timeout: 120_000 }, (_, context) => {
  const found = objections(context);
  expect(found.filter((text) => /^(Web|Edge)\//.test(text))).toEqual([]);
  // The rules did look: the bucket of the test has no log.
  expect(found).toContain('Data/Raw/Resource AwsSolutions-S1');
});
