import { Button } from '@/components/ui/button';

/** What is shown where a page broke; plain links, since the router may be what broke. */
export function Failure({ onRetry }: { onRetry(): void }) {
  return (
    <main className="page-x pt-16 lg:pt-28">
      <h1 className="max-w-[16ch] font-display text-poster">Something fell off a shelf.</h1>
      <p className="mt-6 max-w-[48ch] text-lg">
        This page broke while it was being put together. The cart is as you left it.
      </p>
      <div className="mt-8 flex items-center gap-6">
        <Button onClick={onRetry}>Try again</Button>
        <a href="/" className="underline underline-offset-4">
          Back to the shop
        </a>
      </div>
    </main>
  );
}
