import { expect, test } from 'vitest';
import { statementsIn } from '../checks/role-rules';
import { ofType, plain } from '../checks/template';
import { readDeployment } from '../deployment';
import { dataSide } from '../testing/data-templates';

const access = dataSide().part('Access');

test('GitHub may take the bootstrapped roles of both regions that a deployment makes things in', () => {
  const [statement, ...more] = statementsIn(access);
  expect(more).toEqual([]);
  expect(statement?.actions).toEqual(['sts:AssumeRole']);
  const kinds = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];
  const known = 'known.when.deployed';
  // Of its own region, and of the one in which CloudFront looks for its firewall.
  expect(statement?.resources).toEqual(
    [known, 'us-east-1'].flatMap((region) =>
      kinds.map(
        (kind) => `arn:${known}:iam::${known}:role/cdk-hnb659fds-${kind}-role-${known}-${region}`,
      ),
    ),
  );
});

test('and nobody takes the role but GitHub, for that branch of that repository', () => {
  const [role, ...more] = ofType(access, 'AWS::IAM::Role');
  expect(more).toEqual([]);
  const [trust, ...others] = role?.properties.AssumeRolePolicyDocument.Statement ?? [];
  expect(others).toEqual([]);
  expect(plain(trust.Principal.Federated)).toMatch(
    /:oidc-provider\/token\.actions\.githubusercontent\.com$/,
  );
  expect(trust.Condition).toEqual({
    StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
    StringLike: {
      'token.actions.githubusercontent.com:sub': 'repo:shop/footfall:ref:refs/heads/main',
    },
  });
});

test('a ref that any proposal would fit is refused', () => {
  const read = (githubRef: string) => () =>
    readDeployment((name) => ({ githubRepository: 'shop/footfall', githubRef })[name]);
  for (const wide of ['*', 'ref:*', 'ref:refs/heads/*', 'pull_request', 'environment:*']) {
    expect(read(wide), wide).toThrow(`-c githubRef=${wide}: give such as ref:refs/heads/main`);
  }
  for (const good of ['ref:refs/heads/release/*', 'ref:refs/tags/v1.2', 'environment:prod']) {
    expect(read(good)().github?.ref).toBe(good);
  }
});
