import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { awsCredentials, type CredentialProviders } from './credentials';

const ROLE = 'arn:aws:iam::000000000000:role/footfall-ingest';

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
  const settings = { AWS_REGION: 'eu-west-1', FOOTFALL_ASSUME_ROLE_ARN: ROLE };
  expect(awsCredentials(settings, { fromHost: () => host, fromRole })).toBe(role);
  expect(fromRole).toHaveBeenCalledExactlyOnceWith({
    host,
    roleArn: ROLE,
    sessionName: 'footfall',
    region: 'eu-west-1',
  });
  expect(awsCredentials({ AWS_REGION: 'eu-west-1' }, { fromHost: () => host, fromRole })).toBe(
    host,
  );
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
