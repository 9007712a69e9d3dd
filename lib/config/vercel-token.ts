/** Where Vercel keeps the request that a function is answering. */
const REQUEST = Symbol.for('@vercel/request-context');
const HEADER = 'x-vercel-oidc-token';

interface RequestContext {
  get?(): { readonly headers?: Readonly<Record<string, string | undefined>> };
}

/**
 * Who this deployment is, as Vercel signs it: in a header of each request at run time, in a variable
 * while building.
 * @throws {Error} named as the SDK's own where there is none.
 */
export function vercelToken(env: Readonly<Record<string, string | undefined>>): string {
  const context = (globalThis as { [REQUEST]?: RequestContext })[REQUEST];
  const token = context?.get?.().headers?.[HEADER] ?? env.VERCEL_OIDC_TOKEN;
  if (token) return token;
  const message =
    'Vercel gave no OIDC token: turn on secure backend access with OIDC federation in the project’s settings.';
  throw Object.assign(new Error(message), { name: 'CredentialsProviderError' });
}
