import { type ReactNode, ViewTransition } from 'react';

/**
 * One page of the shop fades into another of a different kind, and the picture that was clicked grows
 * into the product's (components/shop/link-follower.tsx). The page is there at once underneath: its
 * view is told and its clicks are heard while it fades.
 */
export default function ShopTemplate({ children }: { children: ReactNode }) {
  return (
    <ViewTransition default="none" enter="page" exit="page">
      {children}
    </ViewTransition>
  );
}
