'use client';

import { Failure } from '@/components/shop/failure';

export default function ErrorPage({ reset }: { error: Error; reset(): void }) {
  return <Failure onRetry={reset} />;
}
