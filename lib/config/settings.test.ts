import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { envExample, GENERATED_DOCS } from '@/cli/generated-docs';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { awsAnalytics, awsDelivery, awsMetrics, awsState } from './aws-settings';
import { quicksightOf } from './quicksight-settings';
import { accountsOf, loadSecrets } from './secrets';
import { publicUrl, readSettings } from './settings';
import { oidcOf } from './sign-in-settings';

const AWS = {
  FOOTFALL_MODE: 'aws',
  FOOTFALL_FIREHOSE_STREAM: 'e',
  FOOTFALL_FIREHOSE_FAILED_STREAM: 'f',
  AWS_REGION: 'eu-west-1',
};
const SECRET = 'a secret of the tests, long enough for one';

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

  test('a secret that somebody typed without end is no secret', () => {
    for (const weak of ['x'.repeat(40), 'change-me-'.repeat(5)]) {
      expect(() => readSettings({ FOOTFALL_SECRET: weak })).toThrow(
        'FOOTFALL_SECRET: give a random one',
      );
    }
    expect(readSettings({ FOOTFALL_SECRET: SECRET }).FOOTFALL_SECRET).toBe(SECRET);
  });

  test('a viewer’s account is whole and another than the admin’s', () => {
    expect(() => readSettings({ FOOTFALL_VIEWER_PASSWORD: 'correct horse battery' })).toThrow(
      'FOOTFALL_VIEWER_USER: required',
    );
    expect(() => readSettings({ FOOTFALL_VIEWER_USER: 'admin' })).toThrow(
      'FOOTFALL_VIEWER_USER: must not be the admin’s name',
    );
  });

  test('single sign-on is set whole, over https, with somebody to let in', () => {
    const whole = {
      FOOTFALL_OIDC_ISSUER: 'https://issuer.example/pool',
      FOOTFALL_OIDC_CLIENT_ID: 'footfall',
      FOOTFALL_OIDC_CLIENT_SECRET: 'shh',
      FOOTFALL_OIDC_VIEWERS: 'staff, guests',
    };
    expect(oidcOf(readSettings({}))).toBeNull();
    expect(oidcOf(readSettings(whole))).toEqual({
      issuer: 'https://issuer.example/pool',
      clientId: 'footfall',
      clientSecret: 'shh',
      claim: 'cognito:groups',
      admins: [],
      viewers: ['staff', 'guests'],
    });
    for (const name of Object.keys(whole)) {
      const named = name === 'FOOTFALL_OIDC_VIEWERS' ? 'FOOTFALL_OIDC_ADMINS' : name;
      expect(() => readSettings({ ...whole, [name]: '' }), name).toThrow(`${named}: `);
    }
    expect(() => readSettings({ ...whole, FOOTFALL_OIDC_ISSUER: 'http://issuer.example' })).toThrow(
      'FOOTFALL_OIDC_ISSUER: must be https',
    );
    expect(() => readSettings({ ...whole, FOOTFALL_OIDC_ADMINS: 'a,,b' })).toThrow(
      'FOOTFALL_OIDC_ADMINS',
    );
  });

  test('aws mode asks for its streams and region by name', () => {
    expect(() => readSettings({ FOOTFALL_MODE: 'aws' })).toThrow(
      /FOOTFALL_FIREHOSE_STREAM: required[\s\S]*FOOTFALL_FIREHOSE_FAILED_STREAM: required[\s\S]*AWS_REGION: required/,
    );
    expect(awsDelivery(readSettings(AWS))).toEqual({
      region: 'eu-west-1',
      streams: { events: 'e', failed: 'f' },
    });
    expect(awsDelivery(readSettings({}))).toBeNull();
  });

  test('aws mode tells CloudWatch and asks it, where it is not left alone', () => {
    expect(awsMetrics(readSettings(AWS))).toEqual({
      namespace: 'Footfall',
      alarmPrefix: 'footfall-',
      workgroup: null,
    });
    expect(awsMetrics(readSettings({ ...AWS, FOOTFALL_CLOUDWATCH: 'off' }))).toBeNull();
    expect(() => readSettings({ FOOTFALL_METRICS_NAMESPACE: 'AWS/Footfall' })).toThrow(
      'FOOTFALL_METRICS_NAMESPACE: give a namespace',
    );
  });

  test('QuickSight is used where dashboards are named, for a user or for nobody in particular', () => {
    const ARN = 'arn:aws:quicksight:eu-west-1:123456789012:user/default/{user}';
    const named = {
      ...AWS,
      FOOTFALL_QUICKSIGHT_DASHBOARDS: 'funnel=f-1, products=p-1',
      FOOTFALL_QUICKSIGHT_ACCOUNT: '123456789012',
    };
    expect(quicksightOf(readSettings(AWS))).toBeNull();
    expect(quicksightOf(readSettings({ ...named, FOOTFALL_QUICKSIGHT_USER: ARN }))).toEqual({
      account: '123456789012',
      dashboards: { funnel: 'f-1', products: 'p-1' },
      session: { of: 'user', arn: ARN },
    });
    const anonymous = { ...named, FOOTFALL_QUICKSIGHT_ANONYMOUS: 'on' };
    expect(quicksightOf(readSettings(anonymous))?.session).toEqual({
      of: 'nobody',
      namespace: 'default',
    });
    for (const [wrong, words] of [
      [named, 'FOOTFALL_QUICKSIGHT_USER: give a user, or'],
      [
        { ...anonymous, FOOTFALL_QUICKSIGHT_USER: ARN },
        'FOOTFALL_QUICKSIGHT_USER: give a user, or',
      ],
      [{ ...anonymous, FOOTFALL_QUICKSIGHT_ACCOUNT: '' }, 'FOOTFALL_QUICKSIGHT_ACCOUNT: required'],
      [{ ...AWS, FOOTFALL_QUICKSIGHT_ANONYMOUS: 'on' }, 'FOOTFALL_QUICKSIGHT_DASHBOARDS: required'],
      [{ ...named, FOOTFALL_QUICKSIGHT_DASHBOARDS: 'cart=1' }, 'give ids by name'],
      [{ ...named, FOOTFALL_QUICKSIGHT_DASHBOARDS: 'funnel' }, 'give ids by name'],
    ] as const) {
      expect(() => readSettings(wrong)).toThrow(words);
    }
  });

  test('aws mode asks Athena and keeps state in S3 where that is set', () => {
    const bare = readSettings(AWS);
    expect([awsAnalytics(bare), awsState(bare)]).toEqual([null, null]);
    const asking = { ...AWS, FOOTFALL_ATHENA_DATABASE: 'footfall' };
    expect(awsAnalytics(readSettings(asking))).toEqual({
      database: 'footfall',
      workgroup: 'primary',
      reuseMinutes: 0,
    });
    expect(
      awsAnalytics(
        readSettings({
          ...asking,
          FOOTFALL_ATHENA_WORKGROUP: 'shop',
          FOOTFALL_ATHENA_OUTPUT: 's3://results/shop/',
        }),
      ),
    ).toMatchObject({ workgroup: 'shop', outputLocation: 's3://results/shop/' });
    const stateIn = (folder: string) =>
      awsState(readSettings({ ...AWS, FOOTFALL_STATE_FOLDER: folder }));
    expect(stateIn('s3://lake')).toEqual({ bucket: 'lake', prefix: '' });
    expect(stateIn('s3://lake/')).toEqual({ bucket: 'lake', prefix: '' });
    expect(stateIn('s3://my.lake/a/state/')).toEqual({ bucket: 'my.lake', prefix: 'a/state/' });
  });

  test.each([
    ['FOOTFALL_STATE_FOLDER', 'lake/state', 'such as s3://bucket/folder/'],
    ['FOOTFALL_STATE_FOLDER', 's3://lake/state', 'such as s3://bucket/folder/'],
    ['FOOTFALL_ATHENA_OUTPUT', 's3://Lake/', 'such as s3://bucket/folder/'],
    ['FOOTFALL_ATHENA_DATABASE', "x'; --", 'give a Glue database'],
    ['FOOTFALL_ATHENA_WORKGROUP', 'a b', 'give the name of a workgroup'],
    ['FOOTFALL_ATHENA_REUSE_MINUTES', '10081', 'give a whole number from 0 to 10080'],
  ])('%s=%s is refused in words', (name, value, words) => {
    const asking = { ...AWS, FOOTFALL_ATHENA_DATABASE: 'footfall', [name]: value };
    expect(() => readSettings(asking)).toThrow(`${name}: ${words}`.slice(0, name.length + 2));
    expect(() => readSettings(asking)).toThrow(words);
  });

  test('settings of Athena that do not go together are named', () => {
    const output = { ...AWS, FOOTFALL_ATHENA_OUTPUT: 's3://results/' };
    expect(() => readSettings(output)).toThrow('FOOTFALL_ATHENA_DATABASE: required where');
    const reusing = { FOOTFALL_ATHENA_DATABASE: 'f', FOOTFALL_ATHENA_REUSE_MINUTES: '5' };
    expect(() => readSettings({ ...output, ...reusing })).toThrow(
      'FOOTFALL_ATHENA_REUSE_MINUTES: Athena reuses no answer',
    );
    expect(awsAnalytics(readSettings({ ...AWS, ...reusing }))?.reuseMinutes).toBe(5);
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

  test('hold a viewer’s password where there is a viewer, as secret as the admin’s', () => {
    const folder = scratchFolder();
    const settings = settingsIn(folder, { FOOTFALL_VIEWER_USER: 'reader' });
    const secrets = loadSecrets(settings);
    const path = join(folder, 'local', 'viewer-password');
    expect(readFileSync(path, 'utf8').trim()).toBe(secrets.viewerPassword);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(accountsOf(settings, secrets)).toEqual([
      { user: 'admin', password: secrets.adminPassword, role: 'admin' },
      { user: 'reader', password: secrets.viewerPassword, role: 'viewer' },
    ]);
    const alone = settingsIn(scratchFolder());
    expect(loadSecrets(alone).viewerPassword).toBeNull();
    expect(accountsOf(alone, loadSecrets(alone)).map(({ role }) => role)).toEqual(['admin']);
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
      FOOTFALL_SECRET: SECRET,
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
