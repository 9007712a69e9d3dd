import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { AWS_SETTINGS, awsProblems } from './aws-settings';
import { QUICKSIGHT_SETTINGS, quicksightProblems } from './quicksight-settings';
import { SIGN_IN_SETTINGS, signInProblems } from './sign-in-settings';
import { wholeNumber } from './whole-number';

/**
 * Every setting there is: its rule, its default and one line of documentation. `.env.example` and
 * the README's table are held to this list by a test.
 */
export const SETTINGS = {
  FOOTFALL_MODE: {
    rule: z.enum(['local', 'aws']).default('local'),
    doc: '`local`: everything on this machine. `aws`: deliver to Firehose, ask Athena.',
  },
  PORT: { rule: wholeNumber(1, 65_535).default(3000), doc: 'Port the server listens on.' },
  FOOTFALL_HOST: {
    rule: z.string().default('127.0.0.1'),
    doc: 'Address to listen on; `0.0.0.0` opens it to the network.',
  },
  FOOTFALL_PUBLIC_URL: {
    rule: z.url({ protocol: /^https?$/ }).optional(),
    doc: 'Address visitors use, where a proxy stands in front; made from PORT otherwise.',
  },
  FOOTFALL_DATA_DIR: {
    rule: z.string().default('.data'),
    doc: 'Folder of the local lake and of the secrets made at first start.',
  },
  FOOTFALL_ROLL_SECONDS: {
    rule: wholeNumber(1, 86_400).default(300),
    doc: 'Longest an event waits to be rolled from its raw segment into Parquet; it can be queried at once.',
  },
  FOOTFALL_RETENTION_DAYS: {
    rule: wholeNumber(1, 36_500).optional(),
    doc: 'Days after which whole partitions leave the local lake, raw and Parquet; none do otherwise.',
  },
  FOOTFALL_CONSOLE_SECONDS: {
    rule: wholeNumber(1, 300).default(10),
    doc: 'Longest the local engine may work on a query of the SQL console before its process is killed.',
  },
  FOOTFALL_TRUSTED_PROXIES: {
    rule: wholeNumber(0, 10).default(0),
    doc: 'How many proxies in front may be believed; 0 ignores forwarded headers.',
  },
  FOOTFALL_TRAFFIC: {
    rule: z.enum(['on', 'off']).optional(),
    doc: 'Whether admins may start bots and producers at /admin/traffic; in local mode they may, in aws mode not.',
  },
  FOOTFALL_RATE_LIMIT: {
    rule: z.enum(['on', 'off']).default('on'),
    doc: '`off` for benches.',
  },
  ...SIGN_IN_SETTINGS,
  ...AWS_SETTINGS,
  ...QUICKSIGHT_SETTINGS,
  FOOTFALL_CHROMIUM: {
    rule: z.string().optional(),
    doc: 'Chromium that tests and bots start; found or installed otherwise.',
  },
} as const;

export type SettingName = keyof typeof SETTINGS;

const schema = z
  .object(
    Object.fromEntries(Object.entries(SETTINGS).map(([name, { rule }]) => [name, rule])) as {
      [N in SettingName]: (typeof SETTINGS)[N]['rule'];
    },
  )
  .superRefine((values, context) => {
    for (const { name, message } of signInProblems(values)) {
      context.addIssue({ code: 'custom', path: [name], message });
    }
    if (values.FOOTFALL_MODE !== 'aws') return;
    for (const { name, message } of [...awsProblems(values), ...quicksightProblems(values)]) {
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });

export type Settings = Readonly<z.infer<typeof schema>>;

/** What is wrong with the settings, each by its name. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads and checks all settings at once; empty variables count as absent.
 * @throws {SettingsError} naming every setting that is wrong.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  const problems = [
    ...Object.keys(given)
      .filter((name) => name.startsWith('FOOTFALL_') && !(name in SETTINGS))
      .map((name) => `${name}: there is no such setting`),
    ...(read.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  ];
  if (!read.success || problems.length > 0) throw new SettingsError(problems);
  return { ...read.data, FOOTFALL_DATA_DIR: resolve(read.data.FOOTFALL_DATA_DIR) };
}

/**
 * This process's settings, with the lines of `.env` where there is one; what is set outside wins.
 * @throws {SettingsError} as `readSettings` does.
 */
export function processSettings(): Settings {
  if (statSync('.env', { throwIfNoEntry: false })?.isFile()) process.loadEnvFile('.env');
  return readSettings(process.env);
}

/** The address visitors use. */
export function publicUrl(settings: Settings): string {
  return settings.FOOTFALL_PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
}
