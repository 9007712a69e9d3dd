'use client';

import { type ReactNode, ViewTransition } from 'react';

/**
 * One page of the shop fades into another of a different kind, and the picture that was clicked grows
 * into the product's (link-follower.tsx). Who wants less motion gets none, nor the work for it.
 */
export function PageFade({ children }: { children: ReactNode }) {
  const look = wantsStillness() ? 'none' : 'page';
  return (
    <ViewTransition default="none" enter={look} exit={look}>
      {children}
    </ViewTransition>
  );
}

function wantsStillness(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}
