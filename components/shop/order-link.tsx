'use client';

import { useState } from 'react';
import { mark } from './mark';

/** The address of this page is the order; this puts it on the clipboard where the browser lets it. */
export function OrderLink() {
  const [copied, setCopied] = useState<boolean | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(window.location.href);
      setCopied(true);
    } catch {
      // Refused, or not a secure page: the address bar has it too.
      setCopied(false);
    }
  }

  return (
    <>
      The address of this page: whoever has it sees the order, and the shop keeps no other copy.{' '}
      <button
        type="button"
        {...mark('order_link_copy')}
        onClick={() => void copy()}
        className="min-h-9 font-medium underline underline-offset-4"
      >
        Copy it
      </button>{' '}
      <span role="status">
        {copied === true && 'Copied.'}
        {copied === false &&
          'This browser does not let it be copied; take it from the address bar.'}
      </span>
    </>
  );
}
