/** To the sign-in page, and back to this one afterwards. */
export function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/admin/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}
