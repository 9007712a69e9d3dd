import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { absolute: 'Footfall admin' },
  robots: { index: false, follow: false },
};

// Each answer carries a nonce of its own and depends on who asks.
export const dynamic = 'force-dynamic';

/** What sign-in and the signed-in pages share: the shop's paper and ink with a cooler accent. */
export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <div className="admin-paper min-h-dvh bg-paper text-ink text-sm [--accent:#2c5f7c] dark:[--accent:#8fc3de] print:[--accent:#2c5f7c]">
      {children}
    </div>
  );
}
