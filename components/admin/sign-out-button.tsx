'use client';

import { signOut } from 'next-auth/react';

export function SignOutButton() {
  return (
    <button
      type="button"
      className="py-1 hover:text-ink"
      onClick={() => signOut({ callbackUrl: '/admin/sign-in' })}
    >
      Sign out
    </button>
  );
}
