'use client';

import { Button } from '@/components/ui/button';

/**
 * What is shown where a page broke. A plain link and a full load, since the router may be what broke,
 * and what the server failed to send is only asked for again by loading.
 */
export function Failure() {
  return (
    <main className="page-x pt-16 lg:pt-28">
      <h1 className="max-w-[16ch] font-display text-poster">Something fell off a shelf.</h1>
      <p className="mt-6 max-w-[48ch] text-lg">
        This page broke while it was being put together. The cart is as you left it.
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-6">
        <Button onClick={() => window.location.reload()}>Try again</Button>
        <a href="/" className="underline underline-offset-4">
          Back to the shop
        </a>
      </div>
    </main>
  );
}
