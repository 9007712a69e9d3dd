import type { Metadata } from 'next';
import { NOT_FOR_SEARCH } from '@/components/seo/page-metadata';
import { AccountView } from '@/components/shop/account-view';
import { PageView } from '@/components/tracking/page-view';

export const metadata: Metadata = {
  title: 'Account',
  description: 'Who you are to this shop, and what it records about you, as it records it.',
  ...NOT_FOR_SEARCH,
};

export default function AccountPage() {
  return (
    // As high as the window in every state, so that the footer never jumps through it.
    <div className="page-x min-h-dvh pt-10 lg:pt-16">
      <PageView page="info" />
      <h1 className="font-display text-display">Account</h1>
      <p className="mt-4 max-w-[52ch] text-lg">
        There is nothing to sign in to: the shop knows you by what this browser carries, and by
        nothing else. All of it is on this page.
      </p>
      <AccountView />
    </div>
  );
}
