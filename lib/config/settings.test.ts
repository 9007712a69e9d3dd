import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envExample, GENERATED_DOCS } from '@/cli/generated-docs';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { loadSecrets } from './secrets';
import { awsDelivery, publicUrl, readSettings } from './settings';

describe('settings', () => {
  test('need nothing to be set', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      FOOTFALL_MODE: 'local',
      PORT: 3000,
      FOOTFALL_RATE_LIMIT: 'on',
    });
    expect(publicUrl(settings)).toBe('http://localhost:3000');
    expect(publicUrl(readSettings({ PORT: '4000' }))).toBe('http://localhost:4000');
  });

  test('an empty variable counts as absent', () => {
    expect(readSettings({ PORT: '', FOOTFALL_SECRET: '' }).PORT).toBe(3000);
  });

  test('names everything that is wrong at once', () => {
    const wrong = {
      FOOTFALL_MODE: 'cloud',
      PORT: 'abc',
      FOOTFALL_SECRET: 'short',
      FOOTFALL_PUBLIC_URL: 'shop',
    };
    expect(() => readSettings(wrong)).toThrow(
      /FOOTFALL_MODE: [\s\S]*PORT: [\s\S]*FOOTFALL_PUBLIC_URL: [\s\S]*FOOTFALL_SECRET: /,
    );
  });

  test('names a setting that does not exist, such as a mistyped one', () => {
    expect(() => readSettings({ FOOTFALL_MOD: 'aws' })).toThrow(
      'FOOTFALL_MOD: there is no such setting',
    );
    expect(() => readSettings({ PORT: '80x' })).toThrow(
      'PORT: give a whole number from 1 to 65535',
    );
  });

  test('aws mode asks for its streams and region by name', () => {
    expect(() => readSettings({ FOOTFALL_MODE: 'aws' })).toThrow(
      /FOOTFALL_FIREHOSE_STREAM: required[\s\S]*FOOTFALL_FIREHOSE_FAILED_STREAM: required[\s\S]*AWS_REGION: required/,
    );
    const aws = {
      FOOTFALL_MODE: 'aws',
      FOOTFALL_FIREHOSE_STREAM: 'e',
      FOOTFALL_FIREHOSE_FAILED_STREAM: 'f',
      AWS_REGION: 'eu-west-1',
    };
    expect(awsDelivery(readSettings(aws))).toEqual({
      region: 'eu-west-1',
      streams: { events: 'e', failed: 'f' },
    });
  });
});

describe('documentation made from code', () => {
  test.each(GENERATED_DOCS)(
    '$path: $name is what the code says (npm run docs writes it)',
    ({ path, name, content }) => {
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(`<!-- generated: ${name} -->\n${content()}\n<!-- end: ${name} -->`);
    },
  );

  test('.env.example lists every setting (npm run docs writes it)', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });
});

describe('secrets', () => {
  const settingsIn = (folder: string, more: Record<string, string> = {}) =>
    readSettings({ FOOTFALL_DATA_DIR: folder, ...more });

  test('are made once, differ by use and are readable by their owner alone', () => {
    const folder = scratchFolder();
    const first = loadSecrets(settingsIn(folder));
    expect(loadSecrets(settingsIn(folder))).toEqual(first);
    expect(new Set([first.auth, first.runToken, first.orderLink, first.adminPassword]).size).toBe(
      4,
    );
    for (const name of ['secret', 'admin-password']) {
      expect(statSync(join(folder, 'local', name)).mode & 0o777).toBe(0o600);
    }
  });

  test('are refused when damaged, never used empty', () => {
    for (const [name, content] of [
      ['secret', ''],
      ['secret', 'short'],
      ['admin-password', '\n'],
    ] as const) {
      const folder = scratchFolder();
      loadSecrets(settingsIn(folder));
      writeFileSync(join(folder, 'local', name), content);
      expect(() => loadSecrets(settingsIn(folder))).toThrow(
        /is damaged.*Remove it and start again/,
      );
    }
  });

  test('leave no drafts behind', () => {
    const folder = scratchFolder();
    loadSecrets(settingsIn(folder));
    expect(readdirSync(join(folder, 'local')).sort()).toEqual(['admin-password', 'secret']);
  });

  test('differ between installations', () => {
    const [a, b] = [
      loadSecrets(settingsIn(scratchFolder())),
      loadSecrets(settingsIn(scratchFolder())),
    ];
    expect(a.auth).not.toBe(b.auth);
    expect(a.adminPassword).not.toBe(b.adminPassword);
  });

  test('come from the settings where those give them', () => {
    const given = {
      FOOTFALL_SECRET: 'x'.repeat(32),
      FOOTFALL_ADMIN_PASSWORD: 'correct horse battery',
    };
    const secrets = loadSecrets(settingsIn(scratchFolder(), given));
    expect(secrets).toMatchObject({
      adminPassword: 'correct horse battery',
      adminPasswordFile: null,
    });
    expect(loadSecrets(settingsIn(scratchFolder(), given)).auth).toBe(secrets.auth);
  });
});
