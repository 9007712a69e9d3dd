import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { awsCredentials, type CredentialProviders } from './credentials';

const ROLE = 'arn:aws:iam::000000000000:role/footfall-ingest';

/** Nothing of the machine that runs the tests is found, whatever it has. */
beforeEach(() => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') || name.startsWith('VERCEL')) vi.stubEnv(name, undefined);
  }
  const empty = scratchFolder();
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(empty, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(empty, 'config'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test('takes what the host offers, and nothing is looked up before it is needed', async () => {
  const credentials = awsCredentials({ AWS_REGION: 'eu-west-1' });
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'found');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  expect(await credentials()).toMatchObject({ accessKeyId: 'found', secretAccessKey: 'secret' });
});

test('assumes the role on top of the host, in the region of the services', () => {
  const host = async () => ({ accessKeyId: 'host', secretAccessKey: 'secret' });
  const role = async () => ({ accessKeyId: 'role', secretAccessKey: 'secret' });
  const fromRole = vi.fn<CredentialProviders['fromRole']>(() => role);
  const providers = { fromHost: () => host, fromToken: vi.fn(), fromRole };
  const settings = { AWS_REGION: 'eu-west-1', FOOTFALL_ASSUME_ROLE_ARN: ROLE };
  expect(awsCredentials(settings, providers)).toBe(role);
  expect(fromRole).toHaveBeenCalledExactlyOnceWith({
    host,
    roleArn: ROLE,
    sessionName: 'footfall',
    region: 'eu-west-1',
  });
  expect(awsCredentials({ AWS_REGION: 'eu-west-1' }, providers)).toBe(host);
});

const REGION = { AWS_REGION: 'eu-west-1' };
const KEYS = {
  AccessKeyId: 'temporary',
  SecretAccessKey: 's',
  Token: 't',
  Expiration: '2999-01-01T00:00:00Z',
};

/** A service of the host's own that hands out credentials. */
async function serve(answer: (request: IncomingMessage, body: string) => unknown) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      const given = answer(request, body);
      response.statusCode = given === null ? 401 : 200;
      response.end(typeof given === 'string' ? given : JSON.stringify(given));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const stsAnswer = (operation: string) => `<${operation}Response><${operation}Result><Credentials>
  <AccessKeyId>temporary</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
  <SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
  </Credentials></${operation}Result></${operation}Response>`;

const found = (more: object = {}) =>
  expect.objectContaining({ accessKeyId: 'temporary', sessionToken: 't', ...more });

test('ECS and Fargate: the task role, from the endpoint the container is told of', async () => {
  const { url, asked } = await serve(() => KEYS);
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/v2/credentials/1`);
  expect(await awsCredentials(REGION)()).toEqual(found());
  expect(asked).toEqual(['GET /v2/credentials/1 ']);
});

test('EKS Pod Identity: the same, with the token of its file', async () => {
  const { url } = await serve(({ headers }) =>
    headers.authorization === 'of the pod' ? KEYS : null,
  );
  const file = join(scratchFolder(), 'token');
  writeFileSync(file, 'of the pod');
  vi.stubEnv('AWS_CONTAINER_CREDENTIALS_FULL_URI', `${url}/v1/credentials`);
  vi.stubEnv('AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', file);
  expect(await awsCredentials(REGION)()).toEqual(found());
});

test('Lambda: the function’s role, from variables, with its session', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'temporary');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 's');
  vi.stubEnv('AWS_SESSION_TOKEN', 't');
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'footfall');
  expect(await awsCredentials(REGION)()).toEqual(found());
});

test('EC2: the instance profile, over IMDSv2 and nothing older', async () => {
  const { url, asked } = await serve(({ method, url: path, headers }) => {
    if (method === 'PUT') return 'a token';
    if (headers['x-aws-ec2-metadata-token'] !== 'a token') return null;
    return path?.endsWith('/') ? 'footfall' : { Code: 'Success', ...KEYS };
  });
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined);
  vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', url);
  expect(await awsCredentials(REGION)()).toEqual(found());
  expect(asked).toEqual([
    'PUT /latest/api/token ',
    'GET /latest/meta-data/iam/security-credentials/ ',
    'GET /latest/meta-data/iam/security-credentials/footfall ',
  ]);
});

test('EKS: the service account’s role, for the token of its file', async () => {
  const { url, asked } = await serve(() => stsAnswer('AssumeRoleWithWebIdentity'));
  const file = join(scratchFolder(), 'token');
  writeFileSync(file, 'of-the-service-account');
  vi.stubEnv('AWS_WEB_IDENTITY_TOKEN_FILE', file);
  vi.stubEnv('AWS_ROLE_ARN', ROLE);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', url);
  expect(await awsCredentials(REGION)()).toEqual(found());
  expect(asked[0]).toContain('WebIdentityToken=of-the-service-account');
  expect(asked[0]).toContain(`RoleArn=${encodeURIComponent(ROLE)}`);
});

test('a laptop: the profile that is named', async () => {
  const file = join(scratchFolder(), 'credentials');
  writeFileSync(
    file,
    '[default]\naws_access_key_id=wrong\naws_secret_access_key=w\n[shop]\naws_access_key_id=of-the-profile\naws_secret_access_key=s\n',
  );
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file);
  vi.stubEnv('AWS_PROFILE', 'shop');
  expect(await awsCredentials(REGION)()).toMatchObject({ accessKeyId: 'of-the-profile' });
});

test('Vercel: a role for the token of the request, read anew each time', async () => {
  const { url, asked } = await serve(() => stsAnswer('AssumeRoleWithWebIdentity'));
  vi.stubEnv('AWS_ENDPOINT_URL_STS', url);
  const env = { VERCEL: '1', AWS_ROLE_ARN: ROLE, VERCEL_OIDC_TOKEN: 'of-the-build' };
  const credentials = awsCredentials(REGION, undefined, env);
  expect(await credentials()).toEqual(found());
  const context = Symbol.for('@vercel/request-context');
  const headers = { 'x-vercel-oidc-token': 'of-the-request' };
  Object.assign(globalThis, { [context]: { get: () => ({ headers }) } });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, context));
  await credentials();
  expect(asked.map((one) => /WebIdentityToken=([\w-]+)/.exec(one)?.[1])).toEqual([
    'of-the-build',
    'of-the-request',
  ]);
  expect(asked[0]).toContain(`RoleArn=${encodeURIComponent(ROLE)}`);
  expect(asked[0]).toContain('RoleSessionName=footfall');
});

test('Vercel without a token, and a host with nothing at all, say so', async () => {
  const without = awsCredentials(REGION, undefined, { VERCEL: '1', AWS_ROLE_ARN: ROLE });
  await expect(without()).rejects.toMatchObject({
    name: 'CredentialsProviderError',
    message: expect.stringContaining('OIDC federation'),
  });
  await expect(awsCredentials(REGION)()).rejects.toMatchObject({
    name: 'CredentialsProviderError',
  });
});

test('the SDK asks STS for the role with the credentials of the host', async () => {
  const asked: string[] = [];
  const sts = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(`${request.headers.authorization} ${body}`);
      response.setHeader('content-type', 'text/xml');
      response.end(`<AssumeRoleResponse><AssumeRoleResult><Credentials>
        <AccessKeyId>temporary</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
        </Credentials></AssumeRoleResult></AssumeRoleResponse>`);
    });
  });
  await new Promise<void>((listening) => sts.listen(0, '127.0.0.1', listening));
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${(sts.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'found');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  try {
    const settings = { AWS_REGION: 'eu-west-1', FOOTFALL_ASSUME_ROLE_ARN: ROLE };
    expect(await awsCredentials(settings)()).toMatchObject({
      accessKeyId: 'temporary',
      sessionToken: 't',
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/Credential=found\/\d+\/eu-west-1\/sts\//);
    expect(asked[0]).toContain(`RoleArn=${encodeURIComponent(ROLE)}`);
  } finally {
    sts.closeAllConnections();
    await new Promise((closed) => sts.close(closed));
  }
});
