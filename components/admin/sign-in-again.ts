/** To the sign-in page, which says why, and back to this one afterwards. */
export function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  const asked = new URLSearchParams({ callbackUrl: here, error: 'SessionOver' });
  window.location.assign(`/admin/sign-in?${asked}`);
}
