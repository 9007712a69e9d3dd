/**
 * The nonce of the policy that this document came with. It is read from a script of the page: a page
 * that was gone to inside the admin was answered with another, which this document does not go by.
 */
export function documentNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}
