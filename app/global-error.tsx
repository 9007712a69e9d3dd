'use client';

import './globals.css';
import { Failure } from '@/components/shop/failure';

/** Stands in for the whole document where the root layout itself failed. */
export default function GlobalError({ reset }: { error: Error; reset(): void }) {
  return (
    <html lang="en">
      <body>
        <Failure onRetry={reset} />
      </body>
    </html>
  );
}
