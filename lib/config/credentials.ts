import {
  fromNodeProviderChain,
  fromTemporaryCredentials,
  fromWebToken,
} from '@aws-sdk/credential-providers';
import type { Settings } from './settings';
import { vercelToken } from './vercel-token';

/*
 * No long-lived key has to be written down anywhere. One chain serves every host but one:
 *
 *   ECS, Fargate   the task role, from the container's credentials endpoint
 *   Lambda         the function's role, from variables the platform rotates
 *   EC2            the instance profile, over IMDSv2 (hop limit 2 inside a container)
 *   EKS            the service account's role, from a web identity token file, or Pod Identity's endpoint
 *   laptop         SSO or a named profile (`AWS_PROFILE`)
 *   tests          `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, any values
 *   Vercel         the role of `AWS_ROLE_ARN`, for the token that each request brings
 *
 * The SDK refreshes what expires. A host without any of them answers within moments, in words, at
 * the start-up check; it does so sooner with `AWS_EC2_METADATA_DISABLED=true`.
 */

/** What finds credentials when a client first needs them, and again when they run out. */
export type AwsCredentials = ReturnType<typeof fromNodeProviderChain>;

/** How the SDK's providers are called; an argument so that the wiring can be tested. */
export interface CredentialProviders {
  fromHost(): AwsCredentials;
  fromToken(options: {
    readonly token: () => string;
    readonly roleArn: string;
    readonly sessionName: string;
    readonly region: string | undefined;
  }): AwsCredentials;
  fromRole(options: {
    readonly host: AwsCredentials;
    readonly roleArn: string;
    readonly sessionName: string;
    readonly region: string | undefined;
  }): AwsCredentials;
}

const SDK: CredentialProviders = {
  fromHost: () => fromNodeProviderChain(),
  // The token is read anew each time: it lives for an hour at most.
  fromToken:
    ({ token, roleArn, sessionName, region }) =>
    async (properties) =>
      fromWebToken({
        roleArn,
        roleSessionName: sessionName,
        webIdentityToken: token(),
        clientConfig: { ...(region && { region }) },
      })(properties),
  fromRole: ({ host, roleArn, sessionName, region }) =>
    fromTemporaryCredentials({
      masterCredentials: host,
      params: { RoleArn: roleArn, RoleSessionName: sessionName },
      clientConfig: { ...(region && { region }) },
    }),
};

type Environment = Readonly<Record<string, string | undefined>>;
const SESSION_NAME = 'footfall';

/**
 * The credentials of this host; with FOOTFALL_ASSUME_ROLE_ARN set, those of that role, assumed with
 * them, for a deployment whose streams live in another account.
 */
export function awsCredentials(
  settings: Pick<Settings, 'FOOTFALL_ASSUME_ROLE_ARN' | 'AWS_REGION'>,
  providers: CredentialProviders = SDK,
  env: Environment = process.env,
): AwsCredentials {
  const shared = { sessionName: SESSION_NAME, region: settings.AWS_REGION };
  const host =
    env.VERCEL && env.AWS_ROLE_ARN
      ? providers.fromToken({ token: () => vercelToken(env), roleArn: env.AWS_ROLE_ARN, ...shared })
      : providers.fromHost();
  const roleArn = settings.FOOTFALL_ASSUME_ROLE_ARN;
  if (roleArn === undefined) return host;
  return providers.fromRole({ host, roleArn, ...shared });
}
